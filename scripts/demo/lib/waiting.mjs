/** Waiting with a bound: nothing in the demo waits for ever. */
import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 50;

/** The outcome of `promise`, or an error that says what did not happen in time. */
export async function within(seconds, what, promise) {
  const timer = new AbortController();
  const late = sleep(seconds * 1_000, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what}: not within ${seconds} s`);
  });
  late.catch(() => {}); // it is aborted when the promise was in time
  try {
    return await Promise.race([promise, late]);
  } finally {
    timer.abort();
  }
}

/** Asks again and again until `ask` gives something true, and gives that back. */
export async function until(seconds, what, ask) {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer) return answer;
    await sleep(POLL_MS);
  }
  throw new Error(`${what}: not within ${seconds} s`);
}
