/**
 * The price of a registration: it halves over a half-life of blocks and rises by a factor at each registration.
 *
 * A power of two with a fraction is multiplied up from the roots of one half, each in units of 2^-64 and rounded up.
 */
import { min } from './fixed.mjs';

const UNIT = 1n << 64n;
const GUARD_BITS = 192n;
const LEAST_INCREASE = (UNIT * 11n) / 10n;

/** `ceil(2^(64 - 2^-i))` for i = 1..32. */
export const ROOTS = rootsOfHalf(32);

/** What a price has come down to after so many blocks, rounded up. */
export function decayed(price, blocks, halfLife) {
  const halvings = blocks / halfLife;
  if (halvings >= 64n) return min(price, 1n);
  const fraction = ((blocks % halfLife) << 32n) / halfLife;
  return ceilDiv(price * power(fraction), UNIT << halvings);
}

/**
 * The price in a block.
 *
 * @param {{ value: bigint, block: bigint }} anchor a price and the block in which it stood so
 * @param {{ halfLife: bigint, increase: bigint, least: bigint, most: bigint }} terms `increase` in units of 2^-64
 */
export function currentPrice(anchor, now, terms) {
  return bounded(decayed(anchor.value, now - anchor.block, terms.halfLife), terms);
}

/** The price that follows a registration at `price`. */
export function raisedPrice(price, terms) {
  const factor = terms.increase > LEAST_INCREASE ? terms.increase : LEAST_INCREASE;
  return bounded(ceilDiv((price > 1n ? price : 1n) * factor, UNIT), terms);
}

export function bounded(price, { least, most }) {
  const capped = min(price, most);
  return capped < least ? least : capped;
}

function power(fraction) {
  return ROOTS.reduce((product, root, place) => {
    const bit = (fraction >> BigInt(31 - place)) & 1n;
    return bit === 1n ? ceilDiv(product * root, UNIT) : product;
  }, UNIT);
}

function rootsOfHalf(count) {
  const one = UNIT << GUARD_BITS;
  const roots = [];
  for (let root = one / 2n; roots.length < count;) {
    root = integerRoot(root * one);
    roots.push(ceilDiv(root, 1n << GUARD_BITS));
  }
  return roots;
}

/** The square root rounded down, by Newton's method from above. */
function integerRoot(value) {
  let root = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

function ceilDiv(a, b) {
  return (a + b - 1n) / b;
}
