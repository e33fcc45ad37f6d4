"""What people do with the Python SDK of the next generation, as far as it needs nothing that this chain does not have.

It targets a later chain: what it asks for in vain is tried too, and the reason stated.
"""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import bittensor
from bittensor import calls
from bittensor.wallet import Keypair

from chain import CHILDREN_BLOCKS, Chain, text
from report import Report, expect, until

TAO = 10**9
EPOCH_BLOCKS = 12
COMMAND_SECONDS = 90
NO_SHIELD = ("it sends this through the MEV shield alone, which is not here", "MevShield.NextKey")
NO_POW_CALL = (
    "its proof is another than that of `register`: it asks for what is stored of its own",
    # It asks for both at once: which is missed first differs.
    "storage function SubtensorModule.LastPowRegistrationBlock not found",
    "storage function SubtensorModule.RegistrationsThisBlock not found",
)
NO_BASKETS = ("root's stake is no basket of other subnets' here", "BetaBasketRuntimeApi")
NO_CROWDLOANS = ("there are no crowdloans here", "Crowdloan.Crowdloans")


def wallet_of(uri: str) -> SimpleNamespace:
    """What the SDK takes for a wallet: the keys of a development account, with the hotkey `<uri>//sdk11`."""
    coldkey = Keypair.create_from_uri(uri)
    return SimpleNamespace(coldkey=coldkey, coldkeypub=coldkey, hotkey=Keypair.create_from_uri(f"{uri}//sdk11"))


