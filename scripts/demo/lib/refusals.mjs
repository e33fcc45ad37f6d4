/** Bad input: calls that the chain has to refuse, each with the name of its error, none of which may change anything but a fee. */
import { CAP, TAO } from './emission.mjs';
import { Refusal, refusalByPool, send } from './submit.mjs';

const NO_SUBNET = 99;
const FRESH = 100n * TAO;

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
  refused.push(await refusedByPool(stage, cast));
  return refused;
}

/** What is wrong, who signs, the call, the error. The fresh stake comes first, before it has cooled down. */
function badCalls(api, { subnets, validators, nominator }) {
  const calls = api.tx.subtensorModule;
  const [one, two] = subnets.map(({ netuid }) => netuid);
  const [{ coldkey: owner, hotkey }] = validators;
  const seat = hotkey.address;
  const staker = nominator.coldkey;
  const rater = subnets[1].ownerHotkey;
  const tooMuch = nominator.stake * TAO + FRESH / 2n;
  return [
    ['unstaking what came in just now', staker, calls.removeStake(seat, one, tooMuch), 'StakeCoolingDown'],
    ['staking on a subnet that does not exist', staker, calls.addStake(seat, NO_SUBNET, TAO), 'SubnetNotExists'],
    ['staking nothing', staker, calls.addStake(seat, one, 0), 'AmountTooLow'],
    ['staking more than one has', staker, calls.addStake(seat, one, CAP), 'NotEnoughBalanceToStake'],
    ["starting somebody else's subnet", staker, calls.startCall(one), 'NotSubnetOwner'],
    ['registering a hotkey twice', owner, calls.burnedRegister(one, seat), 'HotKeyAlreadyRegisteredInSubNet'],
    ["voting with somebody else's seat", staker, calls.setRootWeights(0, seat, [one], [1], 0), 'NonAssociatedColdKey'],
    ['rating one uid twice', rater, calls.setWeights(two, [1, 1], [1, 2], 0), 'DuplicateUids'],
    ['rating without a uid there', rater, calls.setWeights(one, [1, 2], [1, 2], 0), 'HotKeyNotRegisteredInSubNet'],
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

/** An unfunded hotkey's call that would fail is not free, and the hotkey cannot pay: the pool does not take it. */
async function refusedByPool({ api, provider, checks }, { subnets, validators }) {
  const what = 'bad weights by a hotkey without money';
  const call = api.tx.subtensorModule.setWeights(subnets[0].netuid, [1, 1], [1, 2], 0);
  const reason = await refusalByPool(provider, validators[0].hotkey, call);
  checks.holds('transaction pool', `${what}: ${reason}`, /inability to pay/i.test(reason));
  return { what, error: 'inability to pay (transaction pool)', block: null };
}
