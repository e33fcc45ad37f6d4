/** Bad input: calls that the chain has to refuse, each with the name of its error, none of which may change anything but a fee. */
import { CAP, TAO } from './emission.mjs';
import { Refusal, refusalByPool, send } from './submit.mjs';

const NO_SUBNET = 99;
const FRESH = 100n * TAO;

/** Codes of the transaction pool's refusals. */
const NOT_REGISTERED = 10;
const NON_ASSOCIATED_COLDKEY = 25;
const DUPLICATE_UIDS = 66;

/** Sends every bad call. Returns what was refused, why, and in which block. */
export async function refuseAll(stage, cast) {
  const { api, checks } = stage;
  const { nominator, validators } = cast;
  const [subnet] = cast.subnets;
  const hotkey = validators[0].hotkey.address;
  await send(api, nominator.coldkey, api.tx.subtensorModule.addStake(hotkey, subnet.netuid, FRESH));
  const refused = [];
  for (const [what, signer, call, error] of badCalls(api, cast)) {
    const receipt = await refusalOf(api, signer, call, what);
    checks.same(`block ${receipt.block}`, what, error, receipt.error);
    refused.push({ what, error, block: receipt.block });
  }
  return [...refused, ...(await refusedByPool(stage, cast))];
}

/** What is wrong, who signs, the call, the error. The fresh stake comes first, before it has cooled down. */
function badCalls(api, { subnets, validators, nominator }) {
  const calls = api.tx.subtensorModule;
  const [one] = subnets.map(({ netuid }) => netuid);
  const [{ coldkey: owner, hotkey }] = validators;
  const seat = hotkey.address;
  const staker = nominator.coldkey;
  const tooMuch = nominator.stake * TAO + FRESH / 2n;
  return [
    ['unstaking what came in just now', staker, calls.removeStake(seat, one, tooMuch), 'StakeCoolingDown'],
    ['staking on a subnet that does not exist', staker, calls.addStake(seat, NO_SUBNET, TAO), 'SubnetNotExists'],
    ['staking nothing', staker, calls.addStake(seat, one, 0), 'AmountTooLow'],
    ['staking more than one has', staker, calls.addStake(seat, one, CAP), 'NotEnoughBalanceToStake'],
    ["starting somebody else's subnet", staker, calls.startCall(one), 'NotSubnetOwner'],
    ['registering a hotkey twice', owner, calls.burnedRegister(one, seat), 'HotKeyAlreadyRegisteredInSubNet'],
  ];
}

/** Calls that cost nothing, so that the pool takes them only if they would succeed: what is wrong, who signs, the call, the code. */
function badFreeCalls(api, { subnets, validators, nominator }) {
  const calls = api.tx.subtensorModule;
  const [one, two] = subnets.map(({ netuid }) => netuid);
  const { hotkey } = validators[0];
  const rater = subnets[1].ownerHotkey;
  const theirs = calls.setRootWeights(0, hotkey.address, [one], [1], 0);
  return [
    ["voting with somebody else's seat", nominator.coldkey, theirs, NON_ASSOCIATED_COLDKEY],
    ['rating one uid twice', rater, calls.setWeights(two, [1, 1], [1, 2], 0), DUPLICATE_UIDS],
    ['rating without a uid there', rater, calls.setWeights(one, [1, 2], [1, 2], 0), NOT_REGISTERED],
    ['bad weights by a hotkey without money', hotkey, calls.setWeights(one, [1, 1], [1, 2], 0), DUPLICATE_UIDS],
  ];
}

async function refusalOf(api, signer, call, what) {
  try {
    await send(api, signer, call);
  } catch (error) {
    if (error instanceof Refusal) return { ...error.receipt, error: error.name };
    throw error;
  }
  throw new Error(`${what}: was accepted`);
}

/** A call of a free kind that would fail does not enter the pool, whoever could pay for it. The code says why. */
async function refusedByPool({ api, provider, checks }, cast) {
  const refused = [];
  for (const [what, signer, call, code] of badFreeCalls(api, cast)) {
    const reason = await refusalByPool(provider, signer, call);
    checks.holds('transaction pool', `${what}: ${reason}`, new RegExp(`custom error: ${code}\\b`, 'i').test(reason ?? ''));
    refused.push({ what, error: `custom error ${code} (transaction pool)`, block: null });
  }
  return refused;
}
