/** A development node of our own: started on free local ports, logging to a file, ended by its process id on every way out. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from './waiting.mjs';

const START_SECONDS = 60;
const STOP_SECONDS = 10;
const TAIL_LINES = 20;

/** A running node. */
export class DevNode {
  /** Starts a node; returns it once its RPC answers. */
  static async start(binary) {
    const node = new DevNode(binary, await freePort());
    try {
      await until(START_SECONDS, 'first answer of the RPC', () => node.#answers());
    } catch (error) {
      await node.stop();
      throw Object.assign(error, { log: node.tail() });
    }
    node.secondsToAnswer = (Date.now() - node.startedAt) / 1_000;
    return node;
  }

  constructor(binary, port) {
    this.folder = mkdtempSync(join(tmpdir(), 'subtensor-demo-'));
    this.logFile = join(this.folder, 'node.log');
    this.port = port;
    this.url = `ws://127.0.0.1:${port}`;
    this.startedAt = Date.now();
    const log = openSync(this.logFile, 'w');
    this.process = spawn(binary, this.#args(), { stdio: ['ignore', log, log] });
    closeSync(log);
    this.exit = new Promise((resolve) => {
      this.process.once('exit', resolve);
      this.process.once('error', (error) => {
        this.failure = error;
        resolve();
      });
    });
    this.died = this.exit.then(() => Promise.reject(new Error('the node ended by itself')));
    this.died.catch(() => {}); // whoever waits for it sees it
    this.killAtExit = () => this.process.kill('SIGKILL');
    process.once('exit', this.killAtExit);
  }

  /** Ends the node. */
  async stop() {
    if (this.#runs()) {
      this.process.kill('SIGTERM');
      const timer = setTimeout(this.killAtExit, STOP_SECONDS * 1_000);
      await this.exit;
      clearTimeout(timer);
    }
    process.off('exit', this.killAtExit);
  }

  /** Removes what the node wrote. */
  clean() {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** The log's path and its last lines. */
  tail() {
    const lines = readFileSync(this.logFile, 'utf8').trimEnd().split('\n');
    return [this.logFile, ...lines.slice(-TAIL_LINES)].join('\n');
  }

  #args() {
    return [
      '--dev',
      ...['--base-path', join(this.folder, 'chain')],
      ...['--rpc-port', String(this.port)],
      ...['--listen-addr', '/ip4/127.0.0.1/tcp/0'],
      '--no-mdns',
      '--no-prometheus',
      '--no-telemetry',
    ];
  }

  #runs() {
    return this.failure === undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  async #answers() {
    if (this.failure !== undefined) throw this.failure;
    if (!this.#runs()) throw new Error('the node ended before its RPC answered');
    try {
      const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_chain', params: [] });
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`http://127.0.0.1:${this.port}`, { method: 'POST', headers, body });
      return answer.ok;
    } catch {
      return false; // it does not listen yet
    }
  }
}

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
