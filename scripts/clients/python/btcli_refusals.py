"""What btcli says when something is refused: in each case it has to name what is wrong in words, so that its reader can act."""

from pathlib import Path

from bittensor_wallet import Wallet

from btcli import Btcli
from chain import Chain
from report import Report, expect

NO_MEV = ("--no-mev-protection",)
# The number of `HotKeyNotRegisteredInSubNet`: btcli shows numbers of the pool without a text.
NOT_REGISTERED = 10
TAO = 10**9


class BtcliRefusals:
    """Refusals on subnet 1, which belongs to nobody, and on one of Alice's."""

    def __init__(self, url: str, home: Path, report: Report):
        self.cli = Btcli(url, home)
        self.chain = Chain(url)
        self.report = report
        self.alice: Wallet
        self.bob: Wallet
        self.poor: Wallet
        self.stranger: Wallet
        self.netuid = 0

    def run(self) -> None:
        """Sets the stage and runs all of them."""
        self._prepare()
        mine, missing = ("--netuid", self.netuid), ("--netuid", 77)
        bob = self.bob.hotkey.ss58_address
        alice_cold = self.alice.coldkeypub.ss58_address
        unsafe = ("--unsafe", *NO_MEV)
        cases = [
            ("transfer of more than the balance", "wallet transfer", ("--dest", alice_cold, "--amount", 5), self.poor, ("balance",)),
            ("registration on a subnet that is not there", "subnets register", (*missing, "--unsafe-register"), self.bob, ("77", "not exist")),
            ("registration without funds", "subnets register", (*mine, "--unsafe-register"), self.poor, ("balance",)),
            ("stake on a subnet that is not there", "stake add", (*missing, "--amount", 5, *unsafe), self.bob, ("77", "not exist")),
            (
                "more stake than there is",
                "stake remove",
                (*mine, "--amount", 5000, "--hotkey-ss58-address", bob, "--no-safe-staking", *NO_MEV),
                self.bob,
                ("stake",),
            ),
            (
                "hyperparameter of somebody else's subnet",
                "sudo set",
                (*mine, "--param", "immunity_period", "--value", 10),
                self.bob,
                ("doesn't own",),
            ),
            # What root may set too, btcli sends through `Sudo` where it may not ask and the signer is not the owner: the chain sees no more.
            (
                "hyperparameter of somebody else's subnet that root may set too",
                "sudo set",
                (*mine, "--param", "max_burn", "--value", 10),
                self.bob,
                ("RequireSudo", "Sudo account"),
            ),
            (
                "endpoint of a hotkey that is no neuron",
                "axon set",
                (*mine, "--ip", "8.8.4.4", "--port", 8091),
                self.stranger,
                (f"Custom error: {NOT_REGISTERED}",),
            ),
            (
                "hyperparameter out of bounds",
                "sudo set",
                (*mine, "--param", "min_burn", "--value", 10**18),
                self.alice,
                ("bounds",),
            ),
            ("start of somebody else's subnet", "subnets start", mine, self.bob, ("doesn't own",)),
            ("second start", "subnets start", mine, self.alice, ("already has an emission schedule",)),
            ("take above the maximum", "sudo set-take", ("--take", 0.5), self.bob, ("take",)),
            (
                "child that is the parent itself",
                "stake child set",
                (*mine, "--children", self.alice.hotkey.ss58_address, "--proportions", 0.5),
                self.alice,
                ("child",),
            ),
            ("symbol that is taken", "subnets set-symbol", (*mine, "α"), self.alice, ("SymbolAlreadyInUse", "this symbol already")),
            ("swap that was not announced", "wallet swap-coldkey", ("execute", "--new-coldkey", alice_cold, *NO_MEV), self.bob, ("announce",)),
            (
                "transfer for an account that gave no proxy",
                "wallet transfer",
                ("--dest", alice_cold, "--amount", 1, "--proxy", alice_cold),
                self.bob,
                ("NotProxy",),
            ),
        ]
        for name, command, options, wallet, words in cases:
            self.report.run(name, lambda command=command, options=options, wallet=wallet, words=words: self._refuse(command, options, wallet, words))
        reveal = (*mine, "--uids", "0,1", "--weights", "0.5,0.5", "--salt", "1,2,3")
        self.report.run(
            "reveal where weights are not hidden",
            lambda: self._refuse("weights reveal", reveal, self.alice, ("Custom error",)),
            error="Weights revealed successfully",
            why="btcli 9.23.2 does not look at what the node answers to a reveal: the pool refuses this one with a number",
        )

    def _prepare(self) -> None:
        self.alice = self.cli.wallet("alice", "//Alice")
        self.bob = self.cli.wallet("bob", "//Bob")
        self.poor = self.cli.wallet("poor", "//Poor")
        self.stranger = self.cli.wallet("stranger", "//Bob", ("stranger",))
        self.chain.send(self.bob.coldkey, "Balances", "transfer_keep_alive", dest=self.stranger.hotkey.ss58_address, value=TAO)
        self.netuid = self.chain.get("TotalNetworks")
        coldkey = self.alice.coldkey
        self.chain.send(coldkey, "SubtensorModule", "register_network", hotkey=self.alice.hotkey.ss58_address)
        self.chain.send(coldkey, "SubtensorModule", "start_call", netuid=self.netuid)
        hotkey = self.bob.hotkey.ss58_address
        self.chain.send(self.bob.coldkey, "SubtensorModule", "burned_register", netuid=self.netuid, hotkey=hotkey)

    def _refuse(self, command: str, options: tuple, wallet: Wallet, words: tuple[str, ...]) -> None:
        """Runs a command that must be refused, with all of `words` in what it says and no traceback."""
        text = self.cli.refusal(command, *options, wallet=wallet)
        for word in words:
            expect(word.lower() in text.lower(), f"`{word}` is not in: {text[-700:]}")
        expect("Traceback" not in text, "a traceback:", text[-700:])
        print(f"    {text[-260:]}")
