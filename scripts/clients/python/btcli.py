"""btcli as a process of its own, as its users start it: without a terminal, prompts or a home folder with settings in it."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from bittensor_wallet import Keypair, Wallet

from report import expect

SECONDS = 90
# Wide enough that no sentence is broken into lines.
COLUMNS = "2000"


def plain(text: str) -> str:
    """What somebody reads in a text: in one line, and without the marks that say in which direction it runs."""
    return " ".join(text.replace("\u200e", "").split())


@dataclass
class Said:
    """What a command said."""

    command: str
    code: int
    text: str
    seconds: float

    def json(self) -> dict | list:
        """The JSON in what was said; there is none where a command gives up early."""
        for index, character in enumerate(self.text):
            if character in "{[":
                try:
                    return json.JSONDecoder(strict=False).raw_decode(self.text[index:])[0]
                except json.JSONDecodeError:
                    continue
        raise AssertionError(f"btcli {self.command}: no JSON in: {self.text[-600:]}")


class Btcli:
    """The command of the environment that runs this, against one node."""

    def __init__(self, url: str, home: Path):
        self.url = url
        self.wallets = home / "wallets"
        self.environment = {
            "HOME": str(home),
            "PATH": os.environ["PATH"],
            "COLUMNS": COLUMNS,
            "NO_COLOR": "1",
            "TERM": "dumb",
        }
        self.timings: dict[str, list[float]] = {}

    def wallet(self, name: str, uri: str, hotkeys: tuple[str, ...] = ("default",)) -> Wallet:
        """The wallet of a development key: the coldkey of `uri`, and a hotkey of `uri` and its name for each of `hotkeys`."""
        coldkey = Keypair.create_from_uri(uri)
        for hotkey in reversed(hotkeys):
            wallet = Wallet(name=name, hotkey=hotkey, path=str(self.wallets))
            wallet.set_hotkey(keypair=Keypair.create_from_uri(f"{uri}//{hotkey}"), encrypt=False, overwrite=True)
        wallet.set_coldkey(keypair=coldkey, encrypt=False, overwrite=True)
        wallet.set_coldkeypub(keypair=coldkey, encrypt=False, overwrite=True)
        return wallet

    def offline(self, command: str, *options) -> Said:
        """Runs a command that needs no chain, and expects that it succeeds."""
        said = self._run(command, *options)
        expect(said.code == 0, f"btcli {command}:", said.text[-600:])
        return said

    def coldkey(self, wallet: Wallet) -> tuple:
        """The options that name a wallet to commands which take no hotkey."""
        return ("--wallet-path", self.wallets, "--wallet-name", wallet.name)

    def ask(self, command: str, *options, wallet: Wallet | None = None, hotkey: str | None = None, answer: str = "") -> Said:
        """Runs a command against the chain; `answer` is what it finds on its input."""
        signer = () if wallet is None else (*self.coldkey(wallet), "--hotkey", hotkey or wallet.hotkey_str)
        return self._run(command, *signer, "--network", self.url, *options, answer=answer)

    def read(self, command: str, *options, wallet: Wallet | None = None) -> dict | list:
        """Runs a command that only reads, and gives its JSON."""
        return self.ask(command, *options, "--json-output", wallet=wallet).json()

    def do(self, command: str, *options, wallet: Wallet, hotkey: str | None = None, answer: str = "") -> dict:
        """Runs a command that sends a transaction, and expects that it succeeds: btcli ends with 0 even when it failed."""
        said = self.ask(command, *options, "--no-prompt", "--json-output", wallet=wallet, hotkey=hotkey, answer=answer)
        outcome = said.json()
        expect(outcome.get("success") is True, f"btcli {command}:", said.text[-900:])
        return outcome

    def refusal(self, command: str, *options, sentence: str, wallet: Wallet, answer: str = "") -> str:
        """The whole text of a command that has to fail, with `sentence` in it: words that neither its caller nor its help has said already."""
        usage = plain(self.offline(command, "--help").text)
        asked = " ".join([command, *(str(option) for option in options), answer])
        for source, text in (("what it was asked", asked), ("its help", usage)):
            expect(sentence.lower() not in text.lower(), f"btcli {command}: `{sentence}` is in {source}")
        silent = ("--no-prompt",) if "--no-prompt" in usage else ()
        signer = {"wallet": wallet} if "--hotkey" in usage else {}
        coldkey = () if signer else self.coldkey(wallet)
        text = plain(self.ask(command, *coldkey, *options, *silent, **signer, answer=answer).text)
        expect("✅" not in text and '"success": true' not in text, f"btcli {command} succeeded:", text[-600:])
        expect("Usage:" not in text, f"btcli {command} was not understood:", text[-600:])
        expect("Traceback" not in text, "a traceback:", text[-700:])
        expect(sentence in text, f"`{sentence}` is not in: {text[-700:]}")
        return text

    def _run(self, command: str, *options, answer: str = "") -> Said:
        arguments = [str(Path(sys.executable).parent / "btcli"), *command.split(), *(str(option) for option in options)]
        begin = time.monotonic()
        process = subprocess.run(
            arguments,
            env=self.environment,
            input=answer,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
        )
        seconds = time.monotonic() - begin
        self.timings.setdefault(command, []).append(seconds)
        return Said(command, process.returncode, process.stdout, seconds)
