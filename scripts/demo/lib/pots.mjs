/** The pots: accounts without a key, derived from the pallet's id, in which staked, locked and pending TAO lies. */
import { bnToU8a, encodeAddress, stringToU8a, u8aConcat } from './polkadot.mjs';

const ACCOUNT_BYTES = 32;
const PALLET = 'modlsubtensr';
const SS58_PREFIX = 42;

/** The account into which each block mints. */
export const emissionPot = () => derived(new Uint8Array());

/** The pot of a subnet. */
export const pot = (netuid) =>
  derived(u8aConcat(stringToU8a('pot'), bnToU8a(Number(netuid), { bitLength: 16, isLe: true })));

function derived(suffix) {
  const account = new Uint8Array(ACCOUNT_BYTES);
  account.set(u8aConcat(stringToU8a(PALLET), suffix));
  return encodeAddress(account, SS58_PREFIX);
}
