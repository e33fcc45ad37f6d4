"""What people do with the Python SDK, each step compared with the chain's own state."""

import contextlib
import subprocess
from pathlib import Path

import bittensor
from bittensor import Balance, Subtensor
from bittensor_wallet import Keypair, Wallet

from chain import CHILDREN_BLOCKS, Chain, text
from report import Report, expect, until

TAO = 10**9
EPOCH_BLOCKS = 12


def wallet_of(home: Path, uri: str) -> Wallet:
    """The wallet of a development key, with the hotkey `<uri>//sdk`."""
    wallet = Wallet(name=uri.strip("/").lower(), hotkey="sdk", path=str(home / "sdk-wallets"))
    cold, hot = Keypair.create_from_uri(uri), Keypair.create_from_uri(f"{uri}//sdk")
    wallet.set_coldkey(keypair=cold, encrypt=False, overwrite=True)
    wallet.set_coldkeypub(keypair=cold, encrypt=False, overwrite=True)
    wallet.set_hotkey(keypair=hot, encrypt=False, overwrite=True)
    return wallet


def done(response) -> None:
    """Expects that an extrinsic of the SDK succeeded."""
    expect(response.success is True, response.extrinsic_function, response.message, response.error)


class SdkWorkflows:
    """The workflows in the order in which they build upon each other."""

    def __init__(self, url: str, home: Path, report: Report, encrypt: Path):
        self.sub = Subtensor(network=url)
        self.chain = Chain(url)
        self.report = report
        self.encrypt = encrypt
        self.alice, self.bob, self.charlie = (wallet_of(home, uri) for uri in ("//Alice", "//Bob", "//Charlie"))
        self.netuid = 0

    def run(self) -> None:
        """Runs all of them."""
        run = self.report.run
        with contextlib.closing(self.sub):
            run("balance", self.balance)
            run("transfer", self.transfer)
            run("subnet: create and start", self.create_subnet)
            run("register: burn", self.register_by_burn)
            run("register: with a price limit", self.register_with_limit)
            run("register: root", self.register_on_root)
            run("stake: add", self.add_stake)
            run("stake: move, swap, transfer", self.move_stake)
            run("stake: remove", self.remove_stake)
            run("take", self.take)
            run("children", self.children)
            run("hyperparameters", self.hyperparameters)
            run("axon", self.axon)
            run("commitment", self.commitment)
            run("weights: set", self.set_weights)
            run("metagraph and neurons", self.metagraph)
            run("subnets and prices", self.subnets)
            run("proxy: add, use, remove", self.proxy)
            run("epochs and blocks", self.epochs)
            run("weights: commit and reveal", self.commit_and_reveal)
            run("weights: time-locked commit, opened by the test beacon", self.open_timelocked)
            run("weights: time-locked commit", self.commit_timelocked)
            run("coldkey swap", self.swap_coldkey)

    def balance(self) -> None:
        account = self.alice.coldkeypub.ss58_address
        expect(self.sub.get_balance(account).rao == self.chain.balance(account), "balance")
        expect(self.sub.get_existential_deposit().rao == 500, "existential deposit")
        expect(self.sub.is_fast_blocks(), "blocks are fast")

    def transfer(self) -> None:
        new = Keypair.create_from_uri("//Sdk").ss58_address
        done(self.sub.transfer(wallet=self.alice, destination_ss58=new, amount=Balance.from_tao(2.5)))
        expect(self.chain.balance(new) == 2_500_000_000, "transfer:", self.chain.balance(new))

    def create_subnet(self) -> None:
        # It falls from block to block.
        before, cost, after = self.chain.subnet_cost(), self.sub.get_subnet_burn_cost().rao, self.chain.subnet_cost()
        expect(after <= cost <= before, "cost of a subnet:", before, cost, after)
        self.netuid = self.sub.get_total_subnets()
        done(self.sub.register_subnet(wallet=self.alice))
        expect(self.chain.get("SubnetOwner", self.netuid) == self.alice.coldkeypub.ss58_address, "owner of the subnet")
        expect(not self.sub.is_subnet_active(self.netuid), "the subnet is active before its start")
        done(self.sub.start_call(wallet=self.alice, netuid=self.netuid))
        expect(self.chain.get("FirstEmissionBlockNumber", self.netuid) is not None, "the subnet is not started")
        expect(self.sub.is_subnet_active(self.netuid), "the subnet is not active")

    def register_by_burn(self) -> None:
        done(self.sub.burned_register(wallet=self.bob, netuid=self.netuid))
        uid = self.sub.get_uid_for_hotkey_on_subnet(self.bob.hotkey.ss58_address, self.netuid)
        expect(uid == self.chain.get("Uids", self.netuid, self.bob.hotkey.ss58_address) == 1, "uid:", uid)

    def register_with_limit(self) -> None:
        price = self.sub.recycle(self.netuid)
        limit = Balance.from_rao(price.rao * 2)
        since, hotkey = self.chain.block(), self.charlie.hotkey.ss58_address
        done(self.sub.register_limit(wallet=self.charlie, netuid=self.netuid, limit_price=limit))
        sent = self.chain.calls(since, "register_limit")
        expect([(call["hotkey"], call["limit_price"]) for call in sent] == [(hotkey, limit.rao)], "registrations with a limit:", sent)
        expect(self.chain.get("Uids", self.netuid, hotkey) == 2, "uid of the third neuron")
        expect(self.sub.is_hotkey_registered(hotkey, self.netuid), "registered")

    def register_on_root(self) -> None:
        done(self.sub.root_register(wallet=self.bob))
        expect(self.chain.get("Uids", 0, self.bob.hotkey.ss58_address) is not None, "a seat on root")

    def _staked(self, wallet: Wallet, netuid: int) -> int:
        return self.chain.stake(wallet.hotkey.ss58_address, wallet.coldkeypub.ss58_address, netuid)

    def add_stake(self) -> None:
        hotkey = self.charlie.hotkey.ss58_address
        since = self.chain.block()
        for safe in (False, True):
            amount = Balance.from_tao(40)
            done(self.sub.add_stake(wallet=self.charlie, netuid=self.netuid, hotkey_ss58=hotkey, amount=amount, safe_staking=safe))
        sent = {name: len(self.chain.calls(since, name)) for name in ("add_stake", "add_stake_limit")}
        expect(sent == {"add_stake": 1, "add_stake_limit": 1}, "calls:", sent)
        expect(80 * TAO - 10 <= self._staked(self.charlie, self.netuid) < 90 * TAO, "staked:", self._staked(self.charlie, self.netuid))
        before = self._staked(self.charlie, self.netuid)
        infos = self.sub.get_stake_info_for_coldkey(self.charlie.coldkeypub.ss58_address)
        after = self._staked(self.charlie, self.netuid)
        ours = [info for info in infos if info.hotkey_ss58 == hotkey]
        expect([info.netuid for info in ours] == [self.netuid] and before <= ours[0].stake.rao <= after, "stakes:", infos, before, after)

    def move_stake(self) -> None:
        self.chain.wait(EPOCH_BLOCKS)
        wallet, hotkey, amount = self.charlie, self.charlie.hotkey.ss58_address, Balance.from_tao(5, self.netuid)
        bob = self.bob.hotkey.ss58_address
        on = {"origin_netuid": self.netuid, "destination_netuid": self.netuid, "amount": amount}
        done(self.sub.move_stake(wallet=wallet, origin_hotkey_ss58=hotkey, destination_hotkey_ss58=bob, **on))
        to = {**on, "destination_netuid": 1}
        done(self.sub.swap_stake(wallet=wallet, hotkey_ss58=hotkey, **to))
        dave = Keypair.create_from_uri("//Eve").ss58_address
        done(self.sub.transfer_stake(wallet=wallet, destination_coldkey_ss58=dave, hotkey_ss58=hotkey, **on))
        moved = self.chain.stake(bob, wallet.coldkeypub.ss58_address, self.netuid)
        given = self.chain.stake(hotkey, dave, self.netuid)
        for name, rao in (("moved", moved), ("swapped", self._staked(wallet, 1)), ("given", given)):
            expect(5 * TAO - 10 <= rao < 6 * TAO, name, rao)

    def remove_stake(self) -> None:
        self.chain.wait(EPOCH_BLOCKS)
        wallet, hotkey = self.charlie, self.charlie.hotkey.ss58_address
        before = self.chain.balance(wallet.coldkeypub.ss58_address)
        done(self.sub.unstake(wallet=wallet, netuid=self.netuid, hotkey_ss58=hotkey, amount=Balance.from_tao(10, self.netuid)))
        gained = self.chain.balance(wallet.coldkeypub.ss58_address) - before
        expect(9.9 * TAO < gained <= 10 * TAO, "gained:", gained)
        done(self.sub.unstake_all(wallet=wallet, netuid=1, hotkey_ss58=hotkey))
        expect(self._staked(wallet, 1) == 0, "stake left:", self._staked(wallet, 1))

    def take(self) -> None:
        hotkey = self.bob.hotkey.ss58_address
        done(self.sub.set_delegate_take(wallet=self.bob, hotkey_ss58=hotkey, take=0.05))
        take, stored = self.sub.get_delegate_take(hotkey), self.chain.get("Delegates", hotkey)
        expect(stored == int(0.05 * 65535) and abs(take - stored / 65535) < 1e-9, "take:", take, stored)
        delegate = self.sub.get_delegate_by_hotkey(hotkey)
        expect(delegate.owner_ss58 == self.bob.coldkeypub.ss58_address, "delegate:", delegate)

    def children(self) -> None:
        parent, child = self.alice.hotkey.ss58_address, self.charlie.hotkey.ss58_address
        done(self.sub.set_children(wallet=self.alice, netuid=self.netuid, hotkey_ss58=parent, children=[(0.5, child)]))
        read = lambda: self.sub.get_children(parent, self.netuid)[1]
        children = until(60, "children", read)
        expect(children[0][1] == child and abs(children[0][0] - 0.5) < 1e-9, "children:", children)
        stored = self.chain.get("ChildKeys", parent, self.netuid)
        expect([hotkey for _, hotkey in stored] == [child] and abs(stored[0][0] / 2**64 - 0.5) < 1e-9, "children on the chain:", stored)
        self.chain.wait(CHILDREN_BLOCKS)
        done(self.sub.set_children(wallet=self.alice, netuid=self.netuid, hotkey_ss58=parent, children=[]))
        until(60, "no children", lambda: not read())
        expect(not self.chain.get("ChildKeys", parent, self.netuid), "children on the chain")

    def hyperparameters(self) -> None:
        values = self.sub.get_subnet_hyperparameters(self.netuid)
        for name, item in (
            ("tempo", "Tempo"),
            ("kappa", "Kappa"),
            ("immunity_period", "ImmunityPeriod"),
            ("min_allowed_weights", "MinAllowedWeights"),
            ("max_validators", "MaxAllowedValidators"),
            ("min_burn", "MinBurn"),
            ("max_burn", "MaxBurn"),
            ("commit_reveal_weights_enabled", "CommitRevealWeightsEnabled"),
            ("liquid_alpha_enabled", "LiquidAlphaOn"),
        ):
            read, stored = getattr(values, name), self.chain.get(item, self.netuid)
            expect(read == stored, name, "is", read, "and", stored)
        expect(self.sub.tempo(self.netuid) == values.tempo, "tempo:", self.sub.tempo(self.netuid))

    def axon(self) -> None:
        axon = bittensor.Axon(wallet=self.bob, external_ip="8.8.4.4", external_port=8091, port=8091)
        done(self.sub.serve_axon(netuid=self.netuid, axon=axon))
        neuron = self.sub.neuron_for_uid(1, self.netuid)
        expect(neuron.axon_info.ip == "8.8.4.4" and neuron.axon_info.port == 8091, "axon:", neuron.axon_info)
        stored = self.chain.get("Axons", self.netuid, self.bob.hotkey.ss58_address)
        expect(stored["ip"] == 0x08080404 and stored["port"] == 8091, "axon on the chain:", stored)
        axon = bittensor.Axon(wallet=self.charlie, external_ip="8.8.4.5", external_port=8092, port=8092)
        done(self.sub.serve_axon(netuid=self.netuid, axon=axon, certificate="aFAKE_KEY"))
        certificate = self.sub.get_neuron_certificate(self.charlie.hotkey.ss58_address, self.netuid)
        stored = self.chain.get("NeuronCertificates", self.netuid, self.charlie.hotkey.ss58_address)
        key = text(stored["public_key"])
        expect(certificate == chr(stored["algorithm"]) + key == "aFAKE_KEY", "certificate:", certificate, stored)

    def commitment(self) -> None:
        done(self.sub.set_commitment(wallet=self.bob, netuid=self.netuid, data="speech-model-7"))
        expect(self.sub.get_commitment(self.netuid, 1) == "speech-model-7", "commitment")
        stored = self.chain.get("CommitmentOf", self.netuid, self.bob.hotkey.ss58_address, pallet="Commitments")
        expect(stored["info"]["fields"] == [{"Raw14": "0x" + b"speech-model-7".hex()}], "commitment on the chain:", stored)

    def set_weights(self) -> None:
        done(self.sub.set_weights(wallet=self.alice, netuid=self.netuid, uids=[1, 2], weights=[0.25, 0.75]))
        stored = dict(self.chain.get("Weights", self.netuid, 0))
        expect(stored[2] == 65535 and abs(stored[1] * 3 - 65535) <= 3, "weights:", stored)

    def commit_and_reveal(self) -> None:
        self.chain.as_root(
            self.alice.coldkey,
            "AdminUtils",
            "sudo_set_commit_reveal_weights_enabled",
            netuid=self.netuid,
            enabled=True,
        )
        self.chain.lengthen_epochs(self.alice.coldkey, self.netuid, 40)
        hidden = {"wallet": self.alice, "netuid": self.netuid, "uids": [1, 2], "weights": [13107, 65535], "salt": [4, 5, 6]}
        done(self.sub.commit_weights(**hidden))
        self.chain.wait_for_epoch(self.netuid)
        done(self.sub.reveal_weights(**hidden))
        stored = dict(self.chain.get("Weights", self.netuid, 0))
        expect(stored == {1: 13107, 2: 65535}, "weights:", stored)
        again = self.sub.reveal_weights(**hidden, max_attempts=1)
        expect(not again.success and "Custom error: 16" in again.message, "a second reveal:", again)

    def open_timelocked(self) -> None:
        """Commits what the SDK would, but locked to the chain's own beacon: the chain opens it when the round is out."""
        words = lambda numbers: bytes([len(numbers) << 2]) + b"".join(number.to_bytes(2, "little") for number in numbers)
        hotkey = self.alice.hotkey
        sealed_text = bytes([32 << 2]) + hotkey.public_key + words([1, 2]) + words([65535, 26214]) + (0).to_bytes(8, "little")
        reveal_round = self.chain.get("LastStoredRound", pallet="Drand") + 4
        sealed = subprocess.run([self.encrypt, str(reveal_round), sealed_text.hex()], check=True, capture_output=True, text=True)
        self.chain.send(
            hotkey,
            "SubtensorModule",
            "commit_timelocked_mechanism_weights",
            netuid=self.netuid,
            mecid=0,
            commit="0x" + sealed.stdout.strip(),
            reveal_round=reveal_round,
            commit_reveal_version=4,
        )
        weights = lambda: dict(self.chain.get("Weights", self.netuid, 0))
        before = weights()
        until(90, "opened weights", lambda: weights() != before)
        expect(weights() == {1: 65535, 2: 26214}, "weights:", weights())
        expect(self.chain.get("LastStoredRound", pallet="Drand") >= reveal_round, "opened before its round")

    def commit_timelocked(self) -> None:
        """The SDK locks to drand's quicknet alone, so on a chain with a beacon of its own this is not opened."""
        done(self.sub.set_weights(wallet=self.alice, netuid=self.netuid, uids=[1, 2], weights=[0.5, 0.5]))
        commit = self.chain.get("TimelockedCommits", self.netuid, self.alice.hotkey.ss58_address)
        rounds = self.chain.get("LastStoredRound", pallet="Drand")
        expect(commit is not None and commit["round"] > rounds > 0, "time-locked commit:", commit, rounds)

    def metagraph(self) -> None:
        self.chain.wait(EPOCH_BLOCKS)
        graph = self.sub.metagraph(self.netuid, lite=False)
        expect(graph.n.item() == 3 and graph.hotkeys[1] == self.bob.hotkey.ss58_address, "metagraph:", graph.hotkeys)
        expect(abs(graph.I.sum() - 1) < 0.001 and graph.I[2] > graph.I[1] > 0, "incentives:", graph.I)
        keys = [self.chain.get("Keys", self.netuid, uid) for uid in range(3)]
        expect(graph.hotkeys == keys, "hotkeys:", graph.hotkeys, keys)
        expect(graph.axons[1].port == 8091, "axons:", graph.axons)
        for neurons in (self.sub.neurons(self.netuid), self.sub.neurons_lite(self.netuid)):
            expect([neuron.hotkey for neuron in neurons] == keys, "neurons:", neurons)
        info = self.sub.get_metagraph_info(self.netuid)
        expect(info.num_uids == 3 == self.chain.get("SubnetworkN", self.netuid) and info.hotkeys == keys, "metagraph info:", info)

    def subnets(self) -> None:
        every = self.sub.all_subnets()
        expect([subnet.netuid for subnet in every] == list(range(self.netuid + 1)), "subnets:", len(every))
        owner = self.sub.subnet(self.netuid).owner_coldkey
        expect(owner == self.chain.get("SubnetOwner", self.netuid) == self.alice.coldkeypub.ss58_address, "owner:", owner)
        expect(self.sub.get_subnet_price(self.netuid).tao == 1, "price:", self.sub.get_subnet_price(self.netuid))

    def proxy(self) -> None:
        alice, bob = self.alice.coldkeypub.ss58_address, self.bob.coldkeypub.ss58_address
        grant = {"delegate_ss58": bob, "proxy_type": "Transfer", "delay": 0}
        done(self.sub.add_proxy(wallet=self.alice, **grant))
        to = Keypair.create_from_uri("//SdkProxied").ss58_address
        call = self.sub.compose_call("Balances", "transfer_keep_alive", {"dest": to, "value": TAO})
        done(self.sub.proxy(wallet=self.bob, real_account_ss58=alice, force_proxy_type="Transfer", call=call))
        expect(self.chain.balance(to) == TAO, "transfer by proxy:", self.chain.balance(to))
        done(self.sub.remove_proxy(wallet=self.alice, **grant))
        expect(not self.chain.get("Proxies", alice, pallet="Proxy")[0], "proxies left")

    def epochs(self) -> None:
        due = self.sub.get_next_epoch_start_block(self.netuid)
        left = due - self.sub.get_current_block()
        expect(0 < left <= self.sub.tempo(self.netuid) + 1, "blocks to the next epoch:", left)
        before = self.chain.block()
        expect(self.sub.wait_for_block(before + 3) and self.chain.block() >= before + 3, "waiting for a block")
        time = lambda: self.chain.get("Now", pallet="Timestamp")
        before, told, after = time(), self.sub.get_timestamp().timestamp() * 1000, time()
        expect(before <= told <= after, "time of the block:", before, told, after)

    def swap_coldkey(self) -> None:
        old, new = Keypair.create_from_uri("//Ferdie"), Keypair.create_from_uri("//Ferdie//sdk-new").ss58_address
        wallet = Wallet(name="ferdie", hotkey="sdk", path=self.alice.path)
        wallet.set_coldkey(keypair=old, encrypt=False, overwrite=True)
        wallet.set_coldkeypub(keypair=old, encrypt=False, overwrite=True)
        done(self.sub.announce_coldkey_swap(wallet=wallet, new_coldkey_ss58=new))
        announced = self.sub.get_coldkey_swap_announcement(old.ss58_address)
        stored = self.chain.get("ColdkeySwapAnnouncements", old.ss58_address)
        expect(announced.execution_block == stored[0], "announced:", announced, stored)
        until(90, "the announced block", lambda: self.chain.block() > announced.execution_block)
        before = self.chain.balance(old.ss58_address)
        done(self.sub.swap_coldkey_announced(wallet=wallet, new_coldkey_ss58=new))
        expect(self.chain.get("ColdkeySwapAnnouncements", old.ss58_address) is None, "the announcement is still there")
        balances = [self.chain.balance(account) for account in (old.ss58_address, new)]
        expect(balances[0] == 0 and before - TAO < balances[1] <= before, "balances:", before, balances)
