/**
 * Many accounts that send as blocks come in: what is in a node's pool changes just then, and a transaction that meets the change must
 * neither be refused nor lost.
 */
import { within } from './waiting.mjs';

const ACCOUNTS = 20;
const SECONDS = 20;
/** Of blocks on the fast chain; they come at multiples of it. */
const SLOT_MS = 250;
/** How long before the slot the first and after it the last is sent. */
const BEFORE_MS = 3;
const AFTER_MS = 20;
const INCLUSION_SECONDS = 20;

/** Sends signed bytes once a slot is about to begin, and waits until a block has them. */
async function sendAtSlot(provider, bytes) {
  const pause = SLOT_MS - (Date.now() % SLOT_MS) - BEFORE_MS + Math.random() * (BEFORE_MS + AFTER_MS);
  await new Promise((resolve) => setTimeout(resolve, pause));
  const included = new Promise((resolve, reject) => {
    const follow = (error, status) => {
      const kind = typeof status === 'string' ? status : Object.keys(status ?? {})[0];
      if (kind === 'inBlock') resolve();
      else if (error || !['ready', 'broadcast'].includes(kind)) reject(new Error(error?.message ?? kind));
    };
    provider.subscribe('author_extrinsicUpdate', 'author_submitAndWatchExtrinsic', [bytes], follow).catch(reject);
  });
  await within(INCLUSION_SECONDS, 'inclusion', included);
}

/**
 * Lets funded accounts each send one transfer after the other for a while, and gives their addresses, how many were sent and what was
 * said of those that no block took. `seed` names the accounts, `fund` gives money to their addresses.
 */
export async function crowd(api, provider, keys, seed, fund) {
  const pairs = Array.from({ length: ACCOUNTS }, (_, index) => keys.addFromUri(`${seed}//${index}`));
  const addresses = pairs.map((pair) => pair.address);
  await fund(addresses);
  const end = Date.now() + SECONDS * 1_000;
  const refusals = [];
  let sent = 0;
  const sendOn = async (pair) => {
    for (let nonce = 0; Date.now() < end; nonce += 1) {
      const call = api.tx.balances.transferKeepAlive(addresses[0], 1n);
      const signed = await call.signAsync(pair, { nonce, era: 0 });
      sent += 1;
      await sendAtSlot(provider, signed.toHex());
    }
  };
  await Promise.all(pairs.map((pair) => sendOn(pair).catch((error) => refusals.push(error.message))));
  return { addresses, sent, refusals };
}
