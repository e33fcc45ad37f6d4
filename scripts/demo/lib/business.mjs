/**
 * The daily business of owners, validators, miners and stakers, each thing once, with polkadot.js: hyperparameters, moving stake, take,
 * endpoints, hidden weights, batches, what clients ask, and a subnet's end.
 *
 * It comes after the audit, whose model of a block's start ends where subnets close.
 */
import { TAO } from './emission.mjs';
import { blake2AsHex } from './polkadot.mjs';
import { plain } from './reader.mjs';
import { Refusal, send } from './submit.mjs';
import { table, tao } from './tables.mjs';
import { until } from './waiting.mjs';

const WAIT_SECONDS = 60;
const PRICE = 10n ** 9n;
const SALT = [1, 2, 3];

/** Does all of it. @param {import('./scenario.mjs').Stage} stage */
export async function doBusiness(stage, cast) {
  const acts = [
    setTerms,
    moveStake,
    changeTake,
    publishMetrics,
    hideWeights,
    askViews,
    closeSubnet,
  ];
  const rows = [];
  for (const act of acts) rows.push(await act(stage, cast));
  stage.print('', 'Daily business', table(['who', 'what', 'outcome'], rows));
}

/** An owner sets what it may set, within bounds; root sets the rest. */
async function setTerms({ api, checks }, { subnets: [{ netuid, owner }], validators: [alice] }) {
  const { sudoSetImmunityPeriod, sudoSetKappa } = api.tx.adminUtils;
  const { block } = await send(api, owner, sudoSetImmunityPeriod(netuid, 77));
  checks.same(`block ${block}`, 'immunity period', 77n, plain(await api.query.subtensorModule.immunityPeriod(netuid)));
  await refused(checks, send(api, owner, api.tx.adminUtils.sudoSetMinBurn(netuid, 2n * TAO)), 'ValueNotInBounds');
  await refused(checks, send(api, owner, sudoSetKappa(netuid, 40_000)), 'BadOrigin');
  await send(api, alice.coldkey, api.tx.sudo.sudo(sudoSetKappa(netuid, 40_000)));
  checks.same('sudo', 'kappa', 40_000n, plain(await api.query.subtensorModule.kappa(netuid)));
  await send(api, alice.coldkey, api.tx.sudo.sudo(sudoSetKappa(netuid, 32_767)));
  return ['owner, root', 'hyperparameters', 'set within bounds, refused beyond'];
}

/** A nominator moves stake to another validator, gives some away, and takes the rest out. */
async function moveStake({ api, checks }, { subnets: [{ netuid }], validators: [alice, bob, charlie], nominator }) {
  const [from, to] = [alice.hotkey.address, bob.hotkey.address];
  const coldkey = nominator.coldkey;
  const calls = api.tx.subtensorModule;
  const stakeOn = async (hotkey, who = coldkey.address) => {
    const info = await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(hotkey, who, netuid);
    return plain(info.unwrap().stake);
  };
  await cooled(api, from, coldkey.address, netuid);
  const before = await stakeOn(from);
  const moved = 100n * TAO;
  await send(api, coldkey, calls.moveStake(from, to, netuid, netuid, moved));
  checks.holds('move', 'at most a rao is lost to rounding', moved - (await stakeOn(to)) <= 1n);
  checks.holds('move', 'the rest stayed', (await stakeOn(from)) >= before - moved);
  await refused(checks, send(api, coldkey, calls.removeStakeFullLimit(to, netuid, null)), 'StakeCoolingDown');
  await refused(checks, send(api, coldkey, calls.addStakeLimit(to, netuid, TAO, PRICE - 1n, false)), 'SlippageTooHigh');
  const gift = 50n * TAO;
  await send(api, coldkey, calls.transferStake(charlie.coldkey.address, from, netuid, netuid, gift));
  checks.holds('transfer', 'the receiver has it', gift - (await stakeOn(from, charlie.coldkey.address)) <= 1n);
  await cooled(api, to, coldkey.address, netuid);
  const held = await stakeOn(to);
  await send(api, coldkey, calls.removeStakeFullLimit(to, netuid, PRICE));
  checks.same('leave', 'stake', 0n, await stakeOn(to));
  return ['nominator', 'stake', `moved, given, and ${tao(held)} TAO taken out`];
}

