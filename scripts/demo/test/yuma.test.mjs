/** The demo's Yuma against the golden vectors of the chain's own crate: classic modes, every field, every bit. */
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { gunzipSync } from 'node:zlib';
import { over, sum, toU16 } from '../lib/fixed.mjs';
import { epoch } from '../lib/yuma.mjs';

const FOLDER = new URL('../../../primitives/yuma/tests/vectors/', import.meta.url);
const CLASSIC = ['classic', 'classic+liquid-flag'];

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.json.gz'))) {
  const { format, cases } = JSON.parse(gunzipSync(readFileSync(new URL(file, FOLDER))));
  const classic = cases.filter(({ tags }) => CLASSIC.includes(tags[0]));
  test(`epoch should match all ${classic.length} classic cases of ${file}`, () => {
    assert.equal(format, 'refepoch-1');
    assert.ok(classic.length > 0);
    for (const vector of classic) compare(vector);
  });
}

function compare({ id, name, in: input, out }) {
  const result = epoch(epochInput(input));
  const found = {
    active: flags(result.active),
    new_validator_permits: flags(result.newPermits),
    stake_weight: result.stake.map(toU16),
    consensus: result.consensus.map(toU16),
    incentive: result.incentive.map(toU16),
    dividends: result.dividends.map(toU16),
    validator_trust: result.validatorTrust.map(toU16),
    ...emission(result, BigInt(input.rao_emission)),
  };
  for (const [field, values] of Object.entries(found)) {
    assert.deepEqual(values, out[field].map(BigInt), `case ${id} ${name}: ${field}`);
  }
  assert.deepEqual(result.bonds.map(withoutZeros), rows(out.bonds).map(withoutZeros), `case ${id} ${name}: bonds`);
}

/** The split of one amount between the rated and the raters, as the reference does it. */
function emission({ incentive, dividends, activeStake, stake }, rao) {
  const both = incentive.map((part, uid) => part + dividends[uid]);
  const total = sum(both);
  if (total === 0n) {
    const validators = (sum(activeStake) > 0n ? activeStake : stake).map((part) => (part * rao) >> 32n);
    return {
      server_emission: stake.map(() => 0n),
      validator_emission: validators,
      combined_emission: validators,
    };
  }
  const split = (claims) => claims.map((claim) => (over(claim, total) * rao) >> 32n);
  return { server_emission: split(incentive), validator_emission: split(dividends), combined_emission: split(both) };
}

function epochInput(input) {
  return {
    currentBlock: BigInt(input.current_block),
    tempo: BigInt(input.tempo),
    activityCutoff: BigInt(input.activity_cutoff),
    kappa: BigInt(input.kappa),
    bondsMovingAverage: BigInt(input.bonds_moving_average),
    bondsPenalty: BigInt(input.bonds_penalty),
    maxValidators: input.max_validators,
    ownerUid: input.owner_uid ?? null,
    stakeThreshold: BigInt(input.stake_threshold ?? 0),
    lastStepBlock: BigInt(input.last_mechanism_step_block ?? 0),
    stake: input.stake.map(BigInt),
    lastUpdate: input.last_update.map(BigInt),
    registeredAt: input.block_at_registration.map(BigInt),
    permits: input.validator_permits.map((permit) => permit !== 0),
    commitBlocks: input.commit_blocks?.map(BigInt) ?? null,
    weights: rows(input.weights),
    bonds: rows(input.bonds),
  };
}

function rows(matrix) {
  return matrix.map((row) => row.map(([uid, value]) => [uid, BigInt(value)]));
}

function withoutZeros(row) {
  return row.filter(([, value]) => value > 0n).sort(([a], [b]) => a - b);
}

function flags(values) {
  return values.map((value) => (value ? 1n : 0n));
}
