/** Sending transactions: signed, watched until they are in a block (or final), their refusals named. */
import { plain } from './reader.mjs';
import { within } from './waiting.mjs';

const SECONDS = 30;

/** A call that the chain refused, by the error's name. */
export class Refusal extends Error {
  constructor(name, receipt) {
    super(`refused: ${name}`);
    this.name = name;
    this.receipt = receipt;
  }
}

/**
 * Sends a call and waits for its block.
 *
 * @param {{ nonce?: number, final?: boolean }} options `final`: wait until the block is final
 * @returns {Promise<{ block: bigint, hash: string, fee: bigint | null }>} `fee`: null if the call was free
 */
export async function send(api, signer, call, { nonce = -1, final = false } = {}) {
  let unsubscribe = () => {};
  const outcome = new Promise((resolve, reject) => {
    const onStatus = (result) => {
      const { status } = result;
      if (result.isError) reject(new Error(`transaction ${status.type}`));
      if (final ? status.isFinalized : status.isInBlock) settle(api, result, resolve, reject);
    };
    call.signAndSend(signer, { nonce }, onStatus).then((stop) => {
      unsubscribe = stop;
    }, reject);
  });
  try {
    return await within(SECONDS, `${call.method.section}.${call.method.method} in a block`, outcome);
  } finally {
    unsubscribe();
  }
}

/** Sends several calls of one signer without waiting in between. */
export async function sendAll(api, signer, calls) {
  const first = (await api.rpc.system.accountNextIndex(signer.address)).toNumber();
  return Promise.all(calls.map((call, index) => send(api, signer, call, { nonce: first + index })));
}

/** Why the transaction pool does not take a call, in the node's words; null if it takes it. */
export async function refusalByPool(provider, signer, call) {
  const signed = await call.signAsync(signer, { nonce: -1 });
  return provider.send('author_submitExtrinsic', [signed.toHex()]).then(
    () => null,
    (error) => error.message,
  );
}

/** Several calls as one: all or none. */
export const together = (api, calls) => api.tx.utility.batchAll(calls);

function settle(api, result, resolve, reject) {
  const paid = result.events.find(({ event }) => api.events.transactionPayment.TransactionFeePaid.is(event));
  const receipt = {
    block: BigInt(result.blockNumber.toString()),
    hash: (result.status.isFinalized ? result.status.asFinalized : result.status.asInBlock).toHex(),
    fee: paid === undefined ? null : plain(paid.event.data[1]),
  };
  if (result.dispatchError === undefined) resolve(receipt);
  else reject(new Refusal(errorName(api, result.dispatchError), receipt));
}

function errorName(api, error) {
  return error.isModule ? api.registry.findMetaError(error.asModule).name : error.toString();
}
