/** `@polkadot/api` in a browser: a page with the bundles of its packages talks to the node over WebSocket, as wallets and explorers do. */
import { createServer } from 'node:http';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LATEST_EXTRINSIC_VERSION } from '@polkadot/types/extrinsic/constants';
import { unwrapStorageSi } from '@polkadot/types/util';
import { Keyring } from '@polkadot/keyring';
import { cryptoWaitReady } from '@polkadot/util-crypto';
import { chromium } from 'playwright-core';
import { expect } from './lib/report.mjs';
import { isFinal, rpc } from './lib/rpc.mjs';
import { account, expectHeads, networks, spent } from './lib/state.mjs';
import { until } from './lib/waiting.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const TAO = 1_000_000_000n;
/** The packages whose bundles the page loads, in the order in which they need each other. */
const BUNDLES = ['util', 'util-crypto', 'keyring', 'types', 'api'];
/**
 * What the bundle of `@polkadot/api` looks for in globals that the bundle of `@polkadot/types` does not make: without them it reads no storage.
 * They are the functions of that package, in source.
 */
const MISSING = `
  window.constants = { LATEST_EXTRINSIC_VERSION: ${LATEST_EXTRINSIC_VERSION} };
  window.util$1 = { unwrapStorageSi: ${unwrapStorageSi} };
`;
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
/** Nothing that looks for anything outside of this machine. */
const OPTIONS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const START_MS = 60_000;

/** The bundle of a package. */
const bundle = (name) => readFileSync(join(HERE, 'node_modules/@polkadot', name, `bundle-polkadot-${name}.js`));

/** The browser: the command that `CHROMIUM` names, or the first known one that the machine has. */
function executable() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const folder of process.env.PATH.split(delimiter)) {
    for (const name of NAMES) {
      try {
        accessSync(join(folder, name), constants.X_OK);
        return join(folder, name);
      } catch {
        // Not here.
      }
    }
  }
  throw new Error('no Chromium: scripts/setup.sh --tests installs it, or CHROMIUM names it');
}