/** A validator lowers its take and cannot raise it above the limit. */
async function changeTake({ api, checks }, { validators: [alice] }) {
  const { decreaseTake, increaseTake } = api.tx.subtensorModule;
  const hotkey = alice.hotkey.address;
  await send(api, alice.coldkey, decreaseTake(hotkey, 6_553));
  checks.same('take', 'take', 6_553n, plain(await api.query.subtensorModule.delegates(hotkey)));
  await send(api, alice.coldkey, increaseTake(hotkey, 11_796));
  await refused(checks, send(api, alice.coldkey, increaseTake(hotkey, 11_797)), 'DelegateTakeTooHigh');
  return ['validator', 'take', 'lowered, raised, not beyond 18 %'];
}

/** A miner publishes a certificate with its endpoint and where its metrics are, without a rao. */
async function publishMetrics({ api, checks }, { subnets: [{ netuid, miners }] }) {
  const { hotkey } = miners[0];
  const { serveAxonTls, servePrometheus } = api.tx.subtensorModule;
  const certificate = `0x01${'ab'.repeat(32)}`;
  const tls = await send(api, hotkey, serveAxonTls(netuid, 2, 0xc6336409, 9_000, 4, 4, 0, 0, certificate));
  const metrics = await send(api, hotkey, servePrometheus(netuid, 2, 0xc6336409, 9_100, 4));
  checks.same('serving', 'fees', [null, null], [tls.fee, metrics.fee]);
  const stored = plain(await api.query.subtensorModule.neuronCertificates(netuid, hotkey.address));
  checks.same('serving', 'algorithm of the certificate', 1n, stored.algorithm);
  return ['miner', 'certificate and metrics', 'published, free of fee'];
}

/** A subnet hides its weights: a validator commits to a hash and reveals one epoch later. */
async function hideWeights({ api, checks }, { subnets: [, { netuid, owner }], validators: [alice] }) {
  const { hotkey } = alice;
  const { commitWeights, revealWeights } = api.tx.subtensorModule;
  await send(api, owner, api.tx.adminUtils.sudoSetCommitRevealWeightsEnabled(netuid, true));
  const [uids, values, version] = [[4, 5], [3, 1], 0];
  const committed = api.createType('(AccountId32, u16, Vec<u16>, Vec<u16>, Vec<u16>, u64)', [
    hotkey.address,
    netuid,
    uids,
    values,
    SALT,
    version,
  ]);
  const epoch = async () => plain(await api.query.subtensorModule.subnetEpochIndex(netuid));
  const commit = await send(api, hotkey, commitWeights(netuid, blake2AsHex(committed.toU8a())));
  const during = await epoch();
  await until(WAIT_SECONDS, 'the epoch in which to reveal', async () => (await epoch()) > during);
  const reveal = await send(api, hotkey, revealWeights(netuid, uids, values, SALT, version));
  checks.same('hidden weights', 'fees', [null, null], [commit.fee, reveal.fee]);
  const uid = (await api.query.subtensorModule.uids(netuid, hotkey.address)).unwrap().toNumber();
  const row = plain(await api.query.subtensorModule.weights(netuid, uid));
  checks.same('hidden weights', 'row', [[4n, 65_535n], [5n, 21_845n]], row);
  await send(api, owner, api.tx.adminUtils.sudoSetCommitRevealWeightsEnabled(netuid, false));
  return ['validator', 'hidden weights', 'committed, revealed an epoch later, free of fee'];
}

