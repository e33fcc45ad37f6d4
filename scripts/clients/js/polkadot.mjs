/** `@polkadot/api`: what wallets and explorers do with it. */
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { crowd } from './lib/crowd.mjs';
import { expect } from './lib/report.mjs';
import { rpc } from './lib/rpc.mjs';
import { until } from './lib/waiting.mjs';

const TAO = 1_000_000_000n;

/** Sends a call and gives its events once it is in a block; fails if the call failed. */
function send(api, call, pair) {
  return new Promise((resolve, reject) => {
    call
      .signAndSend(pair, ({ status, events, dispatchError }) => {
        if (!status.isInBlock) return;
        if (dispatchError === undefined) return resolve(events);
        const { name, docs } = api.registry.findMetaError(dispatchError.asModule);
        reject(new Error(`${name}: ${docs.join(' ')}`));
      })
      .catch(reject);
  });
}

/** Runs all workflows. */
export async function run({ url }, report) {
  const provider = new WsProvider(url);
  const api = new ApiPromise({ provider, noInitWarn: true });
  const keys = new Keyring({ type: 'sr25519' });
  const [alice, bob] = ['//Alice', '//Bob'].map((uri) => keys.addFromUri(uri));
  const hotkey = keys.addFromUri('//Alice//polkadot');
  let netuid;
  try {
    await report.run('connect', async () => {
      await api.isReadyOrError;
      expect(api.registry.chainSS58 === 42, 'SS58 format', api.registry.chainSS58);
      expect(api.registry.chainDecimals[0] === 9 && api.registry.chainTokens[0] === 'TAO', 'token');
      expect(api.genesisHash.toHex() === (await rpc(url, 'chain_getBlockHash', 0)), 'genesis hash');
    });
    await report.run('balance', async () => {
      const { data } = await api.query.system.account(alice.address);
      expect(data.free.toBigInt() > 0n, 'balance', data.toHuman());
    });
    await report.run('transfer', async () => {
      const to = keys.addFromUri('//Polkadot').address;
      await send(api, api.tx.balances.transferKeepAlive(to, 3n * TAO), alice);
      const free = (await api.query.system.account(to)).data.free.toBigInt();
      expect(free === 3n * TAO, 'transfer', free);
      const best = (await api.rpc.chain.getHeader()).number.toNumber();
      await until(60, 'finality', async () => {
        const header = await api.rpc.chain.getHeader(await api.rpc.chain.getFinalizedHead());
        return header.number.toNumber() >= best;
      });
    });
    await report.run('fee estimate', async () => {
      const info = await api.tx.balances.transferKeepAlive(bob.address, TAO).paymentInfo(alice);
      expect(info.partialFee.toBigInt() > 0n, 'fee', info.toHuman());
    });
    await report.run('subnet: create and start', async () => {
      const events = await send(api, api.tx.subtensorModule.registerNetwork(hotkey.address), alice);
      const added = events.find(({ event }) => event.method === 'NetworkAdded');
      netuid = Number(added.event.data[0].toString());
      const owner = await api.query.subtensorModule.subnetOwner(netuid);
      expect(owner.toString() === alice.address, 'owner', owner.toString());
      await send(api, api.tx.subtensorModule.startCall(netuid), alice);
    });
    await report.run('stake: add', async () => {
      await send(api, api.tx.subtensorModule.addStake(hotkey.address, netuid, 10n * TAO), alice);
      const info = await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(hotkey.address, alice.address, netuid);
      expect(BigInt(info.toJSON().stake) >= 10n * TAO, 'stake', info.toHuman());
    });
    await report.run('batch', async () => {
      const to = keys.addFromUri('//Polkadot//batch').address;
      const calls = [1n, 2n].map((tao) => api.tx.balances.transferKeepAlive(to, tao * TAO));
      await send(api, api.tx.utility.batchAll(calls), alice);
      expect((await api.query.system.account(to)).data.free.toBigInt() === 3n * TAO, 'batch');
    });
    await report.run('transfers of twenty accounts as blocks come in', async () => {
      const fund = (addresses) => send(api, api.tx.utility.batchAll(addresses.map((to) => api.tx.balances.transferKeepAlive(to, TAO))), alice);
      const { sent, refusals } = await crowd(api, provider, keys, '//Polkadot//crowd', fund);
      expect(sent >= 100 && refusals.length === 0, 'sent', sent, 'refused', refusals);
    });
    await report.run('sudo', async () => {
      await send(api, api.tx.sudo.sudo(api.tx.adminUtils.sudoSetTempo(netuid, 12)), alice);
      expect((await api.query.subtensorModule.tempo(netuid)).toString() === '12', 'tempo');
    });
    await report.run('subscription to storage and blocks', async () => {
      const seen = [];
      const stop = await api.rpc.chain.subscribeNewHeads((header) => seen.push(header.number.toNumber()));
      await until(30, 'three blocks', () => seen.length >= 3);
      stop();
    });
    await report.run('refusal names the error', async () => {
      let said = '';
      await send(api, api.tx.subtensorModule.addStake(hotkey.address, 77, TAO), alice).catch((error) => (said = error.message));
      expect(said.includes('SubnetNotExists') && said.includes('no subnet'), 'said', said);
    });
  } finally {
    await api.disconnect();
  }
}
