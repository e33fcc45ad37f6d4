"""What btcli says when something is refused: each time a sentence that says what is wrong, and that no refusal for another reason has."""

from dataclasses import dataclass
from pathlib import Path

from bittensor_wallet import Wallet

from btcli import Btcli
from chain import Chain
from report import Report, expect

NO_MEV = ("--no-mev-protection",)
# What the pool refuses, btcli shows as a number and the page where its meaning is: here `HotKeyNotRegisteredInSubNet`.
NOT_REGISTERED = "This means: `Custom error: 10 | Please consult https://docs.learnbittensor.org/errors/custom`."
# The number of `CommitRevealDisabled`.
NOT_HIDDEN = "Custom error: 86"
NOT_OWNER = "This wallet doesn't own the specified subnet."
TAO = 10**9


def by_chain(error: str, meaning: str) -> str:
    """How btcli says that the chain refused something with an error of a pallet."""
    return f"Subtensor returned `{error}(Module)` error. This means: `{meaning}"


@dataclass
class Case:
    """A command that has to be refused, and the sentence that says why."""

    name: str
    command: str
    options: tuple
    wallet: Wallet
    sentence: str
    answer: str = ""


class BtcliRefusals:
    """Refusals on subnet 77, which is not there, and on one of Alice's."""

    def __init__(self, url: str, home: Path, report: Report):
        self.cli = Btcli(url, home)
        self.chain = Chain(url)
        self.report = report
        self.alice: Wallet
        self.bob: Wallet
        self.poor: Wallet
        self.stranger: Wallet
        self.netuid = 0
        self.highest_take = 0

    def run(self) -> None:
        """Sets the stage and runs all of them."""
        self._prepare()
        cases = [*self._transfers_and_stakes(), *self._subnets(), *self._keys()]
        sentences = {case.sentence for case in cases}
        for case in cases:
            self.report.run(case.name, lambda case=case: self._refuse(case, sentences - {case.sentence}))
        reveal = ("--netuid", self.netuid, "--uids", "0,1", "--weights", "0.5,0.5", "--salt", "1,2,3")
        case = Case("reveal where weights are not hidden", "weights reveal", reveal, self.alice, NOT_HIDDEN)
        self.report.run(
            case.name,
            lambda: self._refuse(case, sentences),
            error="Weights revealed successfully",
            why="btcli 9.23.2 does not look at what the node answers to a reveal: the pool refuses this one with a number",
        )
        self._set_highest_take(self.highest_take)

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
        self.chain.send(self.bob.coldkey, "SubtensorModule", "add_stake", hotkey=hotkey, netuid=self.netuid, amount_staked=10 * TAO)
        # btcli knows the highest take of the real chain and does not ask for more: this chain's is lower from here on.
        self.highest_take = self.chain.get("MaxDelegateTake")
        self.chain.send(self.bob.coldkey, "SubtensorModule", "decrease_take", hotkey=hotkey, take=65535 // 20)
        self._set_highest_take(65535 // 10)

    def _set_highest_take(self, take: int) -> None:
        self.chain.as_root(self.alice.coldkey, "AdminUtils", "sudo_set_default_take", default_take=take)

    def _transfers_and_stakes(self) -> list[Case]:
        mine, missing = ("--netuid", self.netuid), ("--netuid", 77)
        alice, bob = self.alice.coldkeypub.ss58_address, self.bob.hotkey.ss58_address
        to_alice = ("--dest", alice, "--amount")
        to_nowhere = (*missing, "--amount", 5, "--unsafe", *NO_MEV)
        too_much = (*mine, "--amount", 5000, "--hotkey-ss58-address", bob, "--no-safe-staking", *NO_MEV)
        not_enough = "Not enough balance: balance: 0.0000 τ amount: 5.0000 τ"
        no_proxy = by_chain("NotProxy", "Sender is not a proxy of the account to be proxied.")
        no_neuron = by_chain("HotKeyNotRegisteredInSubNet", "The hotkey is not a neuron of this subnet: register it there first.")
        stranger = self.stranger.hotkey.ss58_address
        return [
            Case("transfer of more than the balance", "wallet transfer", (*to_alice, 5), self.poor, not_enough),
            Case("transfer for an account that gave no proxy", "wallet transfer", (*to_alice, 1, "--proxy", alice), self.bob, no_proxy),
            Case("stake on a subnet that is not there", "stake add", to_nowhere, self.bob, "Subnet with netuid: 77 does not exist."),
            Case("more stake than there is", "stake remove", too_much, self.bob, "Not enough stake to unstake 5,000.0000"),
            Case("pay staked on a hotkey that is no neuron", "stake set-auto", mine, self.bob, no_neuron, answer=f"{stranger}\n"),
        ]

    def _subnets(self) -> list[Case]:
        mine, burn = ("--netuid", self.netuid), "--unsafe-register"
        set_to = lambda name, value, *more: (*mine, "--param", name, "--value", value, *more)
        poor = "Insufficient balance 0.0000 τ to register neuron."
        # What root may set too, btcli sends through `Sudo` where it may not ask and the signer is not the owner: the chain sees no more.
        sudo = by_chain("RequireSudo", "Sender must be the Sudo account.")
        bounds = by_chain("ValueNotInBounds", "The value lies outside of the bounds of this hyperparameter")
        off = by_chain("LiquidAlphaDisabled", "LiquidAlphaDisabled: alpha values can be set only where liquid alpha is enabled.")
        started = f"Subnet {self.netuid} already has an emission schedule."
        taken = by_chain("SymbolAlreadyInUse", "A subnet has this symbol already: choose another.")
        return [
            Case("registration on a subnet that is not there", "subnets register", ("--netuid", 77, burn), self.bob, "Subnet 77 does not exist"),
            Case("registration without funds", "subnets register", (*mine, burn), self.poor, poor),
            Case("hyperparameter of somebody else's subnet", "sudo set", set_to("immunity_period", 10), self.bob, NOT_OWNER),
            Case("hyperparameter of somebody else's subnet that root may set too", "sudo set", set_to("max_burn", 10), self.bob, sudo),
            Case("hyperparameter out of bounds", "sudo set", set_to("min_burn", 10**18), self.alice, bounds),
            Case("alpha values without liquid alpha", "sudo set", set_to("alpha_values", "0.3,0.9", "--normalize"), self.alice, off),
            Case("start of somebody else's subnet", "subnets start", mine, self.bob, NOT_OWNER),
            Case("second start", "subnets start", mine, self.alice, started),
            Case("symbol that is taken", "subnets set-symbol", (*mine, "α"), self.alice, taken),
        ]

    def _keys(self) -> list[Case]:
        mine = ("--netuid", self.netuid)
        endpoint = (*mine, "--ip", "8.8.4.4", "--port", 8091)
        itself = (*mine, "--children", self.alice.hotkey.ss58_address, "--proportions", 0.5)
        execute = ("execute", "--new-coldkey", self.alice.coldkeypub.ss58_address, *NO_MEV)
        too_high = by_chain("DelegateTakeTooHigh", "The take is above `MaxDelegateTake`")
        no_swap = f"No pending coldkey swap announcement found for {self.bob.coldkeypub.ss58_address}."
        return [
            Case("endpoint of a hotkey that is no neuron", "axon set", endpoint, self.stranger, NOT_REGISTERED),
            Case("take above the maximum", "sudo set-take", ("--take", 0.15), self.bob, too_high),
            Case("child that is the parent itself", "stake child set", itself, self.alice, "Cannot set yourself as a child."),
            Case("swap that was not announced", "wallet swap-coldkey", execute, self.bob, no_swap),
        ]

    def _refuse(self, case: Case, others: set[str]) -> None:
        """Runs a command that must be refused with the sentence of its case, and with none of the others."""
        text = self.cli.refusal(case.command, *case.options, sentence=case.sentence, wallet=case.wallet, answer=case.answer)
        for other in others:
            expect(other not in text, f"`{other}` is in: {text[-700:]}")
        print(f"    {text[-260:]}")
