/**
 * The market that the demo sets up: two subnets, five miners each, three validators on both and on root, one nominator.
 *
 * Miners and validators are hotkeys that never own a rao: they publish endpoints and set weights without a fee. The hotkey of the
 * second subnet's owner gets some TAO, because the refusals need one that can pay.
 */
import { TAO } from './emission.mjs';
import { imageModels, speechModels, upsideDown } from './scores.mjs';
import { send, sendAll, together } from './submit.mjs';
import { until } from './waiting.mjs';

const EPOCHS_SECONDS = 60;
const BASE_IP = 0xc6336401; // 198.51.100.1, an address for documentation
const AXON_PORT = 8_091;
const POCKET_MONEY = 10n * TAO;

/**
 * Who takes part, before anything is on the chain. A validator's stake is in TAO: on root, on the first and on the second subnet;
 * `root` are its weights for the two subnets.
 */
export function cast(keyring) {
  const account = (name) => keyring.addFromUri(`//${name}`);
  const hotkey = (name) => keyring.addFromUri(`//demo//${name}`);
  const validator = (name, terms) => ({ name, coldkey: account(name), hotkey: hotkey(name), ...terms });
  const miners = (models) => models.map((model) => ({ ...model, hotkey: hotkey(model.name.replaceAll(/[ .]/g, '-')) }));
  return {
    subnets: [
      {
        task: 'image recognition',
        owner: account('Dave'),
        ownerHotkey: hotkey('image-owner'),
        minersColdkey: account('One'),
        miners: miners(imageModels()),
      },
      {
        task: 'speech to text',
        owner: account('Eve'),
        ownerHotkey: hotkey('speech-owner'),
        minersColdkey: account('Two'),
        miners: miners(speechModels()),
      },
    ],
    validators: [
      validator('Alice', { stake: [4_000n, 3_000n, 2_000n], root: [60, 40], honest: true }),
      validator('Bob', { stake: [3_000n, 2_500n, 2_500n], root: [70, 30], honest: true }),
      validator('Charlie', { stake: [1_000n, 800n, 500n], root: [30, 70], honest: false }),
    ],
    nominator: { name: 'Ferdie', coldkey: account('Ferdie'), stake: 500n },
  };
}

/** Creates both subnets. Their netuids go into the cast. */
export async function createSubnets(api, { subnets }) {
  for (const subnet of subnets) {
    const { block } = await send(api, subnet.owner, api.tx.subtensorModule.registerNetwork(subnet.ownerHotkey.address));
    subnet.netuid = await netuidOf(api, subnet.owner.address);
    subnet.created = block;
  }
}

/** Starts the subnets, registers everybody, stakes. */
export async function populate(api, { subnets, validators, nominator }) {
  const { startCall, burnedRegister, rootRegister, addStake } = api.tx.subtensorModule;
  const netuids = subnets.map(({ netuid }) => netuid);
  const starts = subnets.map(({ owner, netuid }) => send(api, owner, startCall(netuid)));
  const registrations = subnets.map(({ minersColdkey, miners, netuid }) =>
    send(
      api,
      minersColdkey,
      together(
        api,
        miners.map(({ hotkey }) => burnedRegister(netuid, hotkey.address)),
      ),
    ),
  );
  const entries = validators.map(({ coldkey, hotkey, stake }) =>
    send(
      api,
      coldkey,
      together(api, [
        rootRegister(hotkey.address),
        ...netuids.map((netuid) => burnedRegister(netuid, hotkey.address)),
        ...[0, ...netuids].map((netuid, index) => addStake(hotkey.address, netuid, stake[index] * TAO)),
      ]),
    ),
  );
  await Promise.all([...starts, ...registrations, ...entries]);
  const second = subnets[1];
  await send(api, second.owner, api.tx.balances.transferKeepAlive(second.ownerHotkey.address, POCKET_MONEY));
  await send(api, nominator.coldkey, addStake(validators[0].hotkey.address, netuids[0], nominator.stake * TAO));
}

/** Root's validators judge the subnets, signed by their coldkeys. Returns the receipts. */
export function setRootWeights(api, { subnets, validators }) {
  const netuids = subnets.map(({ netuid }) => netuid);
  return Promise.all(
    validators.map(({ coldkey, hotkey, root }) =>
      send(api, coldkey, api.tx.subtensorModule.setRootWeights(0, hotkey.address, netuids, root, 0)),
    ),
  );
}

/** Every miner publishes its endpoint, signed by its hotkey. Returns the receipts. */
export function publishAxons(api, { subnets }) {
  const axons = subnets.flatMap(({ netuid, miners }) =>
    miners.map(({ hotkey }, index) =>
      send(api, hotkey, api.tx.subtensorModule.serveAxon(netuid, 1, BASE_IP + index, AXON_PORT + index, 4, 4, 0, 0)),
    ),
  );
  return Promise.all(axons);
}

/** Waits until each subnet's epoch has given the validators their permits, and root has judged. */
export async function awaitPermits(api, { subnets, validators }) {
  const { uids, validatorPermit, rootShares } = api.query.subtensorModule;
  const permitted = async ({ netuid }) => {
    const permits = await validatorPermit(netuid);
    const found = await Promise.all(validators.map(({ hotkey }) => uids(netuid, hotkey.address)));
    return found.every((uid) => permits[uid.unwrap().toNumber()].isTrue);
  };
  await until(EPOCHS_SECONDS, 'validator permits and root shares', async () => {
    const all = await Promise.all(subnets.map(permitted));
    return all.every(Boolean) && (await rootShares()).length > 0;
  });
}

/** The validators rate the miners, signed by their hotkeys. Returns the receipts. */
export async function setWeights(api, { subnets, validators }) {
  const calls = await Promise.all(subnets.map(({ netuid, miners }) => ratings(api, netuid, miners)));
  const sent = validators.map(({ hotkey, honest }) =>
    sendAll(
      api,
      hotkey,
      calls.map(({ netuid, dests, weights }) =>
        api.tx.subtensorModule.setWeights(netuid, dests, honest ? weights : upsideDown(weights), 0),
      ),
    ),
  );
  return (await Promise.all(sent)).flat();
}

/** Waits for so many more epochs of each subnet after a block. */
export async function awaitEpochs(api, { subnets }, count, hash) {
  const at = await api.at(hash);
  const index = async (source, netuid) =>
    BigInt((await source.query.subtensorModule.subnetEpochIndex(netuid)).toString());
  const goals = await Promise.all(subnets.map(async ({ netuid }) => (await index(at, netuid)) + BigInt(count)));
  await until(EPOCHS_SECONDS, `${count} epochs of each subnet`, async () => {
    const now = await Promise.all(subnets.map(({ netuid }) => index(api, netuid)));
    return now.every((epochs, place) => epochs >= goals[place]);
  });
}

async function ratings(api, netuid, miners) {
  const uids = await Promise.all(miners.map(({ hotkey }) => api.query.subtensorModule.uids(netuid, hotkey.address)));
  return { netuid, dests: uids.map((uid) => uid.unwrap().toNumber()), weights: miners.map(({ weight }) => weight) };
}

async function netuidOf(api, owner) {
  const owners = await api.query.subtensorModule.subnetOwner.entries();
  const [key] = owners.find(([, account]) => account.unwrap().toString() === owner);
  return key.args[0].toNumber();
}
