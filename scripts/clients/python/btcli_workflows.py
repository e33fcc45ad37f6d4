"""What people do with btcli, each step compared with the chain's own state."""

import hashlib
from pathlib import Path

from bittensor_wallet import Wallet

from btcli import Btcli
from chain import CHILDREN_BLOCKS, Chain, text
from report import Report, expect, until

TAO = 10**9
# Longer than an epoch of the fast chain.
EPOCH_BLOCKS = 12
# How often an owner's term is waited for before it can change the number of mechanisms again.
MECHANISM_TEMPOS = 10
NO_MEV = ("--no-mev-protection",)
# Names of hyperparameters, with the storage items in which their values are.
HYPERPARAMETERS = {
    "tempo": "Tempo",
    "kappa": "Kappa",
    "immunity_period": "ImmunityPeriod",
    "min_allowed_weights": "MinAllowedWeights",
    "max_validators": "MaxAllowedValidators",
    "weights_version": "WeightsVersionKey",
    "weights_rate_limit": "WeightsSetRateLimit",
    "serving_rate_limit": "ServingRateLimit",
    "min_burn": "MinBurn",
    "max_burn": "MaxBurn",
    "commit_reveal_period": "RevealPeriodEpochs",
    "commit_reveal_weights_enabled": "CommitRevealWeightsEnabled",
    "liquid_alpha_enabled": "LiquidAlphaOn",
    "transfers_enabled": "TransferToggle",
}
IDENTITY = {
    "--subnet-name": "speech",
    "--repo": "https://github.com/example/speech",
    "--contact": "owner@example.org",
    "--url": "https://example.org",
    "--discord": "speech",
    "--description": "speech to text",
    "--logo-url": "https://example.org/logo.png",
    "--additional-info": "none",
}


def flags(options: dict) -> list[str]:
    """A dictionary of options as arguments."""
    return [str(part) for pair in options.items() for part in pair]


