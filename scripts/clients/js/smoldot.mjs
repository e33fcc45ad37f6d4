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
import { until, within } from './lib/waiting.mjs';

const SPECIFICATION_BYTES = 64 * 1024 * 1024;
const TAO = 1_000_000_000n;

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
      const there = await finalized(url);
      const here = await within(90, 'final blocks', until(90, 'final block', async () => {
        const block = await client.getFinalizedBlock();
        return block.number >= there.number && block;
      }));
      expect(here.hash === (await rpc(second, 'chain_getBlockHash', here.number)), 'hash of', here.number);
    });
    await report.run('balance', async () => {
      const api = client.getUnsafeApi();
      const account = await api.query.System.Account.getValue('5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY');
      expect(account.data.free > 0n, 'balance');
    });
    await report.run('subnets and prices', async () => {
      const price = await client.getUnsafeApi().apis.SwapRuntimeApi.current_alpha_price(1);
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
      expect((await api.query.System.Account.getValue(to)).data.free === TAO, 'balance of the receiver');
    });
    if (report.surprises.length > 0) console.log(log.slice(-20).join('\n'));
  } finally {
    client?.destroy();
    await light.terminate();
  }
}
