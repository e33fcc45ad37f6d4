/** What an application does with PAPI: every name, argument and field below is checked by the compiler against the chain's metadata. */
import { createClient, Enum, type PolkadotSigner, type TxFinalizedPayload, type TypedApi } from 'polkadot-api';
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

/** The chain's own state, read without PAPI. */
interface Chain {
  rpc(url: string, method: string, ...params: unknown[]): Promise<unknown>;
  account(url: string, address: string, block: string): Promise<{ free: bigint }>;
  spent(url: string, address: string, block: string): Promise<bigint>;
  stakeOn(url: string, hotkey: string, netuid: number, block: string): Promise<bigint>;
}

function expect(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

function signerOf(uri: string): { address: string; signer: PolkadotSigner } {
  const pair = new Keyring({ type: 'sr25519', ss58Format: 42 }).addFromUri(uri);
  return { address: pair.address, signer: getPolkadotSigner(pair.publicKey, 'Sr25519', (payload) => pair.sign(payload)) };
}

/** Runs all workflows against the node at `url`. */
export async function run(url: string, report: Reporter, chain: Chain): Promise<void> {
  await cryptoWaitReady();
  const client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
  const api: TypedApi<typeof subtensor> = client.getTypedApi(subtensor);
  // @ts-expect-error: the types know all calls, or this line does not compile
  expect(api.tx.SubtensorModule.no_such_call !== 0, 'a call that is not there');
  /** What a transaction cost its sender, by its events. */
  const feeOf = ({ events }: TxFinalizedPayload): bigint => {
    const [paid] = api.event.TransactionPayment.TransactionFeePaid.filter(events);
    if (paid === undefined) throw new Error('no TransactionFeePaid');
    return paid.payload.actual_fee;
  };
  const [alice, hotkey] = [signerOf('//Alice'), signerOf('//Alice//papi')];
  let netuid = 0;
  try {
    await report.run('connect', async () => {
      const { genesisHash } = await client.getChainSpecData();
      expect(genesisHash === (await chain.rpc(url, 'chain_getBlockHash', 0)), `genesis hash ${genesisHash}`);
      const { spec_name, spec_version } = await api.constants.System.Version();
      const { specName, specVersion } = (await chain.rpc(url, 'state_getRuntimeVersion')) as { specName: string; specVersion: number };
      expect(spec_name === specName && spec_version === specVersion, `runtime ${spec_name} ${spec_version}`);
      expect((await api.constants.Balances.ExistentialDeposit()) === 500n, 'existential deposit');
    });
    await report.run('balance', async () => {
      const { hash } = await client.getFinalizedBlock();
      const { data } = await api.query.System.Account.getValue(alice.address, { at: hash });
      const { free } = await chain.account(url, alice.address, hash);
      expect(free > 0n && data.free === free, `balance ${data.free}, stored ${free}`);
    });
    await report.run('transfer', async () => {
      const to = signerOf('//Papi').address;
      const transfer = api.tx.Balances.transfer_keep_alive({ dest: Enum('Id', to), value: 2n * TAO });
      const outcome = await transfer.signAndSubmit(alice.signer);
      expect(outcome.ok, 'the transfer failed');
      const { hash } = outcome.block;
      const { free } = (await api.query.System.Account.getValue(to, { at: hash })).data;
      expect(free === 2n * TAO && (await chain.account(url, to, hash)).free === 2n * TAO, `balance of the receiver ${free}`);
      const fee = feeOf(outcome);
      expect((await chain.spent(url, alice.address, hash)) === 2n * TAO + fee, `balance of the sender, fee ${fee}`);
    });
    await report.run('fee estimate', async () => {
      const transfer = api.tx.Balances.transfer_keep_alive({ dest: Enum('Id', hotkey.address), value: TAO });
      const estimate = await transfer.getEstimatedFees(alice.address);
      const outcome = await transfer.signAndSubmit(alice.signer);
      const fee = (await chain.spent(url, alice.address, outcome.block.hash)) - TAO;
      expect(fee > 0n && estimate === fee, `estimate ${estimate}, fee ${fee}`);
    });
    await report.run('subnet: create and start', async () => {
      const created = await api.tx.SubtensorModule.register_network({ hotkey: hotkey.address }).signAndSubmit(alice.signer);
      const [added] = api.event.SubtensorModule.NetworkAdded.filter(created.events);
      if (!created.ok || added === undefined) throw new Error('no NetworkAdded');
      netuid = added.payload[0];
      const owner = await api.query.SubtensorModule.SubnetOwner.getValue(netuid);
      expect(owner === alice.address, `owner ${owner}`);
      const first = () => api.query.SubtensorModule.FirstEmissionBlockNumber.getValue(netuid);
      expect((await first()) === undefined, 'a subnet that has started by itself');
      const started = await api.tx.SubtensorModule.start_call({ netuid }).signAndSubmit(alice.signer);
      expect(started.ok && (await first()) === BigInt(started.block.number + 1), `first block with emission ${await first()}`);
    });
    await report.run('stake: add', async () => {
      const call = api.tx.SubtensorModule.add_stake({ hotkey: hotkey.address, netuid, amount_staked: 10n * TAO });
      const outcome = await call.signAndSubmit(alice.signer);
      const [added] = api.event.SubtensorModule.StakeAdded.filter(outcome.events);
      expect(outcome.ok && added?.payload[3] === 10n * TAO, 'not staked');
      const { hash } = outcome.block;
      const fee = feeOf(outcome);
      expect((await chain.spent(url, alice.address, hash)) === 10n * TAO + fee, `balance of the staker, fee ${fee}`);
      const stakes = await api.apis.StakeInfoRuntimeApi.get_stake_info_for_coldkey(alice.address, { at: hash });
      const mine = stakes.find((stake) => stake.hotkey === hotkey.address && stake.netuid === netuid);
      // Nobody else stakes on this hotkey; an epoch may have paid it already.
      const stake = await chain.stakeOn(url, hotkey.address, netuid, hash);
      expect(stake >= 10n * TAO && mine?.stake === stake, `stake ${mine?.stake}, stored ${stake}`);
    });
    await report.run('subnets and prices', async () => {
      const subnets = await api.apis.SubnetInfoRuntimeApi.get_all_dynamic_info();
      const mine = subnets.find((subnet) => subnet?.netuid === netuid);
      expect(mine?.owner_coldkey === alice.address && mine.owner_hotkey === hotkey.address, `subnet of ${mine?.owner_coldkey}`);
      const graph = await api.apis.SubnetInfoRuntimeApi.get_metagraph(netuid);
      expect(graph?.hotkeys.length === 1 && graph.hotkeys[0] === hotkey.address, 'metagraph');
      expect((await api.apis.SwapRuntimeApi.current_alpha_price(netuid)) === TAO, 'price');
    });
    await report.run('weights: set', async () => {
      const call = api.tx.SubtensorModule.set_weights({ netuid, dests: [0], weights: [65_535], version_key: 0n });
      expect((await call.signAndSubmit(hotkey.signer)).ok, 'weights');
      const weights = await api.query.SubtensorModule.Weights.getValue(netuid, 0);
      expect(weights.length === 1 && weights[0]?.[0] === 0 && weights[0][1] === 65_535, 'stored weights');
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
