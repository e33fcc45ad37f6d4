/**
 * A subnet's epoch: what is read becomes the input of Yuma consensus, what it finds becomes money.
 *
 * First dividends raise the pools by uid, on the subnet and on root; then the owner's cut buys shares; then everybody's own part
 * does, by uid.
 */
import { apportion, cuts } from './emission.mjs';
import { toU16 } from './fixed.mjs';
import { settle } from './planner.mjs';
import { enter, raise, sharesFor } from './pool.mjs';
import { pot } from './pots.mjs';
import { currentPrice } from './price.mjs';
import { epoch } from './yuma.mjs';

/** The existential deposit, in rao: what each pot holds beyond what it owes. */
export const EXISTENTIAL_DEPOSIT = 500n;

/** How an entry without a value is read. */
const PRESENT = '';

const U16 = 65_535n;
const U64 = (1n << 64n) - 1n;
const ROOT = 0n;

/** Runs a subnet's epoch. Returns what happened, for the tables. */
export function subnetEpoch(step, netuid) {
  const { state } = step;
  const hotkeys = neurons(state, netuid);
  const input = epochInput(step, netuid, hotkeys);
  const result = epoch(input);
  const pending = settle(step, netuid);
  recycleGifts(step, netuid);
  state.remove('PendingEmission', netuid);
  const paid = pay(step, netuid, hotkeys, result, pending);
  writeOutcome(state, netuid, result, paid.emission);
  showFalling(step, netuid);
  return { netuid, block: step.block, pending, hotkeys, input, result, ...paid };
}

/** What falls over time, and for how many blocks ahead it is shown: the price of a registration, and the difficulty of one by proof of work. */
const FALLING = {
  burn: { shown: 'Burn', ahead: 1n, anchor: 'BurnAnchor', least: 'MinBurn', most: 'MaxBurn' },
  difficulty: { shown: 'Difficulty', ahead: 0n, anchor: 'DifficultyAnchor', least: 'MinDifficulty', most: 'MaxDifficulty' },
};

/** The terms of a subnet's registration price. */
export const priceTerms = (state, netuid) => terms(state, netuid, FALLING.burn);

/** What a registration costs in a block. */
export const priceAt = (state, netuid, block) => present(state, netuid, block, FALLING.burn);

function terms(state, netuid, { least, most }) {
  return {
    halfLife: state.get('BurnHalfLife', netuid),
    increase: state.get('BurnIncreaseMult', netuid).bits,
    least: state.get(least, netuid),
    most: state.get(most, netuid),
  };
}

function present(state, netuid, block, falling) {
  return currentPrice(state.get(falling.anchor, netuid), block, terms(state, netuid, falling));
}

function neurons(state, netuid) {
  return Array.from({ length: Number(state.get('SubnetworkN', netuid)) }, (_none, uid) =>
    state.get('Keys', netuid, uid),
  );
}

function epochInput({ state, block }, netuid, hotkeys) {
  const permits = state.get('ValidatorPermit', netuid) ?? [];
  const ownerUid = hotkeys.indexOf(state.get('SubnetOwnerHotkey', netuid));
  const tempo = state.get('Tempo', netuid);
  const last = state.get('LastEpochBlock', netuid);
  const rows = (item) =>
    hotkeys.map((_hotkey, uid) => state.get(item, netuid, uid).map(([to, value]) => [Number(to), value]));
  return {
    currentBlock: block,
    tempo,
    activityCutoff: (state.get('ActivityCutoffFactorMilli', netuid) * tempo) / 1_000n,
    kappa: state.get('Kappa', netuid),
    bondsMovingAverage: state.get('BondsMovingAverage', netuid),
    bondsPenalty: state.get('BondsPenalty', netuid),
    maxValidators: Number(state.get('MaxAllowedValidators', netuid)),
    ownerUid: ownerUid < 0 ? null : ownerUid,
    stakeThreshold: 0n,
    lastStepBlock: last > 0n ? last - 1n : 0n,
    stake: hotkeys.map((hotkey) => Object.values(influence(state, hotkey, netuid)).reduce((a, b) => a + b)),
    lastUpdate: state.get('LastUpdate', netuid) ?? [],
    registeredAt: hotkeys.map((_hotkey, uid) => state.get('BlockAtRegistration', netuid, uid)),
    permits,
    commitBlocks: null,
    weights: rows('Weights'),
    bonds: rows('Bonds'),
  };
}

/** The weight of a hotkey on a subnet, in rao, by source. */
function influence(state, hotkey, netuid) {
  const root = state.get('TotalHotkeyAlpha', hotkey, ROOT);
  return {
    subnet: state.get('TotalHotkeyAlpha', hotkey, netuid),
    root: (root * state.get('TaoWeight')) / U64,
    lock: state.get('SubnetOwnerHotkey', netuid) === hotkey ? state.get('SubnetLocked', netuid) : 0n,
  };
}

function recycleGifts(step, netuid) {
  const { state } = step;
  const owed =
    EXISTENTIAL_DEPOSIT +
    state.get('SubnetTAO', netuid) +
    state.get('PendingEmission', netuid) +
    state.get('SubnetLocked', netuid);
  step.recycle(netuid, state.free(pot(netuid)) - owed);
}

