/**
 * Yuma consensus with classic bonds, bit for bit: one epoch of one subnet.
 *
 * An implementation of its own, written from the description of each step and its roundings. Matrices are lists of rows, a row
 * is a list of `[uid, value]`; all amounts are BigInt, uids are plain numbers.
 */
import { ONE, fromU16, min, normalised, over, sum, times, toU16 } from './fixed.mjs';

const MILLION = 1_000_000n;
const FULL_PENALTY = 65_535n;

/**
 * @typedef {[number, bigint][]} Row
 * @typedef {object} EpochInput
 * @property {bigint} currentBlock block of the epoch
 * @property {bigint} tempo blocks from epoch to epoch
 * @property {bigint} activityCutoff blocks of silence that are still active
 * @property {bigint} kappa majority, u16 fraction
 * @property {bigint} bondsMovingAverage part of old bonds, in millionths
 * @property {bigint} bondsPenalty u16 fraction
 * @property {number} maxValidators permits to give
 * @property {number | null} ownerUid uid of the subnet's owner
 * @property {bigint} stakeThreshold least stake that counts, in rao
 * @property {bigint} lastStepBlock block of the epoch before, 0 if unknown
 * @property {bigint[]} stake rao by uid
 * @property {bigint[]} lastUpdate block by uid
 * @property {bigint[]} registeredAt block by uid
 * @property {boolean[]} permits who may validate now
 * @property {bigint[] | null} commitBlocks block of the oldest commitment by uid
 * @property {Row[]} weights row: who rates, entries: who is rated
 * @property {Row[]} bonds row: who holds, entries: in whom
 */

/**
 * Runs an epoch.
 *
 * @param {EpochInput} input
 */
export function epoch(input) {
  const active = input.lastUpdate.map((block) => block + input.activityCutoff >= input.currentBlock);
  const stake = shareOfStake(input);
  const newPermits = grantPermits(input, stake);
  const permits = input.permits.map((permit, uid) => permit || uid === input.ownerUid);
  const activeStake = normalised(stake.map((share, uid) => (active[uid] && permits[uid] ? share : 0n)));
  const weights = input.weights.map((row, uid) => countedWeights(input, permits, row, uid));
  const consensus = findConsensus(weights, activeStake, fromU16(input.kappa));
  const clipped = weights.map((row) => clip(row, consensus));
  const incentive = normalised(ranks(clipped, activeStake));
  const forBonds = weights.map((row, uid) => weightsForBonds(input, row, clipped[uid], consensus));
  const columns = bondColumns(input, forBonds, activeStake);
  return {
    active,
    stake,
    activeStake,
    consensus,
    incentive,
    dividends: normalised(dividends(columns, incentive)),
    validatorTrust: clipped.map((row) => sum(row.map(([, weight]) => weight))),
    newPermits,
    bonds: storedBonds(columns, newPermits),
  };
}

function shareOfStake(input) {
  const counted = input.stake.map((rao, uid) => (rao >= input.stakeThreshold || uid === input.ownerUid ? rao : 0n));
  const total = sum(counted);
  return counted.map((rao) => over(rao, total));
}

/** The largest stakes win; of equal ones the higher uid. The owner is always in. */
function grantPermits(input, stake) {
  const order = stake.map((share, uid) => ({ share, uid }));
  order.sort((a, b) => (a.share === b.share ? b.uid - a.uid : a.share < b.share ? 1 : -1));
  const winners = order.slice(0, input.maxValidators).filter(({ share }) => share > 0n);
  const permitted = new Set(winners.map(({ uid }) => uid));
  return stake.map((_share, uid) => permitted.has(uid) || uid === input.ownerUid);
}

function countedWeights(input, permits, row, rater) {
  if (!permits[rater]) return [];
  return scaledRow(row.filter(([rated]) => weightCounts(input, rater, rated)));
}

function weightCounts(input, rater, rated) {
  const registered = input.registeredAt[rated];
  if (rater === rated && rater !== input.ownerUid) return false;
  if (input.lastUpdate[rater] <= registered) return false;
  return input.commitBlocks === null || input.commitBlocks[rater] >= registered;
}

function scaledRow(row) {
  const total = sum(row.map(([, value]) => value));
  return row.map(([uid, value]) => [uid, over(value, total)]);
}

/**
 * The stake-weighted median of every column: the score at which the stake of all scores up to it exceeds the minority.
 * A rater that does not list somebody scores 0.
 */
