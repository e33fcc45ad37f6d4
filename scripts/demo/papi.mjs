/** The same chain through another client: polkadot-api (PAPI), from metadata alone. */
import { createClient } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { getWsProvider } from 'polkadot-api/ws';
import { WebSocket } from 'ws';
import { within } from './lib/waiting.mjs';

const SECONDS = 60;

/**
 * Reads the runtime's version and transfers `rao` from `pair` to `to`, until that is final.
 *
 * @param {string} url WebSocket address of a node
 * @param {import('@polkadot/keyring/types').KeyringPair} pair sr25519 key that pays
 */
export async function transferWithPapi(url, pair, to, rao) {
  const client = createClient(getWsProvider(url, { websocketClass: WebSocket }));
  try {
    const api = client.getUnsafeApi();
    const version = await within(SECONDS, 'runtime version by PAPI', api.constants.System.Version());
    const signer = getPolkadotSigner(pair.publicKey, 'Sr25519', (payload) => pair.sign(payload));
    const transfer = api.tx.Balances.transfer_keep_alive({ dest: { type: 'Id', value: to }, value: rao });
    const outcome = await within(SECONDS, 'final transfer by PAPI', transfer.signAndSubmit(signer));
    if (!outcome.ok) throw new Error(`transfer by PAPI: ${JSON.stringify(outcome.dispatchError)}`);
    return { version, block: BigInt(outcome.block.number) };
  } finally {
    client.destroy();
  }
}
