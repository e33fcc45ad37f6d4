/**
 * What a block mints, how an amount is divided, how a subnet's emission is cut, how root's votes become shares.
 */
import { ONE, exp, fromU16, min, normalised, over, sum, times } from './fixed.mjs';
import { weightedMedian } from './yuma.mjs';

/** Rao in a TAO. */
export const TAO = 1_000_000_000n;
/** The most rao that can exist. */
export const CAP = 21_000_000n * TAO;

const MAX_HALVINGS = 30n;
const BILLION = 1_000_000_000n;

/** What a block mints at an issuance: a TAO, halved at each threshold `2F - (2F >> i)`, never beyond the cap. */
export function blockEmission(issuance, firstHalving) {
  const end = 2n * firstHalving;
  let halvings = 0n;
  while (halvings < MAX_HALVINGS && issuance >= end - (end >> (halvings + 1n))) halvings += 1n;
  const room = issuance < CAP ? CAP - issuance : 0n;
  return min(TAO >> halvings, room);
}

/**
 * `total` in proportion to `weights`, exactly: quotas rounded down, what is left goes to the largest fractions, ties to the
 * lower index. `null` without any weight.
 */
export function apportion(total, weights) {
  const all = sum(weights);
  if (all === 0n) return null;
  const parts = weights.map((weight) => (total * weight) / all);
  const order = weights.map((weight, index) => ({ index, fraction: (total * weight) % all }));
  order.sort((a, b) => (a.fraction === b.fraction ? a.index - b.index : a.fraction < b.fraction ? 1 : -1));
  const left = Number(total - sum(parts));
  for (const { index } of order.slice(0, left)) parts[index] += 1n;
  return parts;
}

/** Pending emission in three parts: owner's cut rounded down, half of the rest rounded down, what remains. */
export function cuts(pending, ownerCut) {
  const owner = (pending * ownerCut) / BILLION;
  const miners = (pending - owner) / 2n;
  return { owner, miners, validators: pending - owner - miners };
}

/**
 * The shares of subnets by root's votes, by column; `null` if the votes decide nothing.
 *
 * @param {{ stake: bigint, weights: Map<number, bigint> }[]} voters seats that vote, weights by column
 * @param {{ columns: number, kappa: bigint, rho: bigint, rootStake: bigint }} rules
 */
export function rootShares(voters, { columns, kappa, rho, rootStake }) {
  const ballots = voters.filter(({ stake, weights }) => stake > 0n && weights.size > 0);
  const voting = sum(ballots.map(({ stake }) => stake));
  if (voting * 2n <= rootStake) return null;
  const stake = ballots.map((ballot) => over(ballot.stake, voting));
  const rows = ballots.map(({ weights }) => scaledBallot(weights));
  const majority = fromU16(kappa);
  const products = Array.from({ length: columns }, (_none, column) => {
    const weights = rows.map((row) => row.get(column) ?? 0n);
    return times(rank(stake, weights, majority), agreement(stake, weights, majority, rho));
  });
  return sum(products) > 0n ? normalised(products) : null;
}

function scaledBallot(weights) {
  const total = sum([...weights.values()]);
  return new Map([...weights].map(([column, weight]) => [column, over(weight, total)]));
}

function rank(stake, weights, majority) {
  const median = weightedMedian(normalised(stake), weights, majority);
  return sum(stake.map((share, voter) => times(share, min(weights[voter], median))));
}

/** `1 / (1 + e^(-rho (trust - kappa)))`. */
function agreement(stake, weights, majority, rho) {
  const trust = sum(stake.filter((_share, voter) => weights[voter] > 0n));
  return over(ONE, ONE + exp((majority - trust) * rho));
}
