/** `@polkadot/api` in a browser: a page with the bundles of its packages talks to the node over WebSocket, as wallets and explorers do. */
import { createServer } from 'node:http';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { LATEST_EXTRINSIC_VERSION } from '@polkadot/types/extrinsic/constants';
import { unwrapStorageSi } from '@polkadot/types/util';
import { chromium } from 'playwright-core';
import { expect } from './lib/report.mjs';
import { rpc } from './lib/rpc.mjs';
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
  const scripts = ['missing', ...BUNDLES].map((name) => `<script src="/${name}.js"></script>`).join('');
  const html = `<!doctype html><meta charset="utf-8"><title>Subtensor</title><link rel="icon" href="data:,">${scripts}`;
  const files = new Map([
    ['/', ['text/html', html]],
    ['/missing.js', ['text/javascript', MISSING]],
    ...BUNDLES.map((name) => [`/${name}.js`, ['text/javascript', bundle(name)]]),
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

/** What runs in the page: numbers of the next blocks. */
async function follow(count) {
  const seen = [];
  return new Promise((resolve, reject) => {
    window.api.rpc.chain
      .subscribeNewHeads((header) => {
        seen.push(header.number.toNumber());
        if (seen.length === count) resolve(seen);
      })
      .catch(reject);
  });
}

/** What runs in the page: sends a transfer with a key of the page and waits until a block has it; gives the block and the balance. */
async function transfer({ from, to, amount }) {
  const { Keyring } = window.polkadotKeyring;
  const keys = new Keyring({ type: 'sr25519' });
  const receiver = keys.addFromUri(to).address;
  const call = window.api.tx.balances.transferKeepAlive(receiver, BigInt(amount));
  const block = await new Promise((resolve, reject) => {
    call
      .signAndSend(keys.addFromUri(from), ({ status, dispatchError }) => {
        if (!status.isInBlock) return;
        if (dispatchError) reject(new Error(dispatchError.toString()));
        else resolve(status.asInBlock.toHex());
      })
      .catch(reject);
  });
  const { data } = await window.api.query.system.account(receiver);
  return { block, free: data.free.toString() };
}

/** What runs in the page: a call that the chain refuses, and what the client makes of it. */
async function refused(from) {
  const pair = new window.polkadotKeyring.Keyring({ type: 'sr25519' }).addFromUri(from);
  return new Promise((resolve, reject) => {
    window.api.tx.subtensorModule
      .addStake(pair.address, 77, 1_000_000_000n)
      .signAndSend(pair, ({ status, dispatchError }) => {
        if (!status.isInBlock) return;
        const { name, docs } = window.api.registry.findMetaError(dispatchError.asModule);
        resolve(`${name}: ${docs.join(' ')}`);
      })
      .catch(reject);
  });
}

/** Runs all workflows. */
export async function run({ url }, report) {
  const { server, address } = await serve();
  let browser;
  try {
    // Playwright gives each start a profile of its own and removes it.
    browser = await chromium.launch({ executablePath: executable(), headless: true, args: OPTIONS, timeout: START_MS });
    const page = await browser.newPage();
    const complaints = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(address);
    await report.run('connect', async () => {
      const { genesis, decimals, token } = await page.evaluate(connect, url);
      expect(genesis === (await rpc(url, 'chain_getBlockHash', 0)), 'genesis hash', genesis);
      expect(decimals === 9 && token === 'TAO', 'token', decimals, token);
    });
    await report.run('subnets and prices', async () => {
      const { total, tempo, price } = await page.evaluate(readChain);
      expect(total >= 2 && tempo === 10 && BigInt(price) === TAO, 'subnets', total, tempo, price);
    });
    await report.run('subscription to storage and blocks', async () => {
      const [first, second, third] = await page.evaluate(follow, 3);
      expect(second === first + 1 && third === first + 2, 'blocks', first, second, third);
    });
    await report.run('transfer', async () => {
      const sent = await page.evaluate(transfer, { from: '//Alice', to: '//Browser', amount: String(2n * TAO) });
      expect(BigInt(sent.free) === 2n * TAO, 'balance of the receiver', sent.free);
      const { number } = await rpc(url, 'chain_getHeader', sent.block);
      await until(60, 'finality of its block', async () => {
        const { number: last } = await rpc(url, 'chain_getHeader', await rpc(url, 'chain_getFinalizedHead'));
        return Number(last) >= Number(number) && (await rpc(url, 'chain_getBlockHash', Number(number))) === sent.block;
      });
    });
    await report.run('refusal names the error', async () => {
      const said = await page.evaluate(refused, '//Alice');
      expect(said.includes('SubnetNotExists') && said.includes('no subnet'), 'said', said);
    });
    if (complaints.length > 0) report.surprises.push(`${report.client}: errors in the page: ${complaints.join('; ')}`);
  } finally {
    await browser?.close();
    server.close();
  }
}