function findConsensus(weights, activeStake, kappa) {
  const voters = activeStake.flatMap((stake, uid) => (stake > 0n ? [uid] : []));
  const power = normalised(voters.map((uid) => activeStake[uid]));
  const scores = voters.map((uid) => new Map(weights[uid]));
  return activeStake.map((_stake, rated) =>
    weightedMedian(
      power,
      scores.map((row) => row.get(rated) ?? 0n),
      kappa,
    ),
  );
}

/** The median of `scores` among raters whose power adds up to about one. */
export function weightedMedian(power, scores, kappa) {
  const ballots = scores.map((score, index) => ({ score, power: power[index] })).filter((ballot) => ballot.power > 0n);
  ballots.sort((a, b) => (a.score < b.score ? -1 : a.score > b.score ? 1 : 0));
  const minority = sum(power) - kappa;
  let counted = 0n;
  for (const ballot of ballots) {
    counted += ballot.power;
    if (counted > minority) return ballot.score;
  }
  return ballots.at(-1)?.score ?? 0n;
}

/** Weights held at consensus; a weight above a consensus of 0 disappears. */
function clip(row, consensus) {
  const held = row.filter(([rated, weight]) => weight === 0n || consensus[rated] > 0n);
  return held.map(([rated, weight]) => [rated, min(weight, consensus[rated])]);
}

function ranks(clipped, activeStake) {
  const rank = activeStake.map(() => 0n);
  clipped.forEach((row, rater) => {
    for (const [rated, weight] of row) rank[rated] += times(activeStake[rater], weight);
  });
  return rank;
}

function weightsForBonds(input, row, clippedRow, consensus) {
  if (input.bondsPenalty === 0n) return row;
  if (input.bondsPenalty === FULL_PENALTY) return clippedRow;
  const penalty = fromU16(input.bondsPenalty);
  const moved = row.map(([rated, weight]) => [rated, weight + times(penalty, min(weight, consensus[rated]) - weight)]);
  return moved.filter(([, weight]) => weight > 0n);
}

/** The new bonds by column, each a map from holder to its part. */
function bondColumns(input, forBonds, activeStake) {
  const bought = columnsOf(activeStake.length, forBonds, (weight, holder) => times(weight, activeStake[holder]));
  const held = columnsOf(activeStake.length, input.bonds, (bond, _holder, rated) =>
    oldBondCounts(input, rated) ? bond : 0n,
  );
  const keep = (input.bondsMovingAverage * ONE) / MILLION;
  return bought.map((column, rated) => movingAverage(scaledColumn(column), scaledColumn(held[rated]), keep));
}

/** Rows turned into columns; `value` says what an entry counts for, entries of 0 are left out. */
function columnsOf(n, rows, value) {
  const columns = Array.from({ length: n }, () => new Map());
  rows.forEach((row, holder) => {
    for (const [rated, entry] of row) {
      const counted = value(entry, holder, rated);
      if (counted > 0n) columns[rated].set(holder, counted);
    }
  });
  return columns;
}

function oldBondCounts(input, rated) {
  const assumed = input.currentBlock > input.tempo ? input.currentBlock - input.tempo : 0n;
  const lastTempo = input.lastStepBlock === 0n ? assumed : input.lastStepBlock + 1n;
  return lastTempo > input.registeredAt[rated];
}

function scaledColumn(column) {
  const total = sum([...column.values()]);
  return new Map([...column].map(([holder, value]) => [holder, over(value, total)]));
}

function movingAverage(bought, held, keep) {
  const holders = [...new Set([...bought.keys(), ...held.keys()])].sort((a, b) => a - b);
  const averages = holders.map((holder) => [
    holder,
    times(ONE - keep, bought.get(holder) ?? 0n) + times(keep, held.get(holder) ?? 0n),
  ]);
  return scaledColumn(new Map(averages.filter(([, bond]) => bond > 0n)));
}

function dividends(columns, incentive) {
  const earned = incentive.map(() => 0n);
  columns.forEach((column, rated) => {
    for (const [holder, bond] of column) earned[holder] += times(incentive[rated], bond);
  });
  return earned;
}

/** Bonds as stored: the largest of a column is 65,535; only holders with a new permit keep theirs. */
function storedBonds(columns, newPermits) {
  const rows = newPermits.map(() => []);
  columns.forEach((column, rated) => {
    const largest = [...column.values()].reduce((most, bond) => (bond > most ? bond : most), 0n);
    for (const [holder, bond] of column) {
      if (newPermits[holder]) rows[holder].push([rated, toU16(over(bond, largest))]);
    }
  });
  return rows;
}
