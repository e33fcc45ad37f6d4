/** What the demo uses of polkadot.js, from the packages that come with `@polkadot/api`. */
export { ApiPromise, Keyring, WsProvider } from '@polkadot/api';
export { hexToU8a, isBn, stringToU8a, u8aConcat, bnToU8a } from '@polkadot/util';
export { blake2AsHex, cryptoWaitReady, encodeAddress, xxhashAsHex } from '@polkadot/util-crypto';
