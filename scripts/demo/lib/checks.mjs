/** Comparisons: counted while they hold, ending the program at the first that does not. */

/** The first difference between what was computed and what the chain says. */
export class Difference extends Error {
  constructor(where, item, expected, found) {
    super(`${where}: ${item}\n  expected ${show(expected)}\n  found    ${show(found)}`);
  }
}

/** Counts comparisons. */
export class Checks {
  passed = 0;

  /** Two values are the same, down to the last digit. */
  same(where, item, expected, found) {
    if (show(expected) !== show(found)) throw new Difference(where, item, expected, found);
    this.passed += 1;
  }

  /** Something holds. */
  holds(where, item, condition) {
    this.same(where, item, true, condition);
  }

  /** Two states are the same, entry by entry; an entry that one of them lacks is a difference. */
  sameState(where, expected, found) {
    for (const item of union(expected.items, found.items)) {
      const [wanted, got] = [expected.items.get(item) ?? new Map(), found.items.get(item) ?? new Map()];
      for (const key of union(wanted, got)) this.same(where, `${item}(${key})`, wanted.get(key), got.get(key));
    }
    for (const address of union(expected.accounts, found.accounts)) {
      const nothing = { free: 0n, reserved: 0n };
      const [wanted, got] = [expected, found].map(({ accounts }) => accounts.get(address) ?? nothing);
      this.same(where, `balance of ${address}`, wanted, got);
    }
  }
}

function union(a, b) {
  return new Set([...a.keys(), ...b.keys()]);
}

/** A value as text; absent values have one too. */
function show(value) {
  if (value === undefined) return 'nothing';
  return JSON.stringify(value, (_name, part) => (typeof part === 'bigint' ? part.toString() : part));
}
