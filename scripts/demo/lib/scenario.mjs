/** What happens on the chain, phase by phase, and what is shown of it. */
import { TAO } from './emission.mjs';
import { checkOutcome } from './expectations.mjs';
import * as market from './market.mjs';
import { Keyring } from './polkadot.mjs';
import { refuseAll } from './refusals.mjs';
import { epochTable, issuanceTable, neuronTable, rootTable, stakeOf } from './report.mjs';
import { send } from './submit.mjs';
import { table, tao } from './tables.mjs';
import { transferWithPapi } from '../papi.mjs';

const PAID_EPOCHS = 3;

/**
 * @typedef {object} Stage
 * @property {string} url WebSocket address of the node
 * @property {import('@polkadot/api').ApiPromise} api
 * @property {import('@polkadot/api').WsProvider} provider
 * @property {import('./reader.mjs').Reader} reader
 * @property {import('./audit.mjs').Auditor} auditor
 * @property {import('./checks.mjs').Checks} checks
 * @property {(...lines: (string | string[])[]) => void} print
 */

/** Plays the whole scenario. Returns who took part. @param {Stage} stage */
export async function play(stage) {
  const cast = market.cast(new Keyring({ type: 'sr25519' }));
  const rated = await openMarket(stage, cast);
  await payEpochs(stage, cast, rated);
  await tryBadInput(stage, cast);
  await transferWithBothClients(stage, cast);
  showIssuance(stage);
  return cast;
}

/** Subnets, neurons, stake, votes, endpoints, ratings. Returns the receipt of the last rating. */
async function openMarket({ api, checks, print }, cast) {
  await market.createSubnets(api, cast);
  await market.populate(api, cast);
  const subnets = cast.subnets.map(({ netuid, task }) => `${netuid} (${task})`);
  print(`market: subnets ${subnets.join(' and ')}; 5 miners each, 3 validators on both, 1 nominator`);
  await market.setRootWeights(api, cast);
  const axons = await market.publishAxons(api, cast);
  await market.awaitPermits(api, cast);
  const ratings = await market.setWeights(api, cast);
  const free = [...axons, ...ratings];
  free.forEach(({ block, fee }) => checks.same(`block ${block}`, 'fee of a hotkey without money', null, fee));
  const last = free.reduce((latest, receipt) => (receipt.block > latest.block ? receipt : latest));
  print(
    `ratings: set by block ${last.block}; ${axons.length} endpoints and ${ratings.length} ratings, all free of fee`,
  );
  return last;
}

/** Lets the epochs pay while nobody sends anything, then shows who earned what. */
async function payEpochs({ api, reader, auditor, checks, print }, cast, rated) {
  await market.awaitEpochs(api, cast, PAID_EPOCHS, rated.hash);
  const { number, hash } = await api.rpc.chain.getHeader();
  const block = BigInt(number.toString());
  await auditor.reach(block);
  const paid = cast.subnets.map(({ netuid }) => paidEpochs(auditor, BigInt(netuid), rated.block));
  cast.subnets.forEach((subnet, index) => checkOutcome(checks, cast, subnet, paid[index]));
  for (const epoch of paid.flat()) checkWhole(checks, auditor, epoch.block, `epoch of subnet ${epoch.netuid}`);
  const [before, after] = [await reader.state(rated.hash), await reader.state(hash.toHex())];
  for (const { hotkey } of [...cast.validators, ...cast.subnets.flatMap(({ miners }) => miners)]) {
    checks.same(`block ${block}`, `balance of hotkey ${hotkey.address}`, 0n, after.free(hotkey.address));
  }

  cast.subnets.forEach((subnet, index) => {
    print('', `Subnet ${subnet.netuid}: ${subnet.task}, over its first ${PAID_EPOCHS} paid epochs`);
    print(neuronTable(cast, subnet, paid[index]));
  });
  print('', "Earned: before the nominators' part of a validator's dividends; the owner's cut comes on top.");
  print('', 'Each epoch: 18 % to the owner, 41 % to the miners, 41 % to the validators', epochTable(paid.flat()));
  print('', 'Root: the validators judge the subnets', rootTable(cast, after));
  showNominator({ checks, print }, cast, { block: rated.block, state: before }, { block, state: after });
}

function paidEpochs(auditor, netuid, since) {
  return auditor.epochs.filter((epoch) => epoch.netuid === netuid && epoch.block > since).slice(0, PAID_EPOCHS);
}

function checkWhole(checks, auditor, block, what) {
  checks.holds(`block ${block}`, `${what}: compared entry by entry`, auditor.whole.has(block));
}

function showNominator({ checks, print }, { nominator, validators, subnets }, before, after) {
  const [validator] = validators;
  const [{ netuid }] = subnets;
  const stakeIn = ({ state }) => stakeOf(state, validator.hotkey.address, nominator.coldkey.address, netuid);
  const [start, end] = [stakeIn(before), stakeIn(after)];
  checks.holds(`block ${after.block}`, "the nominator's stake grew", end > start);
  const headings = [`block ${before.block} (TAO)`, `block ${after.block} (TAO)`, 'gain (TAO)'];
  const row = [nominator.name, `validator ${validator.name}`, netuid, tao(start), tao(end), tao(end - start)];
  print('', 'A nominator, paid through the pool', table(['nominator', 'staked on', 'subnet', ...headings], [row]));
}

/** Calls that have to be refused; the audit says that nothing changed but the fee. */
async function tryBadInput(stage, cast) {
  const { auditor, checks, print } = stage;
  const refused = await refuseAll(stage, cast);
  const inBlocks = refused.filter(({ block }) => block !== null);
  await auditor.reach(inBlocks.at(-1).block);
  for (const { block, what } of inBlocks) checkWhole(checks, auditor, block, what);
  const rows = refused.map(({ what, error }) => [what, error]);
  print('', 'Refused, and nothing changed but the fee', table(['call', 'error'], rows));
}

/** A transfer to finality with each client. */
async function transferWithBothClients({ url, api, auditor, print }, { subnets, validators, nominator }) {
  const { address } = nominator.coldkey;
  const transfer = api.tx.balances.transferKeepAlive(address, TAO);
  const { block } = await send(api, subnets[0].owner, transfer, { final: true });
  print('', `polkadot.js: a transfer became final in block ${block}`);
  const papi = await transferWithPapi(url, validators[1].coldkey, address, TAO);
  const { spec_name: name, spec_version: version } = papi.version;
  print(`PAPI: ${name} version ${version}, a transfer became final in block ${papi.block}`);
  await auditor.reach(papi.block);
}

function showIssuance({ checks, auditor, print }) {
  const { minted, recycled, registrations, fees } = auditor.totals;
  const expected = auditor.genesisIssuance + minted - recycled - registrations - fees;
  checks.same(`block ${auditor.block}`, 'genesis issuance + minted - burned', expected, auditor.state.issuance);
  print('', 'Issuance', issuanceTable(auditor));
  print('', `audited ${auditor.block} blocks, ${auditor.whole.size} of them entry by entry`);
}
