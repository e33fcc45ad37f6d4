/**
 * Signed 32.32 fixed point on BigInt: a value is held as its bits, the number times 2^32.
 *
 * Written from the description of the number format, not from the chain's source: products round towards minus infinity,
 * quotients towards zero, a quotient that does not exist or does not fit is zero.
 */

/** One. */
export const ONE = 1n << 32n;

const MAX = (1n << 63n) - 1n;
const MIN = -(1n << 63n);
const U16 = 65_535n;
const EULER = 22_802_600n << 9n;
const EXP_LIMIT = 20n << 32n;
const EXP_DEGREE = 31n;

/** The smaller of two. */
export const min = (a, b) => (a < b ? a : b);

/** The sum of a list. */
export const sum = (values) => values.reduce((total, value) => total + value, 0n);

/** The product, rounded towards minus infinity. */
export const times = (a, b) => held((a * b) >> 32n);

/** The quotient, rounded towards zero. */
export function over(a, b) {
  if (b === 0n) return 0n;
  const quotient = (a << 32n) / b;
  return quotient > MAX || quotient < MIN ? 0n : quotient;
}

/** A u16 fraction as a fixed number, rounded down. */
export const fromU16 = (value) => (value * ONE) / U16;

/** A fixed number as a u16 fraction, rounded down, held between 0 and 65,535. */
export function toU16(bits) {
  const value = (bits * U16) >> 32n;
  return value < 0n ? 0n : min(value, U16);
}

/** All values over their sum; all zeros stay zeros. */
export function normalised(values) {
  const total = sum(values);
  return values.map((value) => over(value, total));
}

/** e to the power of `x`: a power series up to degree 31, |x| held at 20, a reciprocal for negative exponents. */
export function exp(x) {
  if (x === ONE) return EULER;
  const grown = series(min(x < 0n ? -x : x, EXP_LIMIT));
  return x < 0n ? over(ONE, grown) : grown;
}

function series(x) {
  let term = x;
  let total = ONE + x;
  for (let degree = 2n; degree <= EXP_DEGREE; degree += 1n) {
    term = times(term, x) / degree;
    total += term;
  }
  return total;
}

function held(bits) {
  if (bits > MAX) return MAX;
  return bits < MIN ? MIN : bits;
}
