/**
 * What the chain does with emission at the start of a block: mint, settle a subnet's part, divide anew.
 *
 * Every function works on a {@link BlockStep}: it changes `step.state` and notes events, minted and recycled rao.
 */
import { apportion, blockEmission, rootShares } from './emission.mjs';
import { emissionPot, pot } from './pots.mjs';

/** Mints the block's emission into the emission pot; divides anew first if the emission changed. */
export function mint(step) {
  const { state } = step;
  if (state.get('Plan').lines.length === 0) return;
  if (emission(state) !== state.get('Plan').perBlock) replan(step);
  const plan = state.get('Plan');
  if (plan.perBlock === 0n) return;
  state.addFree(emissionPot(), plan.perBlock);
  state.issuance += plan.perBlock;
  step.minted += plan.perBlock;
  state.put('Plan', { ...plan, blocks: plan.blocks + 1n });
}

/** Moves a subnet's part of what was minted into its pot. Returns all that is pending there. */
export function settle(step, netuid) {
  const { state } = step;
  const plan = state.get('Plan');
  const lines = plan.lines.map((line) => {
    if (line.netuid !== netuid) return line;
    const amount = (plan.blocks - line.settled) * line.perBlock;
    if (amount > 0n) {
      step.move(emissionPot(), pot(netuid), amount);
      state.put('PendingEmission', state.get('PendingEmission', netuid) + amount, netuid);
    }
    countShare(state, plan, line);
    return { ...line, settled: plan.blocks };
  });
  state.put('Plan', { ...plan, lines });
  return state.get('PendingEmission', netuid);
}

/** Adds a subnet's share of the blocks that are settled to its sum, in units of 2^-64; each block's is rounded down. */
function countShare(state, plan, { netuid, perBlock, settled }) {
  const share = plan.perBlock === 0n ? 0n : ((perBlock << 64n) / plan.perBlock) * (plan.blocks - settled);
  if (share > 0n) state.put('EmissionShareSum', state.get('EmissionShareSum', netuid) + share, netuid);
}

/** Settles every subnet and divides the block emission anew, from the next block on. */
export function replan(step) {
  const { state } = step;
  for (const { netuid } of state.get('Plan').lines) settle(step, netuid);
  const subnets = eligible(state);
  const perBlock = emission(state);
  const parts = apportion(perBlock, shares(state, subnets));
  if (parts === null) {
    state.put('Plan', { perBlock: 0n, blocks: 0n, lines: [] });
    return;
  }
  const lines = subnets.map((netuid, index) => ({ netuid, perBlock: parts[index], settled: 0n }));
  state.put('Plan', { perBlock, blocks: 0n, lines });
  step.note('EmissionReplanned', perBlock);
}

/** Root's epoch: its votes become the subnets' shares. */
export function rootEpoch(step) {
  const { state } = step;
  const subnets = eligible(state);
  const shares = rootShares(voters(step, subnets), {
    columns: subnets.length,
    kappa: state.get('Kappa', 0n),
    rho: state.get('Rho', 0n),
    rootStake: state.get('SubnetTAO', 0n),
  });
  const named = subnets.map((netuid, index) => ({
    netuid,
    created: state.get('NetworkRegisteredAt', netuid),
    share: shares?.[index],
  }));
  state.put('RootShares', shares === null ? [] : named);
  replan(step);
}

/** Seats with their root stake and those of their weights that count, by column. */
function voters({ state, block }, subnets) {
  const lifetime = state.get('RootWeightLifetime');
  const oldest = block > lifetime ? block - lifetime : 0n;
  const seats = Array.from({ length: Number(state.get('SubnetworkN', 0n)) }, (_none, uid) => uid);
  const fresh = seats.filter((uid) => state.get('LastUpdate', 0n)[uid] >= oldest);
  return fresh.map((uid) => {
    const setAt = state.get('LastUpdate', 0n)[uid];
    const counted = state
      .get('Weights', 0n, uid)
      .filter(
        ([netuid, weight]) =>
          weight > 0n && subnets.includes(netuid) && setAt > state.get('NetworkRegisteredAt', netuid),
      );
    return {
      stake: state.get('TotalHotkeyAlpha', state.get('Keys', 0n, uid), 0n),
      weights: new Map(counted.map(([netuid, weight]) => [subnets.indexOf(netuid), weight])),
    };
  });
}

/** Root's judgement as far as it is about these subnets; else equal shares by the bootstrap rule. */
function shares(state, subnets) {
  const judged = subnets.map((netuid) => {
    const created = state.get('NetworkRegisteredAt', netuid);
    return state.get('RootShares').find((share) => share.netuid === netuid && share.created === created)?.share ?? 0n;
  });
  if (judged.some((share) => share > 0n)) return judged;
  const all = state.get('Bootstrap') === 'Started';
  return subnets.map((netuid) => (all || state.get('NetworkRegisteredAt', netuid) === 0n ? 1n : 0n));
}

/** The started subnets that root has not switched off, by ascending netuid. */
function eligible(state) {
  const started = state.entries('FirstEmissionBlockNumber').map(([netuid]) => BigInt(netuid));
  const enabled = started.filter((netuid) => state.get('SubnetEmissionEnabled', netuid));
  return enabled.sort((a, b) => Number(a - b));
}

function emission(state) {
  return blockEmission(state.issuance, state.get('FirstHalving'));
}
