/** `@polkadot/api`: what wallets and explorers do with it. */
import { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
import { crowd } from './lib/crowd.mjs';
import { expect } from './lib/report.mjs';
import { isFinal, rpc } from './lib/rpc.mjs';
import { account, expectHeads, spent, stakeOn } from './lib/state.mjs';
import { until } from './lib/waiting.mjs';

const TAO = 1_000_000_000n;

/** Sends a call and gives its block, its events and its fee once it is in a block; fails if the call failed. */
function send(api, call, pair) {
  return new Promise((resolve, reject) => {
    call
      .signAndSend(pair, ({ status, events, dispatchError, isError }) => {
        if (isError) return reject(new Error(`the transaction is ${status.type}`));
        if (!status.isInBlock) return;
        if (dispatchError === undefined) return resolve({ block: status.asInBlock.toHex(), events, fee: feeOf(events) });
        if (!dispatchError.isModule) return reject(new Error(dispatchError.toString()));
        const { section, name, docs } = api.registry.findMetaError(dispatchError.asModule);
        reject(new Error(`${section}.${name}: ${docs.join(' ')}`));
      })
      .catch(reject);
  });
}

/** The data of the first event of a name. */
const dataOf = (events, method) => events.find(({ event }) => event.method === method)?.event.data;
/** What a transaction cost its sender, by its events. */
const feeOf = (events) => dataOf(events, 'TransactionFeePaid').actualFee.toBigInt();

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
      const block = await rpc(url, 'chain_getFinalizedHead');
      const { data } = await (await api.at(block)).query.system.account(alice.address);
      const { free } = await account(url, alice.address, block);
      expect(free > 0n && data.free.toBigInt() === free, 'balance', data.toHuman(), 'stored', free);
    });
    await report.run('transfer', async () => {
      const to = keys.addFromUri('//Polkadot').address;
      const { block, fee } = await send(api, api.tx.balances.transferKeepAlive(to, 3n * TAO), alice);
      const { free } = (await api.query.system.account(to)).data;
      expect(free.toBigInt() === 3n * TAO && (await account(url, to)).free === 3n * TAO, 'balance of the receiver', free);
      expect((await spent(url, alice.address, block)) === 3n * TAO + fee, 'balance of the sender, fee', fee);
      await until(60, 'finality of its block', () => isFinal(url, block));
    });
    await report.run('fee estimate', async () => {
      const transfer = api.tx.balances.transferKeepAlive(bob.address, TAO);
      const estimate = (await transfer.paymentInfo(alice)).partialFee.toBigInt();
      const { block } = await send(api, transfer, alice);
      const fee = (await spent(url, alice.address, block)) - TAO;
      expect(fee > 0n && estimate === fee, 'estimate', estimate, 'fee', fee);
    });
    await report.run('subnet: create and start', async () => {
      const { events } = await send(api, api.tx.subtensorModule.registerNetwork(hotkey.address), alice);
      netuid = Number(dataOf(events, 'NetworkAdded')[0].toString());
      const owner = await api.query.subtensorModule.subnetOwner(netuid);
      expect(owner.toString() === alice.address, 'owner', owner.toString());
      const start = async () => (await api.query.subtensorModule.firstEmissionBlockNumber(netuid)).toJSON();
      expect((await start()) === null, 'a subnet that has started by itself');
      const { block } = await send(api, api.tx.subtensorModule.startCall(netuid), alice);
      const { number } = await rpc(url, 'chain_getHeader', block);
      expect((await start()) === Number(number) + 1, 'first block with emission', await start(), 'started in', Number(number));
    });
    await report.run('stake: add', async () => {
      const { block, events, fee } = await send(api, api.tx.subtensorModule.addStake(hotkey.address, netuid, 10n * TAO), alice);
      expect(dataOf(events, 'StakeAdded')[3].toBigInt() === 10n * TAO, 'event', dataOf(events, 'StakeAdded'));
      expect((await spent(url, alice.address, block)) === 10n * TAO + fee, 'balance of the staker, fee', fee);
      const { stakeInfoRuntimeApi } = (await api.at(block)).call;
      const info = await stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(hotkey.address, alice.address, netuid);
      // Nobody else stakes on this hotkey; an epoch may have paid it already.
      const stake = await stakeOn(url, hotkey.address, netuid, block);
      expect(stake >= 10n * TAO && info.unwrap().stake.toBigInt() === stake, 'stake', info.toHuman(), 'stored', stake);
    });
    await report.run('batch', async () => {
      const to = keys.addFromUri('//Polkadot//batch').address;
      const calls = [1n, 2n].map((tao) => api.tx.balances.transferKeepAlive(to, tao * TAO));
      const { block, fee } = await send(api, api.tx.utility.batchAll(calls), alice);
      expect((await api.query.system.account(to)).data.free.toBigInt() === 3n * TAO, 'balance of the receiver');
      expect((await spent(url, alice.address, block)) === 3n * TAO + fee, 'balance of the sender, fee', fee);
    });
    await report.run('transfers of twenty accounts as blocks come in', async () => {
      const fund = (addresses) => send(api, api.tx.utility.batchAll(addresses.map((to) => api.tx.balances.transferKeepAlive(to, TAO))), alice);
      const { addresses, sent, refusals } = await crowd(api, provider, keys, '//Polkadot//crowd', fund);
      expect(addresses.length === 20 && sent >= 100 && refusals.length === 0, 'sent', sent, 'refused', refusals);
      const accounts = await Promise.all(addresses.map((address) => account(url, address)));
      const taken = accounts.reduce((sum, { nonce }) => sum + nonce, 0);
      expect(taken === sent && accounts.every(({ nonce }) => nonce > 0), 'sent', sent, 'in blocks', taken);
    });
    await report.run('sudo', async () => {
      const tempo = async () => (await api.query.subtensorModule.tempo(netuid)).toNumber();
      const call = api.tx.sudo.sudo(api.tx.adminUtils.sudoSetTempo(netuid, 12));
      const said = await send(api, call, bob).then(() => '', (error) => error.message);
      expect(said.startsWith('sudo.RequireSudo') && (await tempo()) === 10, 'said to somebody else', said);
      const { events } = await send(api, call, alice);
      expect(dataOf(events, 'Sudid').sudoResult.isOk && (await tempo()) === 12, 'tempo', await tempo());
    });
    await report.run('subscription to storage and blocks', async () => {
      const to = keys.addFromUri('//Polkadot//watched').address;
      const [balances, heads] = [[], []];
      const stops = [
        await api.query.system.account(to, ({ data }) => balances.push(data.free.toBigInt())),
        await api.rpc.chain.subscribeNewHeads(({ number, hash }) => heads.push({ number: number.toNumber(), hash: hash.toHex() })),
      ];
      await send(api, api.tx.balances.transferKeepAlive(to, 5n * TAO), alice);
      await until(30, 'the new balance and three blocks', () => balances.at(-1) === 5n * TAO && heads.length >= 3);
      expect((await account(url, to)).free === 5n * TAO, 'balance of the receiver');
      for (const stop of stops) stop();
      expect(balances[0] === 0n, 'balances', balances);
      await expectHeads(url, heads);
      const told = balances.length + heads.length;
      const { block } = await send(api, api.tx.balances.transferKeepAlive(to, TAO), alice);
      await until(60, 'finality of the second transfer', () => isFinal(url, block));
      expect((await account(url, to)).free === 6n * TAO, 'balance after the second transfer');
      expect(balances.length + heads.length === told, 'told after the end', balances, heads);
    });
    await report.run('refusal names the error', async () => {
      let said = '';
      await send(api, api.tx.subtensorModule.addStake(hotkey.address, 77, TAO), alice).catch((error) => (said = error.message));
      expect(said.startsWith('subtensorModule.SubnetNotExists: There is no subnet with this netuid'), 'said', said);
    });
  } finally {
    await api.disconnect();
  }
}
