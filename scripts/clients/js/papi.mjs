/**
 * `polkadot-api` (PAPI) with types that its own generator makes from the chain's metadata: the workflows in `papi/workflows.ts` have to pass
 * the TypeScript compiler before they run.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rpc } from './lib/rpc.mjs';
import { account, spent, stakeOn } from './lib/state.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const COMMAND_SECONDS = 180;

/** Runs a command of the installed packages in `folder`. */
function command(folder, name, ...options) {
  const ran = spawnSync(join(HERE, 'node_modules/.bin', name), options, {
    cwd: folder,
    encoding: 'utf8',
    timeout: COMMAND_SECONDS * 1_000,
  });
  if (ran.status !== 0) throw new Error(`${name} ${options.join(' ')}: ${ran.stdout}${ran.stderr}`.slice(-2_000));
}

/** The chain's metadata, version 15. By its own connection the generator needs a later Node.js than ours. */
async function metadata(url) {
  const answer = await rpc(url, 'state_call', 'Metadata_metadata_at_version', '0x0f000000');
  const bytes = Buffer.from(answer.slice(2), 'hex');
  const start = bytes.indexOf('meta');
  if (start < 0) throw new Error('the node has no metadata of version 15');
  return bytes.subarray(start);
}

/** Runs all workflows. */
export async function run({ url, work }, report) {
  const folder = join(work, 'papi');
  let compiled;
  await report.run('types generated from our metadata', async () => {
    mkdirSync(join(folder, '.papi'), { recursive: true });
    symlinkSync(join(HERE, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');
    const options = { noDescriptorsPackage: true };
    const config = { version: 0, descriptorPath: '.papi/descriptors', entries: {}, options };
    writeFileSync(join(folder, '.papi/polkadot-api.json'), JSON.stringify(config));
    writeFileSync(join(folder, 'metadata.scale'), await metadata(url));
    command(folder, 'papi', 'add', 'subtensor', '--file', 'metadata.scale', '--skip-codegen');
    command(folder, 'papi', 'generate');
  });
  await report.run('workflows pass the TypeScript compiler', async () => {
    cpSync(join(HERE, 'papi/workflows.ts'), join(folder, 'workflows.ts'));
    cpSync(join(HERE, 'papi/tsconfig.json'), join(folder, 'tsconfig.json'));
    command(folder, 'tsc', '--project', '.');
    compiled = await import(pathToFileURL(join(folder, 'workflows.js')));
  });
  if (compiled !== undefined) await compiled.run(url, report, { rpc, account, spent, stakeOn });
}
