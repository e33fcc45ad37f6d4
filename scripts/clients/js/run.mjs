/**
 * Runs the JavaScript clients against a local network:
 * node run.mjs --url ws://127.0.0.1:PORT --second ws://127.0.0.1:PORT --node BINARY --work FOLDER --results FOLDER [--only CLIENT]
 */
import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Report } from './lib/report.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const CLIENTS = {
  'polkadot-js': { module: './polkadot.mjs', dependency: '@polkadot/api' },
  browser: { module: './browser.mjs', dependency: '@polkadot/api' },
  papi: { module: './papi.mjs', dependency: 'polkadot-api' },
  smoldot: { module: './smoldot.mjs', dependency: 'smoldot' },
  sidecar: { module: './sidecar.mjs', dependency: '@substrate/api-sidecar' },
};

async function main() {
  const names = ['url', 'second', 'node', 'work', 'results', 'only'];
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) });
  for (const name of names.slice(0, -1)) if (values[name] === undefined) throw new Error(`--${name} is missing`);
  if (values.only !== undefined && CLIENTS[values.only] === undefined) throw new Error(`unknown client: ${values.only}`);
  mkdirSync(values.work, { recursive: true });
  const { dependencies } = JSON.parse(readFileSync(join(HERE, 'package.json'), 'utf8'));
  const surprises = [];
  for (const [name, { module, dependency }] of Object.entries(CLIENTS)) {
    if (values.only !== undefined && values.only !== name) continue;
    const report = new Report(name, dependencies[dependency]);
    const { run } = await import(module);
    await run(values, report);
    report.write(values.results);
    surprises.push(...report.surprises);
  }
  return surprises;
}

main().then(
  (surprises) => {
    for (const surprise of surprises) console.error(surprise);
    process.exit(surprises.length > 0 ? 1 : 0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
