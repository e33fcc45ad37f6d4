/**
 * The start of a block as the protocol describes it: mint, then the epochs that are due. Applied to the state after the parent
 * block it predicts the state after this one, as far as extrinsics do not change it.
 */
import { mint, rootEpoch } from './planner.mjs';
import { subnetEpoch } from './payout.mjs';
import { pot } from './pots.mjs';

const ROOT = 0n;

/** One block's start, and what it did. */
export class BlockStep {
  /**
   * @param {import('./state.mjs').State} parent state after the parent block; stays as it is
   * @param {bigint} block number of the block
   */
  constructor(parent, block) {
    this.state = parent.clone();
    this.block = block;
    this.events = [];
    this.epochs = [];
    this.minted = 0n;
    this.recycled = 0n;
  }

  /** Mints and runs the epochs. */
  run() {
    mint(this);
    for (const netuid of this.#takeDue()) {
      if (netuid === ROOT) rootEpoch(this);
      else this.epochs.push(subnetEpoch(this, netuid));
      this.#complete(netuid);
    }
    this.state.put('TotalIssuance', this.state.issuance);
    return this;
  }

  /** Notes an event of the pallet. */
  note(name, ...values) {
    this.events.push([name, ...values]);
  }

  /** Moves rao between accounts. */
  move(from, to, rao) {
    this.state.addFree(from, -rao);
    this.state.addFree(to, rao);
  }

  /** Burns rao that lie in a subnet's pot. */
  recycle(netuid, rao) {
    if (rao <= 0n) return;
    this.state.addFree(pot(netuid), -rao);
    this.state.issuance -= rao;
    this.recycled += rao;
    this.note('Recycled', netuid, rao);
  }

  /** The subnets whose epoch is due, at most as many as a block takes; the others are first in the next block. */
  #takeDue() {
    const { state, block } = this;
    const due = state.get('EpochAgenda', block);
    const most = Number(state.get('MaxEpochsPerBlock'));
    const late = due.slice(most);
    state.remove('EpochAgenda', block);
    if (late.length > 0) {
      const next = block + 1n;
      late.forEach((netuid) => this.note('EpochDeferred', netuid, block, next));
      state.put('EpochAgenda', [...late, ...state.get('EpochAgenda', next)], next);
    }
    return due.slice(0, most);
  }

  #complete(netuid) {
    const { state, block } = this;
    const due = state.get('EpochDue', netuid) + state.get('Tempo', netuid);
    const when = due > block ? due : block + 1n;
    state.put('LastEpochBlock', block, netuid);
    state.put('SubnetEpochIndex', state.get('SubnetEpochIndex', netuid) + 1n, netuid);
    state.put('EpochDue', due, netuid);
    state.put('EpochAgenda', [...state.get('EpochAgenda', when), netuid], when);
  }
}