/** What clients ask of a subnet, and how long a validator has to wait. */
async function askViews({ api, checks }, { subnets: [{ netuid, ownerHotkey, miners }], validators }) {
  const graph = (await api.call.subnetInfoRuntimeApi.getMetagraph(netuid)).unwrap();
  checks.same('metagraph', 'neurons', BigInt(1 + miners.length + validators.length), plain(graph.numUids));
  checks.same('metagraph', "owner's hotkey", ownerHotkey.address, plain(graph.ownerHotkey));
  const chosen = (await api.call.subnetInfoRuntimeApi.getSelectiveMetagraph(netuid, [52])).unwrap();
  checks.same('metagraph', 'chosen field', plain(graph.hotkeys), plain(chosen.hotkeys));
  const neurons = await api.call.neuronInfoRuntimeApi.getNeuronsLite(netuid);
  checks.same('neurons', 'hotkeys', plain(graph.hotkeys), neurons.map(({ hotkey }) => plain(hotkey)));
  const price = plain(await api.call.swapRuntimeApi.currentAlphaPrice(netuid));
  checks.same('price', 'of a staked TAO', PRICE, price);
  const limits = await api.call.marketRuntimeApi.rateLimits(validators[0].hotkey.address, netuid);
  checks.holds('rate limits', 'there are some', limits.length > 0);
  return ['anybody', 'views', `metagraph of ${neurons.length} neurons, ${limits.length} rate limits`];
}

/** An owner gives its subnet up: everybody gets the stake back, the owner what is left of its lock, and nothing remains. */
async function closeSubnet({ api, checks }, { subnets: [, { netuid, owner }], validators }) {
  const { networksAdded, subnetTAO, networkRegisteredAt, networkImmunityPeriod } = api.query.subtensorModule;
  const free = async (who) => plain((await api.query.system.account(who)).data.free);
  const created = plain(await networkRegisteredAt(netuid));
  const immune = plain(await networkImmunityPeriod());
  await until(WAIT_SECONDS, 'the end of immunity', async () => plain((await api.rpc.chain.getHeader()).number) > created + immune);
  const before = await Promise.all(validators.map(({ coldkey }) => free(coldkey.address)));
  await send(api, owner, api.tx.subtensorModule.scheduleDissolveNetwork(netuid));
  await until(WAIT_SECONDS, 'the end of the subnet', async () => !plain(await networksAdded(netuid)));
  await until(WAIT_SECONDS, 'the end of its cleaning', async () => {
    const queue = await api.query.subtensorModule.dissolveCleanupQueue();
    return queue.length === 0;
  });
  checks.same('closing', 'stake that is left', 0n, plain(await subnetTAO(netuid)));
  for (const [index, { name, coldkey }] of validators.entries()) {
    checks.holds('closing', `${name} got its stake back`, (await free(coldkey.address)) > before[index]);
  }
  const neurons = await api.query.subtensorModule.keys.keys(netuid);
  checks.same('closing', 'neurons that are left', 0, neurons.length);
  const issuance = plain(await api.query.balances.totalIssuance());
  const accounts = await api.query.system.account.entries();
  const held = accounts.reduce((sum, [, { data }]) => sum + plain(data.free) + plain(data.reserved), 0n);
  checks.same('closing', 'sum of all balances', issuance, held);
  return ['owner', 'end of a subnet', 'stakers paid, nothing left'];
}

/** Waits until none of a stake cools down. */
async function cooled(api, hotkey, coldkey, netuid) {
  await until(WAIT_SECONDS, 'stake that has cooled down', async () => {
    const info = await api.call.stakeInfoRuntimeApi.getStakeInfoForHotkeyColdkeyNetuid(hotkey, coldkey, netuid);
    return plain(info.unwrap().locked) === 0n;
  });
}

async function refused(checks, sending, name) {
  const error = await sending.then(
    () => null,
    (failure) => failure,
  );
  checks.holds('refusal', `${name}: ${error?.message}`, error instanceof Refusal && error.name.includes(name));
}
