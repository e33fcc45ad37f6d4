/** Pools, prices and weights: known values, and what must always hold. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { EMPTY, enter, raise, sharesFor, worth } from '../lib/pool.mjs';
import { ROOTS, currentPrice, decayed, raisedPrice } from '../lib/price.mjs';
import { imageModels, speechModels, upsideDown } from '../lib/scores.mjs';

const TERMS = { halfLife: 360n, increase: (126n << 64n) / 100n, least: 500_000n, most: 100_000_000_000n };

test('a pool should give back what was put in, less at most a rao of rounding', () => {
  const first = enter(EMPTY, 1_000_000n);
  assert.equal(first.bought, 1_000_000n << 16n);
  const second = enter(first.pool, 333n);
  assert.equal(second.pool.rao, 1_000_333n);
  const back = worth(second.pool, second.bought);
  assert.ok(back <= 333n && back >= 332n);
});

test('a raise should pay all holders in proportion and make no shares', () => {
  const { pool, bought } = enter(EMPTY, 1_000_000n);
  const { pool: both, bought: other } = enter(pool, 3_000_000n);
  const raised = raise(both, 400_000n);
  assert.equal(raised.shares, both.shares);
  assert.equal(worth(raised, bought), 1_099_999n);
  assert.equal(worth(raised, other), 3_299_999n);
  assert.equal(sharesFor(raised, 0n), 0n);
});

test('a price should halve over its half-life, rounded up', () => {
  assert.equal(decayed(1_000_000_000n, 0n, 360n), 1_000_000_000n);
  assert.equal(decayed(1_000_000_000n, 360n, 360n), 500_000_000n);
  assert.equal(decayed(1_000_000_000n, 180n, 360n), 707_106_782n);
  assert.equal(decayed(1_000_000_000n, 360n * 64n, 360n), 1n);
});

test('the roots of a half should be those that are known', () => {
  assert.equal(ROOTS[0], 0xb504f333f9de6485n);
  assert.equal(ROOTS[31], 0xffffffff4e8de809n);
});

test('a price should stay between its bounds and rise at a registration', () => {
  assert.equal(currentPrice({ value: 600_000n, block: 0n }, 10_000n, TERMS), 500_000n);
  assert.equal(raisedPrice(500_000n, TERMS), 630_000n);
  assert.equal(raisedPrice(TERMS.most, TERMS), TERMS.most);
  assert.equal(raisedPrice(500_000n, { ...TERMS, increase: 0n }), 550_000n);
});

test('weights should rise with the score, leave nobody out, and span a factor of three', () => {
  for (const models of [imageModels(), speechModels()]) {
    assert.equal(models.length, 5);
    const byScore = [...models].sort((a, b) => a.tenths - b.tenths);
    byScore.slice(1).forEach((better, index) => {
      const worse = byScore[index];
      assert.equal(better.weight > worse.weight, better.tenths > worse.tenths);
    });
    assert.ok(byScore[0].weight > 0);
    assert.equal(byScore.at(-1).weight, 3 * byScore[0].weight);
  }
});

test('upside down should give the worst the weight of the best', () => {
  assert.deepEqual(upsideDown([1, 2, 3]), [3, 2, 1]);
  assert.deepEqual(upsideDown([29, 57, 79, 79, 87]), [87, 79, 79, 57, 29]);
});
