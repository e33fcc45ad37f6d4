/**
 * The audit: every final block from genesis on is recomputed from the state after its parent.
 *
 * In every block: the events of its start, the issuance, the sum of all balances, and what each pot holds. In a block whose signed
 * extrinsics all failed, or that has none, also every entry of the pallet's storage and every balance.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { BlockStep } from './ledger.mjs';
import { EXISTENTIAL_DEPOSIT, priceAt, priceTerms } from './payout.mjs';
import { emissionPot, pot } from './pots.mjs';
import { bounded, raisedPrice } from './price.mjs';
import { until } from './waiting.mjs';

const POLL_MS = 50;
const CATCH_UP_SECONDS = 120;

/** Follows the chain's final blocks and checks each. */
export class Auditor {
  /** What happened since genesis, in rao. */
  totals = { minted: 0n, recycled: 0n, registrations: 0n, fees: 0n };
  /** What each epoch of a subnet did, in order. */
  epochs = [];
  /** The blocks that were compared as a whole. */
  whole = new Set();
  #stopped = false;

  constructor(api, reader, checks) {
    this.api = api;
    this.reader = reader;
    this.checks = checks;
  }

  /** Checks genesis and starts to follow. `failure` rejects at the first difference. */
  async start() {
    this.block = 0n;
    this.final = 0n;
    this.state = await this.reader.state((await this.api.rpc.chain.getBlockHash(0)).toHex());
    this.genesisIssuance = this.state.issuance;
    this.#checkSupply('genesis', this.state);
    this.unsubscribe = await this.api.rpc.chain.subscribeFinalizedHeads((header) => {
      this.final = BigInt(header.number.toString());
    });
    this.failure = this.#follow();
    this.failure.catch(() => {}); // whoever waits for it sees it
  }

  /** Waits until a block has been audited. */
  async reach(block) {
    const audited = until(CATCH_UP_SECONDS, `audit of block ${block}`, () => this.block >= block);
    await Promise.race([audited, this.failure]);
  }

  /** Ends the audit after the block at hand. */
  async stop() {
    this.#stopped = true;
    this.unsubscribe?.();
    await this.failure;
  }

  async #follow() {
    while (!this.#stopped) {
      if (this.block < this.final) await this.#audit(this.block + 1n);
      else await sleep(POLL_MS);
    }
  }

  async #audit(block) {
    const hash = (await this.api.rpc.chain.getBlockHash(block)).toHex();
    const [found, events, signed] = await Promise.all([
      this.reader.state(hash),
      this.reader.events(hash),
      this.reader.signed(hash),
    ]);
    const where = `block ${block}`;
    const step = new BlockStep(this.state, block).run();
    const started = events.filter(({ phase, section }) => phase === 'Initialization' && section === 'subtensorModule');
    this.checks.same(
      where,
      'events of the start',
      step.events,
      started.map(({ method, data }) => [method, ...data]),
    );
    this.#checkEpochs(where, step.epochs);
    this.#checkIssuance(where, step, found, events);
    this.#checkSupply(where, found);
    this.#checkPots(where, found);
    if (signed.every((index) => failed(events, index))) {
      chargeFees(step.state, events);
      this.checks.sameState(where, step.state, found);
      this.whole.add(block);
    }
    this.epochs.push(...step.epochs);
    this.state = found;
    this.block = block;
  }

  /** What was pending is paid or recycled, to the rao. */
  #checkEpochs(where, epochs) {
    for (const { netuid, pending, cut, recycled, emission } of epochs) {
      const item = `subnet ${netuid}: `;
      this.checks.same(
        where,
        `${item}parts of what was pending`,
        pending,
        cut.owner + cut.miners + cut.validators + recycled,
      );
      const toNeurons = emission.reduce((total, rao) => total + rao, 0n);
      this.checks.same(where, `${item}pay of all neurons`, cut.miners + cut.validators, toNeurons);
    }
  }

  #checkIssuance(where, step, found, events) {
    const calls = events.filter(({ phase }) => phase === 'ApplyExtrinsic');
    const recycled = sumOf(calls, 'subtensorModule', 'Recycled', 1);
    const registrations = registrationBurns(step, found, calls);
    const fees = sumOf(calls, 'transactionPayment', 'TransactionFeePaid', 1);
    const expected = step.state.issuance - recycled - registrations - fees;
    this.checks.same(where, 'issuance: before + minted - recycled - registrations - fees', expected, found.issuance);
    this.totals.minted += step.minted;
    this.totals.recycled += step.recycled + recycled;
    this.totals.registrations += registrations;
    this.totals.fees += fees;
  }

  #checkSupply(where, found) {
    this.checks.same(where, 'sum of all balances', found.issuance, found.held());
    this.checks.same(where, 'SubtensorModule.TotalIssuance', found.issuance, found.get('TotalIssuance'));
  }

  /** Each pot holds its deposit, stake, pending emission and lock; the emission pot what is not settled. */
  #checkPots(where, found) {
    for (const [netuid] of found.entries('NetworksAdded')) {
      const owed = ['SubnetTAO', 'PendingEmission', 'SubnetLocked'].map((item) => found.get(item, netuid));
      const expected = owed.reduce((total, rao) => total + rao, EXISTENTIAL_DEPOSIT);
      this.checks.same(where, `pot of subnet ${netuid}`, expected, found.free(pot(netuid)));
    }
    const { blocks, lines } = found.get('Plan');
    const unsettled = lines.reduce(
      (total, line) => total + (blocks - line.settled) * line.perBlock,
      EXISTENTIAL_DEPOSIT,
    );
    this.checks.same(where, 'emission pot', unsettled, found.free(emissionPot()));
  }
}

function failed(events, index) {
  return events.some(
    (event) => event.extrinsic === index && event.section === 'system' && event.method === 'ExtrinsicFailed',
  );
}

function sumOf(events, section, method, field) {
  const matching = events.filter((event) => event.section === section && event.method === method);
  return matching.reduce((total, { data }) => total + data[field], 0n);
}

function chargeFees(state, events) {
  for (const { section, method, data } of events) {
    if (section !== 'transactionPayment' || method !== 'TransactionFeePaid') continue;
    state.addFree(data[0], -data[1]);
    state.issuance -= data[1];
  }
  state.put('TotalIssuance', state.issuance);
}

/** What the registrations of a block burned: each pays the price and raises it for the next. A founder's place is free. */
function registrationBurns({ state, block }, found, calls) {
  const prices = new Map();
  let burned = 0n;
  let founded = null;
  for (const {
    section,
    method,
    data: [netuid],
  } of calls) {
    if (section !== 'subtensorModule') continue;
    if (method === 'NetworkAdded') {
      founded = netuid;
      prices.set(netuid, bounded(found.get('OpeningBurn'), priceTerms(found, netuid)));
    }
    if (method !== 'NeuronRegistered' || netuid === 0n) continue;
    if (netuid === founded) {
      founded = null;
      continue;
    }
    const price = prices.get(netuid) ?? priceAt(state, netuid, block);
    burned += price;
    prices.set(netuid, raisedPrice(price, priceTerms(found, netuid)));
  }
  return burned;
}