/** Pays what is pending. Without a miner that earned, all of it is recycled. */
function pay(step, netuid, hotkeys, result, pending) {
  const { state } = step;
  const cut = cuts(pending, state.get('OwnerCutEnabled', netuid) ? state.get('OwnerCut') : 0n);
  const miners = apportion(cut.miners, result.incentive);
  if (miners === null) {
    step.recycle(netuid, pending);
    return { recycled: pending, cut: { owner: 0n, miners: 0n, validators: 0n }, emission: hotkeys.map(() => 0n) };
  }
  const validators = apportion(cut.validators, result.dividends) ?? apportion(cut.validators, result.activeStake);
  const own = hotkeys.map((hotkey, uid) => raisePools(step, netuid, hotkey, validators[uid]));
  payOwner(step, netuid, cut.owner);
  hotkeys.forEach((hotkey, uid) => reward(step, netuid, hotkey, state.get('Owner', hotkey), miners[uid] + own[uid]));
  step.note('EmissionPaid', netuid, cut.owner, cut.miners, cut.validators);
  return {
    recycled: 0n,
    cut,
    miners,
    validators,
    emission: hotkeys.map((_hotkey, uid) => miners[uid] + validators[uid]),
  };
}

/** Stakes the owner's cut on the owner's hotkey; what reaches it is counted. */
function payOwner(step, netuid, rao) {
  const { state } = step;
  const received = reward(step, netuid, state.get('SubnetOwnerHotkey', netuid), state.get('SubnetOwner', netuid), rao);
  if (received > 0n) state.put('OwnerCutsPaid', state.get('OwnerCutsPaid', netuid) + received, netuid);
}

/** Gives a dividend to the pools that earned it. Returns what is the hotkey's owner's own. */
function raisePools(step, netuid, hotkey, dividend) {
  const { state } = step;
  const take = (dividend * state.get('Delegates', hotkey)) / U16;
  const { subnet, root, lock } = influence(state, hotkey, netuid);
  const parts = apportion(dividend - take, [subnet, root, lock]) ?? [0n, 0n, 0n];
  const onSubnet = raisePool(step, hotkey, netuid, parts[0]);
  const onRoot = raisePool(step, hotkey, ROOT, parts[1]);
  step.move(pot(netuid), pot(ROOT), onRoot);
  return dividend - onSubnet - onRoot;
}

/** Raises a pool. Returns the rao that it took: none if nobody holds it. */
function raisePool({ state }, hotkey, netuid, rao) {
  const pool = readPool(state, hotkey, netuid);
  if (rao === 0n || pool.shares === 0n) return 0n;
  writePool(state, hotkey, netuid, raise(pool, rao));
  growTotals(state, netuid, rao);
  return rao;
}

/** Stakes a reward on a hotkey for a coldkey. Less than one share is recycled. Returns the rao that were staked. */
function reward(step, netuid, hotkey, coldkey, rao) {
  const { state } = step;
  const pool = readPool(state, hotkey, netuid);
  if (rao === 0n) return 0n;
  if (sharesFor(pool, rao) === 0n) {
    step.recycle(netuid, rao);
    return 0n;
  }
  const entered = enter(pool, rao);
  writePool(state, hotkey, netuid, entered.pool);
  growTotals(state, netuid, rao);
  const held = state.get('Alpha', hotkey, coldkey, netuid).bits;
  state.put('Alpha', { bits: held + entered.bought }, hotkey, coldkey, netuid);
  state.put('Stakers', PRESENT, netuid, hotkey, coldkey);
  const staking = state.get('StakingHotkeys', coldkey);
  if (!staking.includes(hotkey)) state.put('StakingHotkeys', [...staking, hotkey], coldkey);
  return rao;
}

/** The pool of a hotkey on a subnet. */
export function readPool(state, hotkey, netuid) {
  return {
    rao: state.get('TotalHotkeyAlpha', hotkey, netuid),
    shares: state.get('TotalHotkeyShares', hotkey, netuid).bits,
  };
}

function writePool(state, hotkey, netuid, pool) {
  state.put('TotalHotkeyAlpha', pool.rao, hotkey, netuid);
  state.put('TotalHotkeyShares', { bits: pool.shares }, hotkey, netuid);
}

function growTotals(state, netuid, rao) {
  state.put('SubnetTAO', state.get('SubnetTAO', netuid) + rao, netuid);
  state.put('TotalStake', state.get('TotalStake') + rao);
}

function writeOutcome(state, netuid, result, emission) {
  const columns = {
    Active: result.active,
    StakeWeight: result.stake.map(toU16),
    Consensus: result.consensus.map(toU16),
    Incentive: result.incentive.map(toU16),
    Dividends: result.dividends.map(toU16),
    ValidatorTrust: result.validatorTrust.map(toU16),
    ValidatorPermit: result.newPermits,
    Emission: emission,
  };
  for (const [item, column] of Object.entries(columns)) state.put(item, column, netuid);
  // A validator with a permit has a row, though it be empty.
  result.bonds.forEach((row, uid) => {
    if (row.length === 0 && !result.newPermits[uid]) state.remove('Bonds', netuid, uid);
    else
      state.put(
        'Bonds',
        row.map(([to, bond]) => [BigInt(to), bond]),
        netuid,
        uid,
      );
  });
}

/** Shows what the price will have come down to in the next block, in which somebody can pay it, and what the difficulty has. */
function showFalling({ state, block }, netuid) {
  for (const falling of Object.values(FALLING)) {
    state.put(falling.shown, present(state, netuid, block + falling.ahead, falling), netuid);
  }
}
