/**
 * The page docs/compatibility.md, made from the results of a run of scripts/clients.sh: compares it with the committed one, or writes it
 * where WRITE_DOCS is set. It contains nothing that differs from run to run.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const PAGE = join(dirname(fileURLToPath(import.meta.url)), '../../docs/compatibility.md');

/** The clients in the order of the table's columns, with what each is. */
const COLUMNS = {
  btcli: '`bittensor-cli`',
  bittensor: '`bittensor` (Python SDK)',
  'bittensor-11': '`bittensor`, the next generation',
  'polkadot-js': '`@polkadot/api`',
  browser: '`@polkadot/api` in Chromium',
  papi: '`polkadot-api` (PAPI), typed',
  smoldot: '`smoldot` (light client)',
  sidecar: '`@substrate/api-sidecar`',
  subxt: '`subxt`',
};
const REFUSALS = 'btcli-refusals';

const { values } = parseArgs({ options: { results: { type: 'string' } } });
if (values.results === undefined) throw new Error('--results is missing');
const read = (client) => JSON.parse(readFileSync(join(values.results, `${client}.json`), 'utf8'));
const results = Object.fromEntries(Object.keys(COLUMNS).map((client) => [client, read(client)]));

const reasons = [];
/** A cell: whether the workflow works, with the number of the reason why it does not. */
function cell({ workflows }, name) {
  const outcome = workflows.find((workflow) => workflow.name === name);
  if (outcome === undefined) return '';
  if (outcome.ok) return 'yes';
  if (!reasons.includes(outcome.why)) reasons.push(outcome.why);
  return `no (${reasons.indexOf(outcome.why) + 1})`;
}

const names = [...new Set(Object.values(results).flatMap(({ workflows }) => workflows.map(({ name }) => name)))];
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = [
  row(['workflow', ...Object.entries(COLUMNS).map(([client, what]) => `${what} ${results[client].version}`)]),
  row(['---', ...Object.keys(COLUMNS).map(() => '---')]),
  ...names.map((name) => row([name, ...Object.keys(COLUMNS).map((client) => cell(results[client], name))])),
];
const refused = read(REFUSALS);
const refusals = refused.workflows.map(({ name }) => row([name, cell(refused, name)]));

const page = `# Compatibility

<!-- Generated: WRITE_DOCS=1 scripts/clients.sh -->

Unmodified clients, each installed from its registry by a lock file, against two nodes of \`local-fast\`. What Python clients change on the chain, their
workflows read back from its state without the client; those of the others do so with money, stakes and new subnets. An empty cell: the client has no such workflow, or it is not tried.

${table.join('\n')}

${reasons.map((reason, index) => `(${index + 1}) ${reason}.`).join('\n')}

## What btcli says when something is refused

Each is recognised by a sentence that says what is wrong and is neither in the command nor in its help: btcli's own where it looks before it sends, else
the chain's. Of what the pool refuses, btcli shows a number and the address of a page about such numbers.

| refused | says why |
| --- | --- |
${refusals.join('\n')}
`;

if (process.env.WRITE_DOCS) {
  writeFileSync(PAGE, page);
} else if (readFileSync(PAGE, 'utf8') !== page) {
  console.error('docs/compatibility.md disagrees with this run: WRITE_DOCS=1 scripts/clients.sh writes it');
  process.exit(1);
}
