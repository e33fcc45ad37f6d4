/** What was tried with a client and what came of it: the workflows run one after the other, and a failure does not stop the next. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { within } from './waiting.mjs';

const WORKFLOW_SECONDS = 120;

/** Fails with `what` unless `condition` holds. */
export function expect(condition, ...what) {
  if (!condition) throw new Error(what.map((part) => (typeof part === 'string' ? part : stringify(part))).join(' '));
}

function stringify(value) {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'bigint' ? inner.toString() : inner));
}

/** The outcomes of one client. */
export class Report {
  constructor(client, version) {
    this.client = client;
    this.version = version;
    this.outcomes = [];
    this.surprises = [];
  }

  /** Runs a workflow; `known.error` is part of the message with which it is known to fail, `known.why` the reason in a sentence. */
  async run(name, workflow, known) {
    const begin = Date.now();
    let failure;
    try {
      await within(WORKFLOW_SECONDS, name, workflow());
    } catch (error) {
      failure = error ?? new Error('failed without a reason');
    }
    const seconds = (Date.now() - begin) / 1_000;
    const said = failure?.message ?? stringify(failure);
    const expected = known !== undefined && failure !== undefined && said.includes(known.error);
    this.outcomes.push({ name, ok: failure === undefined, why: expected ? known.why : '', seconds });
    const outcome = failure === undefined ? 'ok' : expected ? `known: ${known.why}` : 'FAILED';
    console.log(`${this.client}: ${name}: ${outcome}, ${seconds.toFixed(1)} s`);
    if (failure !== undefined && !expected) this.surprises.push(`${this.client}: ${name}: ${said}`);
    if (failure === undefined && known !== undefined) this.surprises.push(`${this.client}: ${name}: works, though it is listed as: ${known.why}`);
  }

  /** Writes the outcomes as `<client>.json` into `folder`. */
  write(folder) {
    const document = { client: this.client, version: this.version, workflows: this.outcomes };
    writeFileSync(join(folder, `${this.client}.json`), `${JSON.stringify(document, null, 2)}\n`);
  }
}
