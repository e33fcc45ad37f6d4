/**
 * A share pool: rao that many hold together. A pool is `{ rao, shares }`; 2^16 virtual shares and one virtual rao set the
 * price, every rounding favours the pool.
 */

const VIRTUAL_SHARES = 1n << 16n;

/** The pool that nobody has entered. */
export const EMPTY = Object.freeze({ rao: 0n, shares: 0n });

/** Shares that `rao` buys, rounded down. */
export const sharesFor = (pool, rao) => (rao * (pool.shares + VIRTUAL_SHARES)) / (pool.rao + 1n);

/** Rao that `shares` are worth, rounded down. */
export const worth = (pool, shares) => (shares * (pool.rao + 1n)) / (pool.shares + VIRTUAL_SHARES);

/** The pool after somebody put `rao` in, and the shares bought. */
export function enter(pool, rao) {
  const bought = sharesFor(pool, rao);
  return { pool: { rao: pool.rao + rao, shares: pool.shares + bought }, bought };
}

/** The pool after a dividend: more rao, the same shares. */
export const raise = (pool, rao) => ({ rao: pool.rao + rao, shares: pool.shares });
