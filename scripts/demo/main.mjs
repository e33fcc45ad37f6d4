/**
 * The demo, which is also the end-to-end test: starts a development chain, sets up a market of AI models, lets epochs
 * pay, and recomputes every rao from the outside. Usage: `node main.mjs --node PATH`.
 */
import { parseArgs } from 'node:util';
import { Auditor } from './lib/audit.mjs';
import { doBusiness } from './lib/business.mjs';
import { Checks } from './lib/checks.mjs';
import { DevNode } from './lib/node.mjs';
import { ApiPromise, WsProvider, cryptoWaitReady } from './lib/polkadot.mjs';
import { Reader } from './lib/reader.mjs';
import { play } from './lib/scenario.mjs';
import { thousands } from './lib/tables.mjs';
import { within } from './lib/waiting.mjs';

const CONNECT_SECONDS = 30;
const WHOLE_SECONDS = 300;
const INTERRUPTED = 130;

const print = (...lines) => console.log(lines.flat().join('\n'));

/** Runs the demo against a fresh node; rejects at the first check that fails. */
async function main() {
  const { values } = parseArgs({ options: { node: { type: 'string' } } });
  if (values.node === undefined) throw new Error('usage: node main.mjs --node PATH-OF-THE-NODE');
  const node = await DevNode.start(values.node);
  const leave = async () => {
    await node.stop();
    node.clean();
    process.exit(INTERRUPTED);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, leave);
  const checks = new Checks();
  try {
    print(`node: first RPC answer ${node.secondsToAnswer.toFixed(2)} s after its start`);
    await within(WHOLE_SECONDS, 'the whole demo', Promise.race([runOn(node, checks), node.died]));
    await node.stop();
    node.clean();
  } catch (error) {
    await node.stop();
    throw Object.assign(error, { log: node.tail(), passed: checks.passed });
  }
  print('', `ran ${process.uptime().toFixed(1)} s`);
  print(`demo: ${thousands(checks.passed)} checks passed, 0 failed`, `${checks.passed} passed, 0 failed`);
}

/** Connects, audits beside the scenario, and disconnects. */
async function runOn(node, checks) {
  await cryptoWaitReady();
  const provider = new WsProvider(node.url);
  const api = new ApiPromise({ provider, noInitWarn: true });
  await within(CONNECT_SECONDS, 'connection of polkadot.js', api.isReadyOrError);
  const reader = new Reader(api, provider);
  const auditor = new Auditor(api, reader, checks);
  try {
    await auditor.start();
    const stage = { url: node.url, api, provider, reader, auditor, checks, print };
    const cast = await Promise.race([play(stage), auditor.failure]);
    await auditor.stop();
    await doBusiness(stage, cast);
  } catch (error) {
    await auditor.stop().catch(() => {}); // this error came first
    throw error;
  } finally {
    await api.disconnect();
  }
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(`\nFAILED: ${error.message}`);
    if (error.log !== undefined) console.error(`\nend of the node's log ${error.log}`);
    console.error(`\n${error.passed ?? 0} passed, 1 failed`);
    process.exit(1);
  },
);