class Sdk11Workflows:
    """The workflows in the order in which they build upon each other."""

    def __init__(self, url: str, home: Path, report: Report):
        # It keeps metadata by genesis and version of the runtime.
        os.environ["BITTENSOR_RUNTIME_CACHE_DIR"] = str(home / "metadata")
        self.url = url
        self.home = home
        self.sub = bittensor.Subtensor(url)
        self.chain = Chain(url)
        self.report = report
        self.alice, self.bob = wallet_of("//Alice"), wallet_of("//Bob")
        self.netuid = 0

    def run(self) -> None:
        """Runs all of them."""
        run = self.report.run
        with contextlib.closing(self.sub):
            run("balance", self.balance)
            run("transfer", self.transfer)
            run("subnet: create and start", self.create_subnet)
            self._try("register: burn", NO_SHIELD, self.register_by_burn)
            run("register: burn, by the call itself", self.register_by_call)
            self._try("register: proof of work", NO_POW_CALL, self.register_by_work)
            run("register: root", self.register_on_root)
            run("stake: add", self.add_stake)
            run("stake: add with a limit", self.add_stake_with_limit)
            run("stakes: list", self.list_stakes)
            run("stake: move, swap, transfer", self.move_stake)
            run("stake: remove", self.remove_stake)
            run("take", self.take)
            run("children", self.children)
            run("hyperparameters", self.hyperparameters)
            run("axon", self.axon)
            run("weights: set", self.set_weights)
            run("metagraph and neurons", self.metagraph)
            run("subnets and prices", self.subnets)
            run("identity of a coldkey and of a subnet", self.identities)
            run("proxy: add, use, remove", self.proxy)
            run("epochs and blocks", self.epochs)
            run("weights: time-locked commit", self.commit_timelocked)
            run("coldkey swap", self.swap_coldkey)
            run("its own btcli: wallet, transfer, subnet, stake", self.command_line)
            run("its own btcli: balance, stakes, subnets, hyperparameters", self.command_line_reads)
            self._try("root baskets", NO_BASKETS, lambda: self.sub.read("root_baskets"))
            self._try("crowdloans", NO_CROWDLOANS, lambda: self.sub.read("crowdloans"))

    def _try(self, name: str, known: tuple[str, ...], workflow) -> None:
        """Runs what is known not to work."""
        why, *errors = known
        self.report.run(name, workflow, error=tuple(errors), why=f"`bittensor` {self.report.version}: {why}")

    def _do(self, intent, wallet, **options):
        """Sends an intent; fails if it failed."""
        result = self.sub.execute(intent, wallet, **options)
        expect(result.success, type(intent).__name__, result.message)
        return result

    def _staked(self, wallet, netuid: int) -> int:
        return self.chain.stake(wallet.hotkey.ss58_address, wallet.coldkey.ss58_address, netuid)

    def balance(self) -> None:
        account = self.alice.coldkey.ss58_address
        expect(self.sub.balances.get(account).rao == self.chain.balance(account), "balance")
        expect(self.sub.balances.existential_deposit().rao == 500, "existential deposit")
        expect(self.sub.chain.is_fast_blocks(), "blocks are fast")

    def transfer(self) -> None:
        new = Keypair.create_from_uri("//Sdk11").ss58_address
        self._do(bittensor.Transfer(dest_ss58=new, amount_tao=2.5), self.alice)
        expect(self.chain.balance(new) == 2_500_000_000, "transfer:", self.chain.balance(new))

    def create_subnet(self) -> None:
        # It falls from block to block.
        before, cost, after = self.chain.subnet_cost(), self.sub.read("subnet_registration_cost").rao, self.chain.subnet_cost()
        expect(after <= cost <= before, "cost of a subnet:", before, cost, after)
        self.netuid = self.chain.get("TotalNetworks")
        self._do(bittensor.RegisterSubnet(), self.alice)
        expect(self.chain.get("SubnetOwner", self.netuid) == self.alice.coldkey.ss58_address, "owner of the subnet")
        self._do(bittensor.StartCall(netuid=self.netuid), self.alice)
        expect(self.chain.get("FirstEmissionBlockNumber", self.netuid) is not None, "started")

    def register_by_burn(self) -> None:
        self._do(bittensor.BurnedRegister(netuid=self.netuid), self.bob)

    def register_by_call(self) -> None:
        hotkey = self.bob.hotkey.ss58_address
        call = calls.SubtensorModule.burned_register(netuid=self.netuid, hotkey=hotkey)
        result = self.sub.submit_call(call, self.bob)
        expect(result.success, "burned_register", result.message)
        expect(self.chain.get("Uids", self.netuid, hotkey) == 1, "uid of the second neuron")

    def register_by_work(self) -> None:
        hotkey, coldkey = (Keypair.create_from_uri(uri).ss58_address for uri in ("//Dave//sdk11", "//Dave"))
        self.sub.mine_pow_registration(self.netuid, hotkey, coldkey, workers=1, max_seconds=30, backend="cpu")

    def register_on_root(self) -> None:
        self._do(bittensor.RootRegister(), self.bob)
        expect(self.chain.get("Uids", 0, self.bob.hotkey.ss58_address) is not None, "a seat on root")

    def add_stake(self) -> None:
        before = self._staked(self.bob, self.netuid)
        stake = bittensor.AddStake(hotkey_ss58=self.bob.hotkey.ss58_address, netuid=self.netuid, amount_tao=40)
        self._do(stake, self.bob)
        added = self._staked(self.bob, self.netuid) - before
        expect(40 * TAO - 10 <= added < 45 * TAO, "added:", added)

    def add_stake_with_limit(self) -> None:
        before = self._staked(self.bob, self.netuid)
        stake = {"hotkey_ss58": self.bob.hotkey.ss58_address, "netuid": self.netuid, "amount_tao": 40}
        since = self.chain.block()
        self._do(bittensor.AddStakeLimit(**stake, limit_price_rao=TAO), self.bob)
        sent = self.chain.calls(since, "add_stake_limit")
        expect([(call["amount_staked"], call["limit_price"]) for call in sent] == [(40 * TAO, TAO)], "stakes with a limit:", sent)
        added = self._staked(self.bob, self.netuid) - before
        expect(40 * TAO - 10 <= added < 45 * TAO, "added:", added)

    def list_stakes(self) -> None:
        before = self._staked(self.bob, self.netuid)
        listed = self.sub.read("stake_for_coldkey", coldkey_ss58=self.bob.coldkey.ss58_address)
        after = self._staked(self.bob, self.netuid)
        ours = [position for position in listed if position.netuid == self.netuid]
        expect([position.hotkey for position in ours] == [self.bob.hotkey.ss58_address], "stakes:", listed)
        expect(before <= ours[0].stake.rao <= after, "stake:", before, ours, after)
        quote = self.sub.read("quote_stake", netuid=self.netuid, amount_tao=1)
        expect(quote.alpha.rao == TAO and quote.tao_fee.rao == 0, "quote:", quote)

    def move_stake(self) -> None:
        self.chain.wait(EPOCH_BLOCKS)
        hotkey, to = self.bob.hotkey.ss58_address, self.alice.hotkey.ss58_address
        bob, eve = self.bob.coldkey.ss58_address, Keypair.create_from_uri("//Eve").ss58_address
        on = {"origin_netuid": self.netuid, "amount_alpha": 5}
        self._do(
            bittensor.MoveStake(origin_hotkey_ss58=hotkey, dest_hotkey_ss58=to, dest_netuid=self.netuid, **on),
            self.bob,
        )
        self._do(bittensor.SwapStake(hotkey_ss58=hotkey, dest_netuid=1, **on), self.bob)
        given = {"dest_coldkey_ss58": eve, "hotkey_ss58": hotkey, "dest_netuid": self.netuid}
        self._do(bittensor.TransferStake(**given, **on), self.bob)
        for name, rao in (
            ("moved", self.chain.stake(to, bob, self.netuid)),
            ("swapped", self._staked(self.bob, 1)),
            ("given", self.chain.stake(hotkey, eve, self.netuid)),
        ):
            expect(5 * TAO - 10 <= rao < 6 * TAO, name, rao)

    def remove_stake(self) -> None:
        self.chain.wait(EPOCH_BLOCKS)
        hotkey, account = self.bob.hotkey.ss58_address, self.bob.coldkey.ss58_address
        before = self.chain.balance(account)
        self._do(bittensor.RemoveStake(hotkey_ss58=hotkey, netuid=self.netuid, amount_alpha=10), self.bob)
        gained = self.chain.balance(account) - before
        expect(9.9 * TAO < gained <= 10 * TAO, "gained:", gained)
        least = {"hotkey_ss58": hotkey, "netuid": 1, "amount_alpha": 5, "limit_price_rao": TAO}
        self._do(bittensor.RemoveStakeLimit(**least), self.bob)
        expect(self._staked(self.bob, 1) < TAO, "stake left:", self._staked(self.bob, 1))

    def take(self) -> None:
        hotkey = self.bob.hotkey.ss58_address
        self._do(bittensor.SetTake(hotkey_ss58=hotkey, take=0.05), self.bob)
        expect(abs(self.chain.get("Delegates", hotkey) / 65535 - 0.05) < 0.0001, "take:", self.chain.get("Delegates", hotkey))
        read = self.sub.read("delegate_take", hotkey_ss58=hotkey)["take_u16"]
        expect(read == self.chain.get("Delegates", hotkey), "take:", read)

    def children(self) -> None:
        parent, child = self.alice.hotkey.ss58_address, self.bob.hotkey.ss58_address
        read = lambda: self.sub.read("children", hotkey_ss58=parent, netuid=self.netuid)
        self._do(bittensor.SetChildren(netuid=self.netuid, children=[(0.5, child)]), self.alice)
        children = until(60, "children", read)
        stored = self.chain.get("ChildKeys", parent, self.netuid)
        expect(tuple(children[0]) == stored[0] == (2**63, child), "children:", children, stored)
        self.chain.wait(CHILDREN_BLOCKS)
        self._do(bittensor.SetChildren(netuid=self.netuid, children=[]), self.alice)
        until(60, "no children", lambda: not read())
        expect(not self.chain.get("ChildKeys", parent, self.netuid), "children on the chain")

    def hyperparameters(self) -> None:
        value = {"netuid": self.netuid, "name": "immunity_period", "value": 77}
        self._do(bittensor.SetHyperparameter(**value), self.alice)
        read = self.sub.read("subnet_hyperparameters", netuid=self.netuid)
        expect(read["immunity_period"] == 77 == self.chain.get("ImmunityPeriod", self.netuid), "immunity:", read)
        expect(read["tempo"] == 10 and read["kappa"] == self.chain.get("Kappa", self.netuid), "hyperparameters:", read)

    def axon(self) -> None:
        self._do(bittensor.ServeAxon(netuid=self.netuid, ip="8.8.4.4", port=8091), self.bob)
        axon = self.chain.get("Axons", self.netuid, self.bob.hotkey.ss58_address)
        expect(axon["ip"] == 0x08080404 and axon["port"] == 8091, "axon:", axon)

    def set_weights(self) -> None:
        self._do(bittensor.SetWeights(netuid=self.netuid, uids=[0, 1], weights=[0.25, 0.75]), self.alice)
        stored = dict(self.chain.get("Weights", self.netuid, 0))
        expect(stored[1] == 65535 and abs(stored[0] * 3 - 65535) <= 3, "weights:", stored)
        read = self.sub.read("weights", netuid=self.netuid)[0]
        expect(abs(read[1] / read[0] - 3) < 0.001, "weights:", read)

    def metagraph(self) -> None:
        keys = [self.chain.get("Keys", self.netuid, uid) for uid in range(self.chain.get("SubnetworkN", self.netuid))]
        graph = self.sub.subnets.metagraph(self.netuid)
        expect(graph.hotkeys == keys == [wallet.hotkey.ss58_address for wallet in (self.alice, self.bob)], "metagraph:", graph.hotkeys, keys)
        neurons = self.sub.read("neurons", netuid=self.netuid)
        expect([neuron.coldkey for neuron in neurons] == [wallet.coldkey.ss58_address for wallet in (self.alice, self.bob)], "neurons")

    def subnets(self) -> None:
        every = self.sub.subnets.all()
        expect([subnet.netuid for subnet in every] == list(range(self.netuid + 1)), "subnets:", every)
        expect(self.sub.read("alpha_price", netuid=self.netuid)["price_rao"] == TAO, "price")
        expect(self.sub.read("burn", netuid=self.netuid).rao == self.chain.get("Burn", self.netuid), "price of a registration")

    def identities(self) -> None:
        about = {"url": "https://example.org", "github_repo": "", "image": "", "discord": "", "description": "", "additional": ""}
        self._do(bittensor.SetIdentity(name="alice", **about), self.alice)
        stored = self.chain.get("IdentitiesV2", self.alice.coldkey.ss58_address)
        expect(text(stored["name"]) == "alice" and text(stored["url"]) == "https://example.org", "identity:", stored)
        subnet = {"subnet_name": "speech", "github_repo": "https://github.com/example/speech", "subnet_contact": "owner@example.org"}
        more = {"subnet_url": "https://example.org", "discord": "", "description": "", "logo_url": "", "additional": ""}
        self._do(bittensor.SetSubnetIdentity(netuid=self.netuid, **subnet, **more), self.alice)
        read = self.sub.read("subnet_identity", netuid=self.netuid)
        stored = self.chain.get("SubnetIdentitiesV3", self.netuid)
        expect(read["subnet_name"] == text(stored["subnet_name"]) == "speech", "identity of the subnet:", read, stored)

    def proxy(self) -> None:
        alice, to = self.alice.coldkey.ss58_address, Keypair.create_from_uri("//Sdk11Proxied").ss58_address
        grant = {"delegate_ss58": self.bob.coldkey.ss58_address, "proxy_type": "Transfer"}
        self._do(bittensor.AddProxy(**grant), self.alice)
        self._do(bittensor.Transfer(dest_ss58=to, amount_tao=1), self.bob, proxy_for=alice)
        expect(self.chain.balance(to) == TAO, "transfer by proxy:", self.chain.balance(to))
        self._do(bittensor.RemoveProxy(**grant), self.alice)
        expect(not self.chain.get("Proxies", alice, pallet="Proxy")[0], "proxies left")

    def epochs(self) -> None:
        status = self.sub.read("epoch_status", netuid=self.netuid)
        expect(0 <= status["blocks_remaining"] <= status["tempo"] + 1 == 11, "epoch:", status)
        before = self.sub.block
        self.sub.wait_for_block(before + 2, timeout=60)
        expect(self.chain.block() >= before + 2, "waiting for a block")

    def commit_timelocked(self) -> None:
        """The SDK locks to drand's quicknet alone, so on a chain with a beacon of its own this is not opened."""
        enabled = {"netuid": self.netuid, "name": "commit_reveal_weights_enabled", "value": True}
        self._do(bittensor.SetHyperparameter(**enabled), self.alice)
        # Through the SDK: it counts an account's transactions by itself, and would miss one that is sent without it.
        longer = self.sub.compose(calls.AdminUtils.sudo_set_tempo(netuid=self.netuid, tempo=40))
        sent = self.sub.submit_call(calls.Sudo.sudo(call=longer), self.alice)
        expect(sent.success and self.chain.get("Tempo", self.netuid) == 40, "tempo:", sent.message)
        self.chain.wait_for_epoch(self.netuid)
        self._do(bittensor.SetWeights(netuid=self.netuid, uids=[0, 1], weights=[0.5, 0.5]), self.alice)
        commit = self.chain.get("TimelockedCommits", self.netuid, self.alice.hotkey.ss58_address)
        rounds = self.chain.get("LastStoredRound", pallet="Drand")
        expect(commit is not None and commit["round"] > rounds > 0, "time-locked commit:", commit, rounds)

    def swap_coldkey(self) -> None:
        old, new = wallet_of("//Sdk11//old"), Keypair.create_from_uri("//Sdk11//new").ss58_address
        self._do(bittensor.Transfer(dest_ss58=old.coldkey.ss58_address, amount_tao=10), self.alice)
        self._do(bittensor.AnnounceColdkeySwap(new_coldkey_ss58=new), old)
        announced = self.chain.get("ColdkeySwapAnnouncements", old.coldkey.ss58_address)
        expect(announced is not None, "announcement")
        due = self.sub.read("coldkey_swap_announcement", coldkey_ss58=old.coldkey.ss58_address)["execute_block"]
        expect(due == announced[0], "announced:", due, announced)
        until(90, "the announced block", lambda: self.chain.block() > due)
        self._do(bittensor.SwapColdkeyAnnounced(new_coldkey_ss58=new), old)
        expect(9 * TAO < self.chain.balance(new) < 10 * TAO, "balance of the new coldkey:", self.chain.balance(new))

    def _btcli(self, *words: str):
        """The JSON that a command of the package's own btcli prints; fails if the command failed."""
        command = [str(Path(sys.executable).parent / "btcli"), *words]
        common = ["--wallet-path", str(self.home / "wallets"), "-w", "carol", "-H", "hot", "--json"]
        environment = {**os.environ, "HOME": str(self.home)}
        ran = subprocess.run(
            command + common, capture_output=True, text=True, env=environment, stdin=subprocess.DEVNULL, timeout=COMMAND_SECONDS
        )
        expect(ran.returncode == 0, *words, ran.stdout, ran.stderr)
        return json.loads(ran.stdout)

    def command_line(self) -> None:
        there = ("-n", self.url)
        carol = self._btcli("wallet", "create", "--no-password")["coldkey_ss58"]
        self._do(bittensor.Transfer(dest_ss58=carol, amount_tao=100_000), self.alice)
        to = Keypair.create_from_uri("//Sdk11Command").ss58_address
        self._btcli("tx", "transfer", "--dest", to, "--amount-tao", "1", "--yes", *there)
        expect(self.chain.balance(to) == TAO, "transfer:", self.chain.balance(to))
        created = self._btcli("subnets", "create", "--no-mev-shield", "--yes", *there)["data"]["netuid"]
        expect(self.chain.get("SubnetOwner", created) == carol, "owner of the subnet")
        shown = self._btcli("subnets", "show", str(created), *there)
        expect(shown["owner_coldkey"] == carol, "subnet:", shown)
        hotkey = self.alice.hotkey.ss58_address
        self._btcli(
            "stake", "add", "--hotkey", hotkey, "--netuid", str(self.netuid), "--amount", "10", "--no-mev-shield", "--yes", *there
        )
        staked = self.chain.stake(hotkey, carol, self.netuid)
        expect(10 * TAO - 10 <= staked < 11 * TAO, "stake:", staked)

    def command_line_reads(self) -> None:
        there = ("-n", self.url)
        balance = self._btcli("wallet", "balance", *there)
        carol = balance["coldkey"]
        expect(round(balance["free_tao"] * TAO) == self.chain.balance(carol), "free:", balance)
        [stake] = self._btcli("stake", "list", *there)
        expect((stake["hotkey"], stake["netuid"]) == (self.alice.hotkey.ss58_address, self.netuid), "stake:", stake)
        subnets = {row["netuid"]: row for row in self._btcli("subnets", "list", *there)}
        expect(len(subnets) == self.chain.get("TotalNetworks"), "subnets:", subnets)
        expect(subnets[self.netuid]["neurons"] == self.chain.get("SubnetworkN", self.netuid), "neurons:", subnets[self.netuid])
        shown = self._btcli("subnets", "hyperparameters", str(self.netuid), *there)
        for name, item in (("tempo", "Tempo"), ("kappa", "Kappa"), ("min_burn", "MinBurn"), ("weights_rate_limit", "WeightsSetRateLimit")):
            expect(shown[name] == self.chain.get(item, self.netuid), name, shown[name])