class BtcliWorkflows:
    """The workflows in the order in which they build upon each other."""

    def __init__(self, url: str, home: Path, report: Report):
        self.cli = Btcli(url, home)
        self.chain = Chain(url)
        self.report = report
        self.alice: Wallet
        self.bob: Wallet
        self.charlie: Wallet
        self.dave: Wallet
        self.netuid = 0

    def run(self) -> None:
        """Runs all of them."""
        run = self.report.run
        run("wallets: create, list, sign, verify", self.wallets)
        run("balance", self.balance)
        run("transfer", self.transfer)
        run("subnet: create and start", self.create_and_start)
        run("metagraph and neurons", self.show_subnets)
        run("register: burn", self.register_by_burn)
        run("register: with a price limit", self.register_with_limit)
        run("register: root", self.register_on_root)
        run("root: show its validators", self.show_root)
        run("stake: add", self.add_stake)
        run("stake: add with a limit", self.add_stake_with_limit)
        run("stakes: list", self.list_stake)
        run("stake: move, swap, transfer", self.move_stake)
        run("stake: remove", self.remove_stake)
        run("stake: name where pay is staked", self.auto_stake)
        run(
            "stake: show where pay is staked",
            self.show_auto_stake,
            error="'5'",
            why="btcli 9.23.2 shows the first character of the hotkey alone",
        )
        run("take", self.take)
        run("children", self.children)
        run("hyperparameters", self.hyperparameters)
        run("hyperparameters: the highest price of a registration", self.max_burn)
        run("hyperparameters: Yuma3 and liquid alpha", self.liquid_alpha)
        run("hyperparameters: the tempo, and the next epoch at once", self.tempo)
        run("mechanisms: count and split", self.mechanisms)
        run("axon", self.axon)
        run("weights: reveal of a commit", self.reveal_weights)
        run(
            "weights: commit",
            self.commit_weights,
            error='Storage function "SubtensorModule.get_commit_reveal_weights_enabled" not found',
            why="btcli 9.23.2 reads a storage item that no chain has",
        )
        run("identity of a coldkey and of a subnet", self.identities)
        run("symbol of a subnet", self.symbol)
        run("proxy: add, use, remove", self.proxy)
        run("proxy: keyless account", self.pure_proxy)
        run("hotkey: associate and swap", self.hotkeys)
        run("neurons: trim", self.trim)
        run("overview", self.overview)
        run("coldkey swap", self.swap_coldkey)

    def wallets(self) -> None:
        self.alice = self.cli.wallet("alice", "//Alice", ("default", "second"))
        self.bob = self.cli.wallet("bob", "//Bob")
        self.charlie = self.cli.wallet("charlie", "//Charlie", ("default", "second"))
        self.dave = self.cli.wallet("dave", "//Dave")
        path = ["--wallet-path", self.cli.wallets, "--wallet-name", "fresh", "--no-use-password", "--json-output"]
        self.cli.offline("wallet create", *path, "--hotkey", "default", "--n-words", 12)
        self.cli.offline("wallet new-hotkey", *path, "--hotkey", "second", "--n-words", 12)
        listed = self.cli.offline("wallet list", "--wallet-path", self.cli.wallets, "--json-output").json()
        names = {wallet["name"]: wallet["ss58_address"] for wallet in listed["wallets"]}
        expect(names["alice"] == self.alice.coldkeypub.ss58_address, "wallet list:", names)
        expect(set(names) == {"alice", "bob", "charlie", "dave", "fresh"}, "wallet list:", names)
        fresh = next(wallet for wallet in listed["wallets"] if wallet["name"] == "fresh")
        expect({hotkey["name"] for hotkey in fresh["hotkeys"]} == {"default", "second"}, "hotkeys of the new wallet:", fresh)
        path = ["--wallet-path", self.cli.wallets, "--wallet-name", "alice", "--json-output"]
        signed = self.cli.offline("wallet sign", *path, "--no-use-hotkey", "--message", "one").json()
        who = ["--address", signed["signer_address"], "--signature", signed["signed_message"], "--json-output"]
        expect(self.cli.offline("wallet verify", *who, "--message", "one").json()["verified"] is True, "a good signature")
        expect(self.cli.offline("wallet verify", *who, "--message", "two").json()["verified"] is False, "a wrong signature")

    def balance(self) -> None:
        answer = self.cli.read("wallet balance", wallet=self.alice)
        free = answer["balances"]["alice"]["free"]
        expect(round(free * TAO) == self.chain.balance(self.alice.coldkeypub.ss58_address), "balance:", answer)

    def transfer(self) -> None:
        dave = self.dave.coldkeypub.ss58_address
        before = self.chain.balance(dave)
        self.cli.do("wallet transfer", "--dest", dave, "--amount", "12.5", wallet=self.alice)
        expect(self.chain.balance(dave) == before + 12_500_000_000, "transfer:", self.chain.balance(dave) - before)

    def create_and_start(self) -> None:
        self._create_subnet()
        self._start_subnet()

    def _create_subnet(self) -> None:
        cost = self.cli.read("subnets burn-cost")
        expect(cost["burn_cost"]["rao"] == self.chain.subnet_cost() == 1_000 * TAO, "burn cost:", cost)
        answer = self.cli.do("subnets create", *flags(IDENTITY), *NO_MEV, wallet=self.alice)
        self.netuid = int(answer["netuid"])
        owner = self.chain.get("SubnetOwner", self.netuid)
        expect(owner == self.alice.coldkeypub.ss58_address, "owner of", self.netuid, "is", owner)

    def _start_subnet(self) -> None:
        netuid = ["--netuid", self.netuid]
        check = self.cli.ask("subnets check-start", *netuid)
        expect("Emission schedule can be started" in check.text, check.text)
        expect(self.chain.get("FirstEmissionBlockNumber", self.netuid) is None, "subnet", self.netuid, "is started already")
        self.cli.ask("subnets start", *netuid, "--no-prompt", wallet=self.alice)
        expect(self.chain.get("FirstEmissionBlockNumber", self.netuid), "subnet", self.netuid, "is not started")

    def show_subnets(self) -> None:
        subnets = self.cli.read("subnets list")["subnets"]
        expect(set(subnets) == {"0", "1", str(self.netuid)}, "subnets list:", list(subnets))
        stored = text(self.chain.get("SubnetIdentitiesV3", self.netuid)["subnet_name"])
        name = subnets[str(self.netuid)]["subnet_name"]
        expect(name.split()[0] == stored == "speech", "name:", name, stored)
        hotkey, coldkey = self.alice.hotkey.ss58_address, self.alice.coldkeypub.ss58_address
        expect(self.chain.get("Keys", self.netuid, 0) == hotkey, "hotkey of the first neuron")
        shown = self.cli.read("subnets show", "--netuid", self.netuid, "--no-prompt")
        keys = [(neuron["uid"], neuron["hotkey"], neuron["coldkey"]) for neuron in shown["uids"]]
        expect(keys == [(0, hotkey, coldkey)], "subnets show:", shown["uids"])
        table = self.cli.ask("subnets metagraph", "--netuid", self.netuid, "--no-prompt").text
        rows = [line for line in table.splitlines() if hotkey[:6] in line and coldkey[:6] in line]
        expect(len(rows) == 1 and rows[0].split()[0] == "0", "subnets metagraph:", table[-600:])
        expect(f"Owner: {coldkey}" in table, "owner of the subnet:", table[-600:])

    def register_by_burn(self) -> None:
        self.cli.do("subnets register", "--netuid", self.netuid, "--unsafe-register", wallet=self.bob)
        expect(self.chain.get("Uids", self.netuid, self.bob.hotkey.ss58_address) == 1, "uid of bob's hotkey")

    def register_with_limit(self) -> None:
        options = ("--netuid", self.netuid, "--safe-register", "--tolerance", "0.5")
        since = self.chain.block()
        # The price falls from block to block.
        lowest, price = self.chain.get("MinBurn", self.netuid), self.chain.get("Burn", self.netuid)
        self.cli.do("subnets register", *options, wallet=self.charlie)
        sent = self.chain.calls(since, "register_limit")
        expect([call["hotkey"] for call in sent] == [self.charlie.hotkey.ss58_address], "registrations with a limit:", sent)
        expect(1.5 * lowest <= sent[0]["limit_price"] <= 1.5 * price, "limit:", sent, "of a price between", lowest, price)
        expect(self.chain.get("Uids", self.netuid, self.charlie.hotkey.ss58_address) == 2, "uid of charlie's hotkey")

    def register_on_root(self) -> None:
        self.cli.do("subnets register", "--netuid", 0, wallet=self.bob)
        expect(self.chain.get("Uids", 0, self.bob.hotkey.ss58_address) is not None, "a seat on root")

    def show_root(self) -> None:
        table = self.cli.ask("subnets show", "--netuid", 0, "--no-prompt").text
        coldkey, hotkey = self.bob.coldkeypub.ss58_address, self.bob.hotkey.ss58_address
        rows = [line for line in table.splitlines() if hotkey[:6] in line and coldkey[:6] in line]
        expect("Root Network" in table and len(rows) == self.chain.get("SubnetworkN", 0) == 1, "validators of root:", table[-900:])

    def _staked(self, wallet: Wallet, netuid: int) -> int:
        return self.chain.stake(wallet.hotkey.ss58_address, wallet.coldkeypub.ss58_address, netuid)

    def add_stake(self) -> None:
        for netuid in (self.netuid, 0):
            self.cli.read("stake add", "--netuid", netuid, "--amount", 50, *NO_MEV, "--unsafe", "--no-prompt", wallet=self.bob)
            # Rewards may have come on top.
            expect(50 * TAO <= self._staked(self.bob, netuid) < 60 * TAO, "staked on", netuid, self._staked(self.bob, netuid))

    def add_stake_with_limit(self) -> None:
        safe = ("--safe", "--tolerance", "0.01", "--no-partial")
        since = self.chain.block()
        self.cli.read("stake add", "--netuid", self.netuid, "--amount", 30, *NO_MEV, *safe, "--no-prompt", wallet=self.charlie)
        sent = self.chain.calls(since, "add_stake_limit")
        limits = [(call["amount_staked"], call["limit_price"], call["allow_partial"]) for call in sent]
        expect(limits == [(30 * TAO, 1.01 * TAO, False)], "stakes with a limit:", sent)
        expect(30 * TAO <= self._staked(self.charlie, self.netuid) < 40 * TAO, "staked:", self._staked(self.charlie, self.netuid))

    def list_stake(self) -> None:
        account = self.bob.coldkeypub.ss58_address
        stakes = lambda: {netuid: self._staked(self.bob, netuid) for netuid in (0, self.netuid)}
        before = stakes()
        answer = self.cli.read("stake list", "--no-prompt", wallet=self.bob)
        after = stakes()
        listed = {position["netuid"]: position["stake_value"] for position in answer["stake_info"][self.bob.hotkey.ss58_address]}
        expect(set(listed) == set(before), "stake list:", answer)
        for netuid, value in listed.items():
            # Rewards come while it asks.
            expect(before[netuid] <= round(value * TAO) <= after[netuid], "stake on", netuid, "is", value, before, after)
        # It counts what is free too.
        value = round(answer["total_tao_value"] * TAO) - self.chain.balance(account)
        expect(sum(before.values()) <= value <= sum(after.values()), "value of stake:", value, before, after)

    def move_stake(self) -> None:
        self.chain.wait(EPOCH_BLOCKS)
        charlie, dave = self.charlie, self.dave
        amount = ("--amount", 5)
        cold = charlie.coldkeypub.ss58_address
        to = ("--from", charlie.hotkey.ss58_address, "--to", self.bob.hotkey.ss58_address)
        same = ("--origin-netuid", self.netuid, "--dest-netuid", self.netuid)
        self.cli.do("stake move", *to, *same, *amount, *NO_MEV, wallet=charlie)
        moved = self.chain.stake(self.bob.hotkey.ss58_address, cold, self.netuid)
        expect(5 * TAO - 10 <= moved < 6 * TAO, "moved:", moved)
        other = ("--origin-netuid", self.netuid, "--dest-netuid", 1)
        self.cli.do("stake swap", *other, *amount, *NO_MEV, wallet=charlie)
        swapped = self.chain.stake(charlie.hotkey.ss58_address, cold, 1)
        expect(5 * TAO - 10 <= swapped < 6 * TAO, "swapped:", swapped)
        self.cli.do("stake transfer", "--dest", dave.coldkeypub.ss58_address, *same, *amount, *NO_MEV, wallet=charlie)
        given = self.chain.stake(charlie.hotkey.ss58_address, dave.coldkeypub.ss58_address, self.netuid)
        expect(5 * TAO - 10 <= given < 6 * TAO, "given:", given)

    def remove_stake(self) -> None:
        self.chain.wait(EPOCH_BLOCKS)
        bob = self.bob
        before, stake = self.chain.balance(bob.coldkeypub.ss58_address), self._staked(bob, self.netuid)
        hotkey = ("--hotkey-ss58-address", bob.hotkey.ss58_address)
        options = ("--netuid", self.netuid, "--amount", 20, *hotkey, *NO_MEV, "--no-safe-staking", "--no-prompt")
        self.cli.read("stake remove", *options, wallet=bob)
        gained = self.chain.balance(bob.coldkeypub.ss58_address) - before
        expect(19.9 * TAO < gained <= 20 * TAO, "gained:", gained)
        expect(self._staked(bob, self.netuid) < stake, "stake stayed")
        self.cli.read("stake remove", "--all", *hotkey, *NO_MEV, "--no-prompt", wallet=bob)
        left = [self._staked(bob, netuid) for netuid in (0, self.netuid)]
        expect(max(left) < TAO, "stake left:", left)

    def auto_stake(self) -> None:
        charlie, hotkey = self.charlie, self.bob.hotkey.ss58_address
        stored = lambda netuid: self.chain.get("AutoStakeDestination", charlie.coldkeypub.ss58_address, netuid)
        expect(stored(self.netuid) is None, "pay is staked already")
        # It asks for the hotkey whatever `--no-prompt` says.
        options = (*self.cli.coldkey(charlie), "--netuid", self.netuid, "--no-prompt", "--json-output")
        said = self.cli.ask("stake set-auto", *options, answer=f"{hotkey}\n")
        expect(said.json()["success"] is True and stored(self.netuid) == hotkey, "set-auto:", said.text[-600:])

    def show_auto_stake(self) -> None:
        stored = {str(netuid): self.chain.get("AutoStakeDestination", self.charlie.coldkeypub.ss58_address, netuid) for netuid in (0, 1, self.netuid)}
        expect(any(stored.values()), "no destination on the chain")
        shown = self.cli.read("stake auto", *self.cli.coldkey(self.charlie))
        destinations = {netuid: entry["destination"] for netuid, entry in shown.items()}
        expect(destinations == stored, "stake auto:", destinations, stored)

    def take(self) -> None:
        self.cli.read("sudo set-take", "--take", "0.09", wallet=self.bob)
        expect(self.chain.get("Delegates", self.bob.hotkey.ss58_address) == int(65535 * 0.09), "take on the chain")
        answer = self.cli.read("sudo get-take", wallet=self.bob)
        expect(abs(answer["current_take"] - 0.09) < 0.0001, "sudo get-take:", answer)

    def children(self) -> None:
        child = self.charlie.hotkey.ss58_address
        netuid = ("--netuid", self.netuid)
        self.cli.read("stake child set", *netuid, "--children", child, "--proportions", "0.5", "--no-prompt", wallet=self.alice)
        parent = self.alice.hotkey.ss58_address
        until(60, "children on the chain", lambda: self.chain.get("ChildKeys", parent, self.netuid))
        answer = self.cli.read("stake child get", *netuid, wallet=self.alice)
        stored = self.chain.get("ChildKeys", parent, self.netuid)
        expect([hotkey for _, hotkey in stored] == [child] and abs(stored[0][0] / 2**64 - 0.5) < 1e-9, "children:", stored)
        expect(answer == {str(self.netuid): {child: stored[0][0]}}, "stake child get:", answer)
        self.cli.read("stake child take", *netuid, "--take", "0.1", "--no-prompt", wallet=self.charlie)
        expect(self.chain.get("ChildkeyTake", child, self.netuid) == int(65535 * 0.1), "childkey take")
        self.chain.wait(CHILDREN_BLOCKS)
        self.cli.read("stake child revoke", *netuid, "--no-prompt", wallet=self.alice)
        until(60, "no children", lambda: not self.chain.get("ChildKeys", parent, self.netuid))

    def hyperparameters(self) -> None:
        self._read_hyperparameters("subnets hyperparameters")
        for name, value in (
            ("immunity_period", 123),
            ("min_allowed_weights", 2),
            ("commit_reveal_period", 2),
            ("min_allowed_weights", 1),
        ):
            self._set_hyperparameter(name, value)
            expect(self.chain.get(HYPERPARAMETERS[name], self.netuid) == value, name, "is", self.chain.get(HYPERPARAMETERS[name], self.netuid))
        self._read_hyperparameters("subnets hyperparameters")

    def _set_hyperparameter(self, name: str, value, *options) -> None:
        self.cli.do("sudo set", "--netuid", self.netuid, "--param", name, "--value", value, *options, wallet=self.alice)

    def _read_hyperparameters(self, command: str) -> dict:
        """What a command shows of hyperparameters, each compared with its storage item."""
        values = self.cli.read(command, "--netuid", self.netuid)
        named = {entry["hyperparameter"]: entry["value"] for entry in values}
        for name, item in HYPERPARAMETERS.items():
            expect(named[name] == self.chain.get(item, self.netuid), name, "is", named[name], "and", self.chain.get(item, self.netuid))
        return named

    def max_burn(self) -> None:
        highest = 50 * TAO
        expect(self._read_hyperparameters("sudo get")["max_burn"] != highest, "the price is set already")
        self._set_hyperparameter("max_burn", highest)
        expect(self.chain.get("MaxBurn", self.netuid) == highest, "highest price:", self.chain.get("MaxBurn", self.netuid))
        expect(self._read_hyperparameters("sudo get")["max_burn"] == highest, "sudo get")

    def liquid_alpha(self) -> None:
        shown = self._read_hyperparameters("sudo get")
        expect(shown["yuma_version"] == 2 and shown["liquid_alpha_enabled"] is False, "before:", shown)
        self._set_hyperparameter("yuma3_enabled", "true")
        self._set_hyperparameter("liquid_alpha_enabled", "true")
        self._set_hyperparameter("alpha_values", "0.3,0.9", "--normalize")
        on = [self.chain.get(item, self.netuid) for item in ("Yuma3On", "LiquidAlphaOn")]
        expect(on == [True, True], "Yuma3 and liquid alpha:", on)
        low, high = self.chain.get("AlphaValues", self.netuid)
        expect((low, high) == (int(0.3 * 65535), int(0.9 * 65535)), "alpha values:", low, high)
        shown = self._read_hyperparameters("sudo get")
        expect((shown["yuma_version"], shown["alpha_low"], shown["alpha_high"]) == (3, low, high), "sudo get:", shown)

    def tempo(self) -> None:
        tempo = 1 + self.chain.get("Tempo", self.netuid)
        self._set_hyperparameter("tempo", tempo)
        expect(self.chain.get("Tempo", self.netuid) == tempo, "tempo:", self.chain.get("Tempo", self.netuid))
        # Both move epochs, and one has to wait for the other.
        self.chain.wait(tempo * self.chain.get("OwnerHyperparamRateLimit"))
        since = self.chain.block()
        self.cli.do("sudo trigger-epoch", "--netuid", self.netuid, wallet=self.alice)
        expect(self.chain.calls(since, "trigger_epoch") == [{"netuid": self.netuid}], "the call in a block")

    def mechanisms(self) -> None:
        netuid = ("--netuid", self.netuid)
        # It asks again whatever `--no-prompt` says.
        self.cli.do("subnets mechanisms set", *netuid, "--count", 2, wallet=self.alice, answer="y\n")
        count = lambda: self.chain.get("MechanismCountCurrent", self.netuid)
        expect(self.cli.read("subnets mechanisms count", *netuid)["count"] == count() == 2, "count of mechanisms")
        self.cli.do("subnets mechanisms split-emissions", *netuid, "--split", "70,30", wallet=self.alice)
        split = self.chain.get("MechanismEmissionSplit", self.netuid)
        expect(sum(split) == 65535 and abs(split[0] - 45875) <= 1, "split:", split)
        self.chain.wait(MECHANISM_TEMPOS * self.chain.get("OwnerHyperparamRateLimit") * self.chain.get("Tempo", self.netuid))
        self.cli.do("subnets mechanisms set", *netuid, "--count", 1, wallet=self.alice, answer="y\n")
        expect(count() == 1, "count of mechanisms:", count())

    def axon(self) -> None:
        # btcli refuses `--json-output` with `--no-prompt` here.
        netuid = ("--netuid", self.netuid, "--no-prompt")
        self.cli.ask("axon set", *netuid, "--ip", "8.8.4.4", "--port", 8091, wallet=self.charlie)
        axon = self.chain.get("Axons", self.netuid, self.charlie.hotkey.ss58_address)
        expect(axon["port"] == 8091 and axon["ip"] == 8 << 24 | 8 << 16 | 4 << 8 | 4, "axon:", axon)
        self.chain.wait(EPOCH_BLOCKS)  # longer than the limit of announcements
        self.cli.ask("axon reset", *netuid, wallet=self.charlie)
        axon = self.chain.get("Axons", self.netuid, self.charlie.hotkey.ss58_address)
        expect(axon["ip"] == 0 and axon["port"] == 1, "axon after reset:", axon)

    def reveal_weights(self) -> None:
        """Commits as the SDK does, since btcli's own commit is broken, and reveals with btcli."""
        from scalecodec.utils.ss58 import ss58_decode

        self.cli.do(
            "sudo set", "--netuid", self.netuid, "--param", "commit_reveal_weights_enabled", "--value", "true", wallet=self.alice
        )
        self.cli.do("sudo set", "--netuid", self.netuid, "--param", "commit_reveal_period", "--value", 1, wallet=self.alice)
        self.chain.lengthen_epochs(self.alice.coldkey, self.netuid, 40)
        uids, weights, salt, version = [0, 2], [65535, 65535], [1, 2, 3], 9023002
        words = lambda numbers: bytes([len(numbers) << 2]) + b"".join(number.to_bytes(2, "little") for number in numbers)
        committer = bytes.fromhex(ss58_decode(self.alice.hotkey.ss58_address))
        text = committer + self.netuid.to_bytes(2, "little") + words(uids) + words(weights) + words(salt)
        digest = hashlib.blake2b(text + version.to_bytes(8, "little"), digest_size=32).hexdigest()
        self.chain.send(
            self.alice.hotkey, "SubtensorModule", "commit_weights", netuid=self.netuid, commit_hash="0x" + digest
        )
        options = ("--netuid", self.netuid, "--uids", "0,2", "--weights", "0.5,0.5", "--salt", "1,2,3")
        self.chain.wait_for_epoch(self.netuid)
        answer = self.cli.do("weights reveal", *options, wallet=self.alice)
        stored = self.chain.get("Weights", self.netuid, 0)
        expect(stored == list(zip(uids, weights)), "weights:", stored, answer)

    def commit_weights(self) -> None:
        options = ("--netuid", self.netuid, "--uids", "0,2", "--weights", "0.5,0.5", "--salt", "1,2,3")
        said = self.cli.ask("weights commit", *options, "--no-prompt", wallet=self.alice)
        expect("✅" in said.text, said.text)
        commits = self.chain.get("WeightCommits", self.netuid, self.alice.hotkey.ss58_address)
        expect(commits, "no commit on the chain")

    def identities(self) -> None:
        options = {"--id-name": "Bob", "--web-url": "https://example.org", "--image-url": "https://example.org/bob.png", "--discord": "bob"}
        options |= {"--description": "a validator", "--additional": "none", "--github": "https://github.com/example/bob"}
        self.cli.ask("wallet set-identity", *flags(options), "--no-prompt", wallet=self.bob)
        answer = self.cli.read("wallet get-identity", "--ss58", self.bob.coldkeypub.ss58_address)
        stored = self.chain.get("IdentitiesV2", self.bob.coldkeypub.ss58_address)
        expect(answer["name"] == text(stored["name"]) == "Bob", "identity:", answer, stored)
        expect(text(stored["github_repo"]) == "https://github.com/example/bob", "identity:", stored)
        renamed = {**IDENTITY, "--subnet-name": "speech two"}
        self.cli.ask("subnets set-identity", "--netuid", self.netuid, *flags(renamed), "--no-prompt", wallet=self.alice)
        answer = self.cli.read("subnets get-identity", "--netuid", self.netuid)
        stored = self.chain.get("SubnetIdentitiesV3", self.netuid)
        expect(answer["subnet_name"] == text(stored["subnet_name"]) == "speech two", "identity of the subnet:", answer, stored)

    def symbol(self) -> None:
        self.cli.do("subnets set-symbol", "--netuid", self.netuid, "δ", wallet=self.alice)
        stored = self.chain.get("TokenSymbol", self.netuid)
        expect(text(stored) == "δ", "symbol:", stored)

    def proxy(self) -> None:
        dave, charlie = self.dave, self.charlie
        delegate = ("--delegate", dave.coldkeypub.ss58_address, "--proxy-type", "Transfer", "--delay", 0)
        self.cli.do("proxy add", *delegate, wallet=charlie)
        before = self.chain.balance(self.bob.coldkeypub.ss58_address)
        options = ("--dest", self.bob.coldkeypub.ss58_address, "--amount", 3, "--proxy", charlie.coldkeypub.ss58_address)
        self.cli.do("wallet transfer", *options, wallet=dave)
        expect(self.chain.balance(self.bob.coldkeypub.ss58_address) == before + 3 * TAO, "transfer by proxy")
        self.cli.do("proxy remove", *delegate, wallet=charlie)
        proxies = self.chain.get("Proxies", charlie.coldkeypub.ss58_address, pallet="Proxy")
        expect(not proxies[0], "proxies left:", proxies)

    def pure_proxy(self) -> None:
        charlie, dave = self.charlie.coldkeypub.ss58_address, self.dave.coldkeypub.ss58_address
        answer = self.cli.do("proxy create", "--proxy-type", "Any", "--delay", 0, "--index", 0, wallet=self.charlie)
        pure = answer["data"]["pure"]
        proxies = self.chain.get("Proxies", pure, pallet="Proxy")[0]
        expect([(proxy["delegate"], proxy["proxy_type"]) for proxy in proxies] == [(charlie, "Any")], "its proxies:", proxies)
        self.chain.send(self.charlie.coldkey, "Balances", "transfer_keep_alive", dest=pure, value=5 * TAO)
        before = self.chain.balance(dave)
        self.cli.do("wallet transfer", "--dest", dave, "--amount", 2, "--proxy", pure, wallet=self.charlie)
        expect(self.chain.balance(dave) == before + 2 * TAO, "transfer of the keyless account:", self.chain.balance(dave) - before)

    def hotkeys(self) -> None:
        second = Wallet(name="charlie", hotkey="second", path=str(self.cli.wallets))
        said = self.cli.ask("wallet associate-hotkey", "--no-prompt", wallet=self.charlie, hotkey="second")
        expect("Successfully associated" in said.text, "associate-hotkey:", said.text[-600:])
        # The claim becomes ownership with the first stake.
        stake = {"hotkey": second.hotkey.ss58_address, "netuid": self.netuid, "amount_staked": TAO}
        self.chain.send(self.charlie.coldkey, "SubtensorModule", "add_stake", **stake)
        owner = self.chain.get("Owner", second.hotkey.ss58_address)
        expect(owner == self.charlie.coldkeypub.ss58_address, "owner of the hotkey:", owner)
        third = self.cli.wallet("charlie", "//Charlie", ("third",))
        self.cli.do("wallet swap-hotkey", "third", "--all-netuids", wallet=self.charlie)
        expect(self.chain.get("Uids", self.netuid, third.hotkey.ss58_address) == 2, "uid of the new hotkey")
        expect(self.chain.get("Uids", self.netuid, self.charlie.hotkey.ss58_address) is None, "the old hotkey is a neuron still")

    def trim(self) -> None:
        # The least that a chain allows is more than the neurons that are here.
        for name, least in (("sudo_set_min_allowed_uids", {"min_allowed_uids": 2}), ("sudo_set_immunity_period", {"immunity_period": 0})):
            self.chain.as_root(self.alice.coldkey, "AdminUtils", name, netuid=self.netuid, **least)
        expect(self.chain.get("SubnetworkN", self.netuid) == 3, "neurons before trimming")
        said = self.cli.ask("sudo trim", "--netuid", self.netuid, "--max", 2, "--no-prompt", "--json-output", wallet=self.alice)
        expect(said.json()["success"] is True, "sudo trim:", said.text[-600:])
        left = [self.chain.get(item, self.netuid) for item in ("MaxAllowedUids", "SubnetworkN")]
        expect(left == [2, 2], "places and neurons after trimming:", left)
        expect(self.chain.get("Keys", self.netuid, 0) == self.alice.hotkey.ss58_address, "the owner's neuron")

    def overview(self) -> None:
        answer = self.cli.read("wallet overview", wallet=self.alice)
        subnets = {subnet["netuid"]: subnet for subnet in answer["subnets"]}
        expect(set(subnets) == {self.netuid}, "overview:", answer)
        hotkey = self.alice.hotkey.ss58_address
        neurons = [(neuron["uid"], neuron["hotkey_ss58"]) for neuron in subnets[self.netuid]["neurons"]]
        expect(neurons == [(self.chain.get("Uids", self.netuid, hotkey), hotkey)], "neurons:", neurons)
        expect(subnets[self.netuid]["tempo"] == self.chain.get("Tempo", self.netuid), "tempo:", subnets)
        free = self.chain.balance(self.alice.coldkeypub.ss58_address)
        expect(round(answer["total_balance"] * TAO) == free, "balance:", answer["total_balance"], free)

    def swap_coldkey(self) -> None:
        new = self.cli.wallet("newdave", "//Dave//new").coldkeypub.ss58_address
        old = self.dave.coldkeypub.ss58_address
        self.cli.ask("wallet swap-coldkey", "announce", "--new-coldkey", new, *NO_MEV, "--no-prompt", wallet=self.dave)
        announced = self.chain.get("ColdkeySwapAnnouncements", old)
        expect(announced, "no announcement")
        check = self.cli.ask("wallet swap-check", wallet=self.dave)
        expect("Traceback" not in check.text and str(announced[0]) in check.text.replace(",", ""), "swap-check:", check.text[-600:])
        until(90, "the announced block", lambda: self.chain.block() > announced[0])
        before = self.chain.balance(old)
        self.cli.ask("wallet swap-coldkey", "execute", "--new-coldkey", new, *NO_MEV, "--no-prompt", wallet=self.dave)
        expect(self.chain.get("ColdkeySwapAnnouncements", old) is None, "the announcement is still there")
        expect(before - TAO < self.chain.balance(new) <= before, "balance of the new coldkey:", self.chain.balance(new))