/** Serves the page and what it loads on a free port; gives the server and the page's address. */
async function serve() {
  const scripts = ['missing', ...BUNDLES, 'send'].map((name) => `<script src="/${name}.js"></script>`).join('');
  const html = `<!doctype html><meta charset="utf-8"><title>Subtensor</title><link rel="icon" href="data:,">${scripts}<output></output>`;
  const files = new Map([
    ['/', ['text/html', html]],
    ['/missing.js', ['text/javascript', MISSING]],
    ...BUNDLES.map((name) => [`/${name}.js`, ['text/javascript', bundle(name)]]),
    ['/send.js', ['text/javascript', `window.send = ${send};`]],
  ]);
  const server = createServer((request, response) => {
    const [type, body] = files.get(request.url) ?? [];
    if (body === undefined) return response.writeHead(404).end();
    return response.writeHead(200, { 'content-type': type }).end(body);
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return { server, address: `http://127.0.0.1:${server.address().port}/` };
}

/** What runs in the page: it connects, and says what it reads. The connection stays in `window.api`. */
async function connect(url) {
  const { ApiPromise, WsProvider } = window.polkadotApi;
  window.api = new ApiPromise({ provider: new WsProvider(url), noInitWarn: true });
  await window.api.isReadyOrError;
  const { chainDecimals, chainTokens } = window.api.registry;
  return { genesis: window.api.genesisHash.toHex(), decimals: chainDecimals[0], token: chainTokens[0] };
}

/** What runs in the page: the subnets, and the first of them as the runtime describes it. */
async function readChain() {
  const total = await window.api.query.subtensorModule.totalNetworks();
  const subnet = await window.api.call.subnetInfoRuntimeApi.getDynamicInfo(1);
  const price = await window.api.call.swapRuntimeApi.currentAlphaPrice(1);
  return { total: total.toNumber(), tempo: Number(subnet.unwrap().tempo.toString()), price: price.toString() };
}

/** Is `window.send` in the page: sends a call and waits until a block has it; gives the block, what it cost and what refused it, if anything. */
function send(call, pair) {
  return new Promise((resolve, reject) => {
    call
      .signAndSend(pair, ({ status, events, dispatchError, isError }) => {
        if (isError) return reject(new Error(`the transaction is ${status.type}`));
        if (!status.isInBlock) return;
        const paid = events.find(({ event }) => event.method === 'TransactionFeePaid');
        resolve({ block: status.asInBlock.toHex(), fee: paid.event.data.actualFee.toString(), dispatchError });
      })
      .catch(reject);
  });
}

/**
 * What runs in the page: collects the balances that an account has and the heads of blocks in `window.seen`, until `window.stopWatching` is
 * called.
 */
async function watch(address) {
  const seen = { balances: [], heads: [] };
  const stops = [
    await window.api.query.system.account(address, ({ data }) => seen.balances.push(data.free.toString())),
    await window.api.rpc.chain.subscribeNewHeads(({ number, hash }) => seen.heads.push({ number: number.toNumber(), hash: hash.toHex() })),
  ];
  window.seen = seen;
  window.stopWatching = () => stops.forEach((stop) => stop());
}

/** What runs in the page: sends a transfer with a key of the page; gives the block, the fee and the receiver's balance. */
async function transfer({ from, to, amount }) {
  const pair = new window.polkadotKeyring.Keyring({ type: 'sr25519' }).addFromUri(from);
  const { block, fee, dispatchError } = await window.send(window.api.tx.balances.transferKeepAlive(to, BigInt(amount)), pair);
  if (dispatchError) throw new Error(dispatchError.toString());
  const { data } = await window.api.query.system.account(to);
  return { block, fee, free: data.free.toString() };
}

/** What runs in the page: a call that the chain refuses; shows the reader what the client makes of it, and gives the block and the fee. */
async function refused(from) {
  const pair = new window.polkadotKeyring.Keyring({ type: 'sr25519' }).addFromUri(from);
  const { block, fee, dispatchError } = await window.send(window.api.tx.subtensorModule.addStake(pair.address, 77, 1_000_000_000n), pair);
  if (!dispatchError?.isModule) throw new Error(`refused by no pallet: ${dispatchError}`);
  const { section, name, docs } = window.api.registry.findMetaError(dispatchError.asModule);
  document.querySelector('output').textContent = `${section}.${name}: ${docs.join(' ')}`;
  return { block, fee };
}

/** Runs all workflows. */
export async function run({ url }, report) {
  await cryptoWaitReady();
  const keys = new Keyring({ type: 'sr25519' });
  const [alice, receiver, watched] = ['//Alice', '//Browser', '//Browser//watched'].map((uri) => keys.addFromUri(uri).address);
  const { server, address } = await serve();
  let browser;
  try {
    // Playwright gives each start a profile of its own and removes it.
    browser = await chromium.launch({ executablePath: executable(), headless: true, args: OPTIONS, timeout: START_MS });
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
    await page.goto(address);
    await report.run('connect', async () => {
      const { genesis, decimals, token } = await page.evaluate(connect, url);
      expect(genesis === (await rpc(url, 'chain_getBlockHash', 0)), 'genesis hash', genesis);
      expect(decimals === 9 && token === 'TAO', 'token', decimals, token);
    });
    await report.run('subnets and prices', async () => {
      const { total, tempo, price } = await page.evaluate(readChain);
      expect(total >= 2 && total === (await networks(url)), 'subnets', total);
      expect(tempo === 10 && BigInt(price) === TAO, 'tempo', tempo, 'price', price);
    });
    await report.run('subscription to storage and blocks', async () => {
      const seen = () => page.evaluate(() => window.seen);
      await page.evaluate(watch, watched);
      await page.evaluate(transfer, { from: '//Alice', to: watched, amount: String(3n * TAO) });
      await until(30, 'the new balance and three blocks', async () => {
        const { balances, heads } = await seen();
        return balances.at(-1) === String(3n * TAO) && heads.length >= 3;
      });
      expect((await account(url, watched)).free === 3n * TAO, 'balance of the receiver');
      await page.evaluate(() => window.stopWatching());
      const { balances, heads } = await seen();
      expect(balances[0] === '0', 'balances', balances);
      await expectHeads(url, heads);
      const { block } = await page.evaluate(transfer, { from: '//Alice', to: watched, amount: String(TAO) });
      await until(60, 'finality of the second transfer', () => isFinal(url, block));
      expect((await account(url, watched)).free === 4n * TAO, 'balance after the second transfer');
      const after = await seen();
      expect(after.balances.length === balances.length && after.heads.length === heads.length, 'told after the end', after);
    });
    await report.run('transfer', async () => {
      const { block, fee, free } = await page.evaluate(transfer, { from: '//Alice', to: receiver, amount: String(2n * TAO) });
      expect(BigInt(free) === 2n * TAO && (await account(url, receiver)).free === 2n * TAO, 'balance of the receiver', free);
      expect((await spent(url, alice, block)) === 2n * TAO + BigInt(fee), 'balance of the sender, fee', fee);
      await until(60, 'finality of its block', () => isFinal(url, block));
    });
    await report.run('refusal names the error', async () => {
      const { block, fee } = await page.evaluate(refused, '//Alice');
      const shown = await page.locator('output').innerText();
      expect(shown.startsWith('subtensorModule.SubnetNotExists: There is no subnet with this netuid'), 'shown', shown);
      expect((await spent(url, alice, block)) === BigInt(fee), 'more was paid than the fee', fee);
    });
    if (complaints.length > 0) report.surprises.push(`${report.client}: errors in the page: ${complaints.join('; ')}`);
  } finally {
    await browser?.close();
    server.close();
  }
}
