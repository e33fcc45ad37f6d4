/**
 * The state of the market at one block: every entry of the storage of `SubtensorModule`, and every account's balance.
 *
 * Values are plain: whole numbers are BigInt, accounts are SS58 text, structs are objects, lists are arrays. A key is the entry's
 * arguments joined by `/`, empty for a single value.
 */

/** What an entry that is not stored counts as; `undefined` stands for "none". */
const DEFAULTS = {
  Alpha: { bits: 0n },
  Bonds: [],
  Burn: 0n,
  BurnAnchor: { value: 0n, block: 0n },
  Delegates: 11_796n,
  Difficulty: 0n,
  DifficultyAnchor: { value: 0n, block: 0n },
  EmissionShareSum: 0n,
  EpochAgenda: [],
  LastEpochBlock: 0n,
  OpeningBurn: 0n,
  OwnerCutsPaid: 0n,
  PendingEmission: 0n,
  RootShares: [],
  StakingHotkeys: [],
  SubnetEpochIndex: 0n,
  SubnetLocked: 0n,
  SubnetTAO: 0n,
  SubnetworkN: 0n,
  TotalHotkeyAlpha: 0n,
  TotalHotkeyShares: { bits: 0n },
  Weights: [],
};

/** A state that can be changed; `clone` it before changing one that is still needed. */
export class State {
  /**
   * @param {Map<string, Map<string, any>>} items entries by item and key
   * @param {Map<string, { free: bigint, reserved: bigint }>} accounts balances by address
   * @param {bigint} issuance `Balances.TotalIssuance`
   */
  constructor(items, accounts, issuance) {
    this.items = items;
    this.accounts = accounts;
    this.issuance = issuance;
  }

  /** A copy whose entries can be replaced; the values themselves are shared and never changed in place. */
  clone() {
    const items = new Map([...this.items].map(([item, entries]) => [item, new Map(entries)]));
    return new State(items, new Map(this.accounts), this.issuance);
  }

  /** An entry, or what its absence counts as. */
  get(item, ...keys) {
    return this.items.get(item)?.get(keys.join('/')) ?? DEFAULTS[item];
  }

  /** All entries of an item: key and value. */
  entries(item) {
    return [...(this.items.get(item) ?? [])];
  }

  /** Writes an entry. */
  put(item, value, ...keys) {
    if (!this.items.has(item)) this.items.set(item, new Map());
    this.items.get(item).set(keys.join('/'), value);
  }

  /** Removes an entry. */
  remove(item, ...keys) {
    this.items.get(item)?.delete(keys.join('/'));
  }

  /** Free balance of an account. */
  free(address) {
    return this.accounts.get(address)?.free ?? 0n;
  }

  /** Changes the free balance of an account. */
  addFree(address, rao) {
    const { free, reserved } = this.accounts.get(address) ?? { free: 0n, reserved: 0n };
    this.accounts.set(address, { free: free + rao, reserved });
  }

  /** All that all accounts hold. */
  held() {
    return [...this.accounts.values()].reduce((total, { free, reserved }) => total + free + reserved, 0n);
  }
}
