/** smoldot: a light client that trusts no node, only the chain's specification. It finds both nodes and follows what they finalise. */
import { spawnSync } from 'node:child_process';
import * as smoldot from 'smoldot';
import { createClient } from 'polkadot-api';
import { getSmProvider } from 'polkadot-api/sm-provider';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { expect } from './lib/report.mjs';
import { finalized, rpc } from './lib/rpc.mjs';
import { account, networks, spent } from './lib/state.mjs';
import { until } from './lib/waiting.mjs';

const SPECIFICATION_BYTES = 64 * 1024 * 1024;
const TAO = 1_000_000_000n;
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

/** The raw specification of the chain that the nodes run, with their addresses. */
async function specification(node, urls) {
  const ran = spawnSync(node, ['export-chain-spec', '--chain', 'local-fast', '--raw'], {
    encoding: 'utf8',
    maxBuffer: SPECIFICATION_BYTES,
  });
  if (ran.status !== 0) throw new Error(`export-chain-spec: ${ran.stderr}`);
  const addresses = await Promise.all(urls.map((url) => rpc(url, 'system_localListenAddresses')));
  const local = addresses.flat().filter((address) => address.startsWith('/ip4/127.0.0.1/'));
  return JSON.stringify({ ...JSON.parse(ran.stdout), bootNodes: local });
}

/** Runs all workflows. */
export async function run({ node, url, second }, report) {
  await cryptoWaitReady();
  const log = [];
  const light = smoldot.start({ maxLogLevel: 3, logCallback: (level, target, message) => log.push(`${target}: ${message}`) });
  let client;
  try {
    await report.run('connect', async () => {
      const chain = await light.addChain({ chainSpec: await specification(node, [url, second]) });
      client = createClient(getSmProvider(() => chain));
      const { genesisHash } = await client.getChainSpecData();
      expect(genesisHash === (await rpc(url, 'chain_getBlockHash', 0)), 'genesis hash', genesisHash);
    });
    await report.run('follows final blocks of two nodes', async () => {
      await until(60, 'both nodes as peers', async () => (await client._request('system_health', [])).peers === 2);
      const now = await finalized(url);
      // Later ones: what the light client begins with it has not followed.
      const here = await until(60, 'a later final block', async () => {
        const block = await client.getFinalizedBlock();
        return block.number > now.number && block;
      });
      for (const address of [url, second]) {
        await until(30, `finality at ${address}`, async () => (await finalized(address)).number >= here.number);
        expect(here.hash === (await rpc(address, 'chain_getBlockHash', here.number)), 'hash of', here.number, 'at', address);
      }
    });
    await report.run('balance', async () => {
      const { hash } = await client.getFinalizedBlock();
      const { data } = await client.getUnsafeApi().query.System.Account.getValue(ALICE, { at: hash });
      const { free } = await account(url, ALICE, hash);
      expect(free > 0n && data.free === free, 'balance', data.free, 'stored', free);
    });
    await report.run('subnets and prices', async () => {
      const { hash } = await client.getFinalizedBlock();
      const { apis, query } = client.getUnsafeApi();
      const total = await query.SubtensorModule.TotalNetworks.getValue({ at: hash });
      expect(total >= 2 && total === (await networks(url, hash)), 'subnets', total);
      const subnet = await apis.SubnetInfoRuntimeApi.get_dynamic_info(1, { at: hash });
      expect(subnet.netuid === 1 && subnet.tempo === 10, 'subnet', subnet);
      const price = await apis.SwapRuntimeApi.current_alpha_price(1, { at: hash });
      expect(price === TAO, 'price', price);
    });
    await report.run('transfer', async () => {
      const keys = new Keyring({ type: 'sr25519', ss58Format: 42 });
      const [pair, to] = [keys.addFromUri('//Bob'), keys.addFromUri('//Smoldot').address];
      const signer = getPolkadotSigner(pair.publicKey, 'Sr25519', (payload) => pair.sign(payload));
      const dest = { type: 'Id', value: to };
      const api = client.getUnsafeApi();
      const outcome = await api.tx.Balances.transfer_keep_alive({ dest, value: TAO }).signAndSubmit(signer);
      expect(outcome.ok, 'transfer');
      const { hash } = outcome.block;
      const { free } = (await api.query.System.Account.getValue(to, { at: hash })).data;
      expect(free === TAO && (await account(url, to, hash)).free === TAO, 'balance of the receiver', free);
      const fee = outcome.events.find(({ value }) => value.type === 'TransactionFeePaid').value.value.actual_fee;
      expect((await spent(url, pair.address, hash)) === TAO + fee, 'balance of the sender, fee', fee);
    });
    if (report.surprises.length > 0) console.log(log.slice(-20).join('\n'));
  } finally {
    client?.destroy();
    await light.terminate();
  }
}
