/** The chain's own state, by raw keys and bytes, without metadata or any client in between: what a client says is compared with this. */
import { blake2AsHex, decodeAddress, xxhashAsHex } from '@polkadot/util-crypto';
import { expect } from './report.mjs';
import { rpc } from './rpc.mjs';

const hexOf = (bytes) => Buffer.from(bytes).toString('hex');
const hashOf = (name) => xxhashAsHex(name, 128).slice(2);
/** The parts of keys, as their hashers make them: of an account with Blake2 128 before it, and of a netuid as it is. */
const accountKey = (address) => blake2AsHex(decodeAddress(address), 128).slice(2) + hexOf(decodeAddress(address));
const netuidKey = (netuid) => hexOf([netuid & 0xff, netuid >> 8]);

/** The bytes of a storage item as of a block, by default the best; none where nothing is stored. */
async function stored(url, pallet, item, key, block) {
  const value = await rpc(url, 'state_getStorage', `0x${hashOf(pallet)}${hashOf(item)}${key}`, block);
  return Buffer.from((value ?? '0x').slice(2), 'hex');
}

/** An account: what it sent, and its rao. */
export async function account(url, address, block) {
  const bytes = await stored(url, 'System', 'Account', accountKey(address), block);
  if (bytes.length === 0) return { nonce: 0, free: 0n, reserved: 0n, frozen: 0n };
  const [free, reserved, frozen] = [16, 24, 32].map((offset) => bytes.readBigUInt64LE(offset));
  return { nonce: bytes.readUInt32LE(0), free, reserved, frozen };
}

/** By how many rao an account's balance fell in a block. */
export async function spent(url, address, block) {
  const { parentHash } = await rpc(url, 'chain_getHeader', block);
  return (await account(url, address, parentHash)).free - (await account(url, address, block)).free;
}

/** The rao staked on a hotkey in a subnet, whoever staked them. */
export async function stakeOn(url, hotkey, netuid, block) {
  const bytes = await stored(url, 'SubtensorModule', 'TotalHotkeyAlpha', accountKey(hotkey) + netuidKey(netuid), block);
  return bytes.length === 0 ? 0n : bytes.readBigUInt64LE();
}

/** How many subnets there are, root among them. */
export async function networks(url, block) {
  return (await stored(url, 'SubtensorModule', 'TotalNetworks', '', block)).readUInt16LE();
}

/** Fails unless the node has each of the heads that a client saw, and these are three or more in a row. */
export async function expectHeads(url, heads) {
  const first = heads[0]?.number;
  expect(heads.length >= 3 && heads.every(({ number }, index) => number === first + index), 'heads', heads);
  for (const { number, hash } of heads) {
    expect(Number((await rpc(url, 'chain_getHeader', hash))?.number) === number, 'head', number, hash);
  }
}
