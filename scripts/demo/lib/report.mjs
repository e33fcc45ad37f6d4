/** What the demo shows at its end: who was rated how and earned what, how each epoch was divided, where the issuance went. */
import { readPool } from './payout.mjs';
import { worth } from './pool.mjs';
import { fraction, percent, table, tao, thousands } from './tables.mjs';

const NONE = '—';

/** The neurons of a subnet over its paid epochs. */
export function neuronTable(cast, subnet, epochs) {
  const last = epochs.at(-1);
  const received = meanWeights(last);
  const names = namesOf(cast, subnet);
  const rows = last.hotkeys.map((hotkey, uid) => [
    uid,
    ...names.get(hotkey),
    tao(last.input.stake[uid]),
    fraction(received[uid]),
    fraction(last.result.consensus[uid]),
    fraction(last.result.incentive[uid]),
    fraction(last.result.validatorTrust[uid]),
    fraction(last.result.dividends[uid]),
    tao(epochs.reduce((total, { emission }) => total + emission[uid], 0n)),
  ]);
  const headings = [
    'uid',
    'neuron',
    'published',
    'stake weight (TAO)',
    'received (%)',
    'consensus (%)',
    'incentive (%)',
    'trust (%)',
    'dividends (%)',
    `earned in ${epochs.length} epochs (TAO)`,
  ];
  return table(headings, rows);
}

/** How each paid epoch was divided. */
export function epochTable(epochs) {
  const rows = epochs.map(({ netuid, block, pending, cut, recycled }) => [
    netuid,
    block,
    thousands(pending),
    ...[cut.owner, cut.miners, cut.validators, recycled].flatMap((rao) => [thousands(rao), percent(rao, pending)]),
  ]);
  const headings = [
    'subnet',
    'block',
    'pending (rao)',
    'owner (rao)',
    '%',
    'miners (rao)',
    '%',
    'validators (rao)',
    '%',
    'recycled (rao)',
    '%',
  ];
  return table(headings, rows);
}

/** Root's judgement: votes, shares, what a block mints for each subnet. */
export function rootTable(cast, state) {
  const shares = state.get('RootShares');
  const { lines } = state.get('Plan');
  const votes = cast.validators.map(({ hotkey, root }) => ({
    stake: state.get('TotalHotkeyAlpha', hotkey.address, 0n),
    root,
  }));
  const rows = shares.map(({ netuid, share }) => {
    const column = cast.subnets.findIndex((subnet) => BigInt(subnet.netuid) === netuid);
    const perBlock = lines.find((line) => line.netuid === netuid).perBlock;
    return [
      netuid,
      cast.subnets[column]?.task ?? 'subnet of genesis',
      ...votes.map(({ root }) => root[column] ?? 0),
      fraction(share),
      thousands(perBlock),
    ];
  });
  const voters = cast.validators.map(
    ({ name }, index) => `${name}'s vote (%), ${tao(votes[index].stake).split('.')[0]} TAO`,
  );
  return table(['subnet', 'task', ...voters, 'share (%)', 'per block (rao)'], rows);
}

/** A coldkey's stake on a hotkey in two states. */
export function stakeOf(state, hotkey, coldkey, netuid) {
  return worth(readPool(state, hotkey, netuid), state.get('Alpha', hotkey, coldkey, netuid).bits);
}

/** Where the issuance went. */
export function issuanceTable({ genesisIssuance, totals, state, block }) {
  const { minted, recycled, registrations, fees } = totals;
  const rows = [
    ['at genesis', tao(genesisIssuance)],
    [`minted in ${block} blocks`, tao(minted)],
    ['recycled at epochs', tao(-recycled)],
    ['burned by registrations', tao(-registrations)],
    ['burned as fees', tao(-fees)],
    [`after block ${block}`, tao(state.issuance)],
  ];
  return table(['issuance', 'TAO'], rows);
}

/** The mean of the weights on each uid, by the stake of those who rate. */
export function meanWeights({ input, result }) {
  const raters = input.weights
    .map((row, uid) => ({ row, stake: Number(result.activeStake[uid]) }))
    .filter(({ row }) => row.length > 0);
  const voting = raters.reduce((total, { stake }) => total + stake, 0);
  return input.stake.map((_stake, uid) =>
    raters.reduce((total, { row, stake }) => {
      const all = row.reduce((sum, [, weight]) => sum + Number(weight), 0);
      const own = row.find(([rated]) => rated === uid)?.[1] ?? 0n;
      return total + (stake / voting) * (Number(own) / all) * 2 ** 32;
    }, 0),
  );
}

function namesOf(cast, subnet) {
  const validators = cast.validators.map(({ name, hotkey, honest }) => [
    hotkey.address,
    [`validator ${name}${honest ? '' : ', deviates'}`, NONE],
  ]);
  const miners = subnet.miners.map(({ name, hotkey, published }) => [hotkey.address, [name, published]]);
  return new Map([[subnet.ownerHotkey.address, ['owner', NONE]], ...validators, ...miners]);
}
