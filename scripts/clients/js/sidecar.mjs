/** `@substrate/api-sidecar`: REST about our blocks and accounts, as exchanges use it. */
import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from './lib/report.mjs';
import { finalized, rpc } from './lib/rpc.mjs';
import { account } from './lib/state.mjs';
import { until } from './lib/waiting.mjs';

const HERE = dirname(fileURLToPath(import.meta.url));
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const START_SECONDS = 60;

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Runs all workflows. */
export async function run({ url, work }, report) {
  const port = await freePort();
  const file = join(work, 'sidecar.log');
  const log = openSync(file, 'w');
  const environment = { SAS_SUBSTRATE_URL: url, SAS_EXPRESS_PORT: String(port), SAS_EXPRESS_BIND_HOST: '127.0.0.1', SAS_LOG_STRIP_ANSI: 'true' };
  const sidecar = spawn(process.execPath, [join(HERE, 'node_modules/.bin/substrate-api-sidecar')], {
    env: { ...process.env, ...environment, NODE_ENV: 'production' },
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const ended = new Promise((resolve) => sidecar.once('exit', resolve));
  const get = async (path) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`);
    const body = await answer.json();
    expect(answer.ok, path, body);
    return body;
  };
  try {
    await report.run('connect', async () => {
      await until(START_SECONDS, 'first answer', async () => {
        if (sidecar.exitCode !== null) throw new Error(`sidecar ended: ${readFileSync(file, 'utf8').slice(-900)}`);
        return fetch(`http://127.0.0.1:${port}/`).then((answer) => answer.ok, () => false);
      });
      const { localPeerId } = await get('/node/network');
      expect(localPeerId === (await rpc(url, 'system_localPeerId')), 'node', localPeerId);
    });
    await report.run('node and runtime', async () => {
      const version = await rpc(url, 'state_getRuntimeVersion');
      const node = await get('/node/version');
      expect(node.clientVersion === (await rpc(url, 'system_version')) && node.clientImplName === version.implName, 'version of the node', node);
      expect(node.chain === (await rpc(url, 'system_chain')), 'chain', node.chain);
      const spec = await get('/runtime/spec');
      expect(spec.specName === version.specName && Number(spec.specVersion) === version.specVersion, 'version of the runtime', spec);
      expect(Number(spec.properties.ss58Format) === 42, 'properties', spec.properties);
    });
    await report.run('blocks', async () => {
      const { hash, number } = await finalized(url);
      const block = await get(`/blocks/${number}`);
      expect(block.hash === hash && block.finalized === true, 'block', number, block.hash);
      expect(block.extrinsics.some(({ method }) => method.pallet === 'timestamp'), 'extrinsics', block.extrinsics);
      expect(Number((await get('/blocks/head')).number) >= number, 'head');
    });
    await report.run('headers of blocks', async () => {
      const { hash, number } = await finalized(url);
      const header = await get(`/blocks/${number}/header`);
      const stored = await rpc(url, 'chain_getHeader', hash);
      const same = ['parentHash', 'stateRoot', 'extrinsicsRoot'].every((field) => header[field] === stored[field]);
      expect(Number(header.number) === number && same, 'header', header, 'stored', stored);
    });
    await report.run('balance', async () => {
      const info = await get(`/accounts/${ALICE}/balance-info`);
      const stored = await account(url, ALICE, info.at.hash);
      const same = ['nonce', 'free', 'reserved', 'frozen'].every((field) => BigInt(info[field]) === BigInt(stored[field]));
      expect(stored.free > 0n && same && info.tokenSymbol === 'TAO', 'balance', info, 'stored', stored);
    });
    await report.run('material for signing', async () => {
      const material = await get('/transaction/material?metadata=scale');
      expect(material.genesisHash === (await rpc(url, 'chain_getBlockHash', 0)), 'genesis hash', material.genesisHash);
      expect((await rpc(url, 'chain_getBlockHash', Number(material.at.height))) === material.at.hash, 'block', material.at);
      const version = await rpc(url, 'state_getRuntimeVersion');
      const same = Number(material.specVersion) === version.specVersion && Number(material.txVersion) === version.transactionVersion;
      expect(same && material.specName === version.specName, 'version', material.specName, material.specVersion, material.txVersion);
      expect(material.metadata === (await rpc(url, 'state_getMetadata')), 'metadata');
    });
    await report.run('pallets: storage, constants, errors', async () => {
      const tempo = await get('/pallets/subtensorModule/storage/tempo?keys[]=1');
      expect(tempo.value === '10', 'tempo', tempo);
      const deposit = await get('/pallets/balances/consts/ExistentialDeposit?metadata=true');
      expect(Buffer.from(deposit.metadata.value.slice(2), 'hex').readBigUInt64LE() === 500n, 'existential deposit', deposit);
      const errors = await get('/pallets/subtensorModule/errors?onlyIds=true');
      expect(errors.items.includes('SubnetNotExists'), 'errors', errors.items);
      const error = await get('/pallets/subtensorModule/errors/SubnetNotExists?metadata=true');
      expect(error.metadata.docs.join(' ').startsWith('There is no subnet with this netuid'), 'error', error);
    });
  } finally {
    sidecar.kill('SIGTERM');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    sidecar.kill('SIGKILL');
  }
}
