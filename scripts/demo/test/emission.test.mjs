/** Minting, dividing, cutting, root's shares: known values, and what must always hold. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { CAP, TAO, apportion, blockEmission, cuts, rootShares } from '../lib/emission.mjs';
import { ONE, exp, sum } from '../lib/fixed.mjs';

const FIRST_HALVING = 11_500_000n * TAO;
const EIGHTEEN_PERCENT = 180_000_000n;

test('block emission should halve at each threshold of supply', () => {
  const cases = [
    [0n, TAO],
    [FIRST_HALVING - 1n, TAO],
    [FIRST_HALVING, TAO / 2n],
    [17_250_000n * TAO - 1n, TAO / 2n],
    [17_250_000n * TAO, TAO / 4n],
    [20_125_000n * TAO, TAO / 8n],
    [CAP - 1n, 1n],
    [CAP, 0n],
    [CAP + 1n, 0n],
  ];
  for (const [issuance, expected] of cases)
    assert.equal(blockEmission(issuance, FIRST_HALVING), expected, `${issuance}`);
});

test('apportion should give all away, the rest to the largest fractions, ties to the lower index', () => {
  assert.deepEqual(apportion(10n, [1n, 1n, 1n]), [4n, 3n, 3n]);
  assert.deepEqual(apportion(7n, [0n, 3n, 1n]), [0n, 5n, 2n]);
  assert.equal(apportion(10n, [0n, 0n]), null);
  assert.equal(apportion(10n, []), null);
  for (let total = 0n; total < 200n; total += 7n) {
    assert.equal(sum(apportion(total, [3n, 5n, 0n, 11n, 5n])), total);
  }
});

test('cuts should be 18 %, half of the rest rounded down, and what remains', () => {
  assert.deepEqual(cuts(100n, EIGHTEEN_PERCENT), { owner: 18n, miners: 41n, validators: 41n });
  assert.deepEqual(cuts(360n, EIGHTEEN_PERCENT), { owner: 64n, miners: 148n, validators: 148n });
  assert.deepEqual(cuts(1n, EIGHTEEN_PERCENT), { owner: 0n, miners: 0n, validators: 1n });
});

test('exp should be the exponential to nine digits', () => {
  for (const x of [-5, -1.5, -0.25, 0, 0.5, 2, 5]) {
    const found = Number(exp(BigInt(Math.round(x * 2 ** 32)))) / Number(ONE);
    assert.ok(Math.abs(found / Math.exp(x) - 1) < 1e-7, `${x}: ${found}`);
  }
});

test('root shares should follow the votes when all agree', () => {
  const shares = rootShares([voter(5n, [3n, 1n]), voter(7n, [3n, 1n])], rules(2, 12n));
  assert.ok(Math.abs(Number(shares[0]) / 2 ** 32 - 0.75) < 1e-6);
  assert.ok(sum(shares) <= ONE && sum(shares) > ONE - 2n);
});

test('root shares should give nothing to a minority of its own', () => {
  const shares = rootShares([voter(51n, [1n, 0n]), voter(49n, [0n, 1n])], rules(2, 100n));
  assert.equal(shares[1], 0n);
  assert.ok(shares[0] > 0n);
});

test('root shares should decide nothing while voters hold no majority', () => {
  assert.equal(rootShares([voter(50n, [1n])], rules(1, 100n)), null);
  assert.notEqual(rootShares([voter(51n, [1n])], rules(1, 100n)), null);
});

function voter(stake, weights) {
  return {
    stake,
    weights: new Map(weights.map((weight, column) => [column, weight]).filter(([, weight]) => weight > 0n)),
  };
}

function rules(columns, rootStake) {
  return { columns, kappa: 32_767n, rho: 10n, rootStake };
}
