/** What an application does with PAPI: every name, argument and field below is checked by the compiler against the chain's metadata. */
import { createClient, Enum, type PolkadotSigner, type TypedApi } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
// @ts-expect-error: the package has no types here, and only its class is needed
import { WebSocket } from 'ws';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { subtensor } from './.papi/descriptors/dist/index.js';

const TAO = 1_000_000_000n;

interface Reporter {
  run(name: string, workflow: () => Promise<void>): Promise<void>;
}

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function signerOf(uri: string): { address: string; signer: PolkadotSigner } {
  const pair = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri);
  return { address: pair.address, signer: getPolkadotSigner(pair.publicKey, 'Sr25519', (payload) => pair.sign(payload)) };
}

/** Runs all workflows against the node at `url`. */
export async function run(url: string, report: Reporter): Promise<void> {
  await cryptoWaitReady();
  const client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
  const api: TypedApi<typeof subtensor> = client.getTypedApi(subtensor);
  // @ts-expect-error: the types know all calls, or this line does not compile
  expect(api.tx.SubtensorModule.no_such_call !== 0, 'a call that is not there');
  const [alice, hotkey] = [signerOf('//Alice'), signerOf('//Alice//papi')];
  let netuid = 0;
  try {
    await report.run('connect', async () => {
      const version = await api.constants.System.Version();
      expect(version.spec_name.length > 0 && version.spec_version > 0, 'version of the runtime');
      expect((await api.constants.Balances.ExistentialDeposit()) === 500n, 'existential deposit');
    });
    await report.run('balance', async () => {
      const account = await api.query.System.Account.getValue(alice.address);
      expect(account.data.free > 0n, 'balance');
    });
    await report.run('transfer', async () => {
      const to = signerOf('//Papi').address;
      const transfer = api.tx.Balances.transfer_keep_alive({ dest: Enum('Id', to), value: 2n * TAO });
      const outcome = await transfer.signAndSubmit(alice.signer);
      expect(outcome.ok, 'the transfer failed');
      expect((await api.query.System.Account.getValue(to)).data.free === 2n * TAO, 'balance of the receiver');
    });
    await report.run('fee estimate', async () => {
      const transfer = api.tx.Balances.transfer_keep_alive({ dest: Enum('Id', hotkey.address), value: TAO });
      expect((await transfer.getEstimatedFees(alice.address)) > 0n, 'fee');
    });
    await report.run('subnet: create and start', async () => {
      const created = await api.tx.SubtensorModule.register_network({ hotkey: hotkey.address }).signAndSubmit(alice.signer);
      const [added] = api.event.SubtensorModule.NetworkAdded.filter(created.events);
      expect(created.ok && added !== undefined, 'no NetworkAdded');
      netuid = Number((await api.query.SubtensorModule.TotalNetworks.getValue()) - 1);
      const owner = await api.query.SubtensorModule.SubnetOwner.getValue(netuid);
      expect(owner === alice.address, `owner ${owner}`);
      const started = await api.tx.SubtensorModule.start_call({ netuid }).signAndSubmit(alice.signer);
      expect(started.ok, 'not started');
    });
    await report.run('stake: add', async () => {
      const call = api.tx.SubtensorModule.add_stake({ hotkey: hotkey.address, netuid, amount_staked: 10n * TAO });
      expect((await call.signAndSubmit(alice.signer)).ok, 'not staked');
      const stakes = await api.apis.StakeInfoRuntimeApi.get_stake_info_for_coldkey(alice.address);
      const mine = stakes.find((stake) => stake.hotkey === hotkey.address && stake.netuid === netuid);
      expect(mine !== undefined && mine.stake >= 10n * TAO, 'stake');
    });
    await report.run('subnets and prices', async () => {
      const subnets = await api.apis.SubnetInfoRuntimeApi.get_all_dynamic_info();
      expect(subnets.length > netuid, 'subnets');
      const graph = await api.apis.SubnetInfoRuntimeApi.get_metagraph(netuid);
      expect(graph?.hotkeys[0] === hotkey.address, 'metagraph');
      expect((await api.apis.SwapRuntimeApi.current_alpha_price(netuid)) === TAO, 'price');
    });
    await report.run('weights: set', async () => {
      const call = api.tx.SubtensorModule.set_weights({ netuid, dests: [0], weights: [65_535], version_key: 0n });
      expect((await call.signAndSubmit(hotkey.signer)).ok, 'weights');
      const weights = await api.query.SubtensorModule.Weights.getValue(netuid, 0);
      expect(weights.length === 1 && weights[0]?.[1] === 65_535, 'stored weights');
    });
    await report.run('refusal names the error', async () => {
      const call = api.tx.SubtensorModule.add_stake({ hotkey: hotkey.address, netuid: 77, amount_staked: TAO });
      const outcome = await call.signAndSubmit(alice.signer);
      expect(!outcome.ok && outcome.dispatchError.type === 'Module', 'no error of a module');
      if (outcome.ok || outcome.dispatchError.type !== 'Module') return;
      const error = outcome.dispatchError.value as { type: string; value: { type: string } };
      expect(error.type === 'SubtensorModule' && error.value.type === 'SubnetNotExists', `error ${error.type}`);
    });
  } finally {
    client.destroy();
  }
}
