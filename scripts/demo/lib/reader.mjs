/**
 * Reads a block: the market's state after it, its events and its extrinsics, all as plain values.
 *
 * The state is read as a whole, by prefix, so that nothing that the chain stores can be overlooked.
 */
import { Compact, Enum, Option, StorageKey, Struct } from '@polkadot/types';
import { unwrapStorageType } from '@polkadot/types/util';
import { hexToU8a, isBn, xxhashAsHex } from './polkadot.mjs';
import { State } from './state.mjs';

const PAGE = 1_000;
const PREFIX_DIGITS = 66; // 0x, hash of the pallet, hash of the item

/** A codec of polkadot.js as plain value. */
export function plain(codec) {
  if (isBn(codec)) return BigInt(codec.toString());
  if (codec instanceof Compact) return plain(codec.unwrap());
  if (codec instanceof Option) return codec.isNone ? null : plain(codec.unwrap());
  if (codec instanceof Enum) return codec.isBasic ? codec.type : { [codec.type]: plain(codec.inner) };
  if (codec instanceof Struct) return Object.fromEntries([...codec].map(([name, value]) => [name, plain(value)]));
  if (codec instanceof Boolean) return codec.valueOf();
  if (Array.isArray(codec)) return codec.map(plain);
  return codec.toString();
}

/** Reads blocks of one chain. */
export class Reader {
  constructor(api, provider) {
    this.api = api;
    this.provider = provider;
    this.layout = new Map(
      Object.values(api.query.subtensorModule).map(({ creator }) => [
        xxhashAsHex('SubtensorModule', 128) + xxhashAsHex(itemName(creator), 128).slice(2),
        creator,
      ]),
    );
  }

  /** The state after a block. */
  async state(hash) {
    const [market, accounts, issuance] = await Promise.all([
      this.#entries(xxhashAsHex('SubtensorModule', 128), hash),
      this.#entries(this.api.query.system.account.keyPrefix(), hash),
      this.provider.send('state_getStorage', [this.api.query.balances.totalIssuance.key(), hash]),
    ]);
    const balances = accounts.map((entry) => this.#decode(this.api.query.system.account.creator, entry));
    return new State(
      this.#byItem(market),
      new Map(balances.map(([key, { data }]) => [key, { free: data.free, reserved: data.reserved }])),
      plain(this.api.createType('u64', hexToU8a(issuance))),
    );
  }

  /** The events of a block: `{ phase, extrinsic, section, method, data }`. */
  async events(hash) {
    const at = await this.api.at(hash);
    const records = await at.query.system.events();
    return records.map(({ phase, event }) => ({
      phase: phase.type,
      extrinsic: phase.isApplyExtrinsic ? phase.asApplyExtrinsic.toNumber() : null,
      section: event.section,
      method: event.method,
      data: event.data.map(plain),
    }));
  }

  /** The indices of a block's signed extrinsics. */
  async signed(hash) {
    const { block } = await this.api.rpc.chain.getBlock(hash);
    return block.extrinsics.flatMap((extrinsic, index) => (extrinsic.isSigned ? [index] : []));
  }

  async #entries(prefix, hash) {
    const keys = [];
    for (let page = [prefix]; page.length > 0; keys.push(...page)) {
      page = await this.provider.send('state_getKeysPaged', [prefix, PAGE, keys.at(-1) ?? prefix, hash]);
    }
    const [{ changes }] = await this.provider.send('state_queryStorageAt', [keys, hash]);
    return changes;
  }

  #byItem(changes) {
    const items = new Map();
    for (const change of changes) {
      const creator = this.layout.get(change[0].slice(0, PREFIX_DIGITS));
      if (creator === undefined) continue; // the pallet's version, which is no item
      const [key, value] = this.#decode(creator, change);
      if (!items.has(itemName(creator))) items.set(itemName(creator), new Map());
      items.get(itemName(creator)).set(key, value);
    }
    return items;
  }

  #decode(creator, [rawKey, rawValue]) {
    const { registry } = this.api;
    const key = new StorageKey(registry, rawKey);
    key.setMeta(creator.meta, creator.section, creator.method);
    const type = unwrapStorageType(registry, creator.meta.type);
    return [
      key.args.map((arg) => plain(arg).toString()).join('/'),
      plain(registry.createType(type, hexToU8a(rawValue))),
    ];
  }
}

/** An item's name as the metadata has it. */
const itemName = (creator) => creator.meta.name.toString();
