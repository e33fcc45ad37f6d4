/** The node's JSON-RPC over HTTP, without any client in between: what a client says is compared with this. */

/** The result of a call. */
export async function rpc(url, method, ...params) {
  const answer = await fetch(url.replace('ws://', 'http://'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const { result, error } = await answer.json();
  if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
  return result;
}

/** Number and hash of the last final block. */
export async function finalized(url) {
  const hash = await rpc(url, 'chain_getFinalizedHead');
  const header = await rpc(url, 'chain_getHeader', hash);
  return { hash, number: Number(header.number) };
}

/** Whether a block is final. */
export async function isFinal(url, hash) {
  const number = Number((await rpc(url, 'chain_getHeader', hash)).number);
  return (await finalized(url)).number >= number && (await rpc(url, 'chain_getBlockHash', number)) === hash;
}
