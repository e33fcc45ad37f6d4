/** What the market is for, beyond exact sums: better models earn more, who deviates gains nothing, nobody outside is paid. */

/** Checks the outcome of a subnet's paid epochs. */
export function checkOutcome(checks, cast, subnet, epochs) {
  for (const epoch of epochs) {
    const where = `block ${epoch.block}`;
    const uidOf = (pair) => epoch.hotkeys.indexOf(pair.address);
    const uids = subnet.miners.map(({ hotkey }) => uidOf(hotkey));
    checks.holds(where, 'nothing was recycled', epoch.recycled === 0n && epoch.pending > 0n);
    checkOrder(
      checks,
      where,
      subnet.miners,
      uids.map((uid) => epoch.miners[uid]),
    );
    checkConsensus(
      checks,
      where,
      subnet.miners,
      uids.map((uid) => epoch.result.consensus[uid]),
    );
    checkDeviator(
      checks,
      where,
      cast.validators.map(({ honest, hotkey }) => ({ honest, uid: uidOf(hotkey) })),
      epoch,
    );
  }
}

/**
 * The better of two miners earns more. The deviator cannot raise anybody above consensus, but what it withholds from the best
 * lowers their mean; with a tenth of the stake that does not turn the order of these models.
 */
function checkOrder(checks, where, miners, pay) {
  miners.forEach((better, i) =>
    miners.forEach((worse, j) => {
      if (better.tenths <= worse.tenths) return;
      checks.holds(where, `${better.name} earns more than ${worse.name}`, pay[i] > pay[j]);
    }),
  );
  checks.holds(
    where,
    'every miner earns',
    pay.every((rao) => rao > 0n),
  );
}

/** Consensus is what the honest majority says: in proportion to its weights, to less than a part in a million. */
function checkConsensus(checks, where, miners, consensus) {
  const weights = miners.reduce((total, { weight }) => total + weight, 0);
  const off = miners.map(({ weight }, index) => Math.abs(Number(consensus[index]) / 2 ** 32 - weight / weights));
  checks.holds(
    where,
    'consensus is what the honest majority says',
    off.every((distance) => distance < 1e-5),
  );
}

/** The deviator is trusted less than the others and earns less per stake. */
function checkDeviator(checks, where, validators, { input, result, validators: pay }) {
  const [deviator] = validators.filter(({ honest }) => !honest);
  for (const { uid } of validators.filter(({ honest }) => honest)) {
    checks.holds(
      where,
      'the deviator is trusted less',
      result.validatorTrust[deviator.uid] < result.validatorTrust[uid],
    );
    const perStake = pay[deviator.uid] * input.stake[uid] < pay[uid] * input.stake[deviator.uid];
    checks.holds(where, 'the deviator earns less per stake', perStake);
  }
}
