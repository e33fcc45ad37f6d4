"""Runs Python clients against a node: python run.py CLIENT... --url ws://127.0.0.1:PORT --home FOLDER --results FOLDER"""

import argparse
import os
import sys
from contextlib import closing
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from report import Report

# The clients with the package, the module and the class of each. The generations of the SDK exclude each other in one environment.
CLIENTS = {
    "btcli": ("bittensor-cli", "btcli_workflows", "BtcliWorkflows"),
    "btcli-refusals": ("bittensor-cli", "btcli_refusals", "BtcliRefusals"),
    "bittensor": ("bittensor", "sdk_workflows", "SdkWorkflows"),
    "bittensor-11": ("bittensor", "sdk11_workflows", "Sdk11Workflows"),
}


def main() -> int:
    """Runs the clients that are named; the number of surprises decides the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("clients", nargs="+", choices=CLIENTS)
    arguments.add_argument("--url", required=True)
    arguments.add_argument("--home", required=True, type=Path, help="a folder for wallets and settings")
    arguments.add_argument("--results", required=True, type=Path, help="where <client>.json goes")
    arguments.add_argument("--encrypt", type=Path, help="encrypts to the test beacon: an example of subtensor-timelock")
    chosen = arguments.parse_args()
    # The SDK keeps its settings and logs at home.
    os.environ["HOME"] = str(chosen.home)

    surprises = []
    for client in dict.fromkeys(chosen.clients):
        package, module, name = CLIENTS[client]
        workflows = getattr(import_module(module), name)
        if client == "bittensor":
            workflows = partial(workflows, encrypt=chosen.encrypt)
        report = Report(client, version(package))
        home = chosen.home / client
        home.mkdir(parents=True, exist_ok=True)
        stage = workflows(chosen.url, home, report)
        with closing(stage.chain):
            stage.run()
        report.write(chosen.results)
        surprises += report.surprises
        if client == "btcli":
            print("seconds of each command, from start to end:")
            for command, seconds in sorted(stage.cli.timings.items()):
                print(f"  {command}: {', '.join(f'{second:.1f}' for second in seconds)}")
    for surprise in surprises:
        print(surprise, file=sys.stderr)
    return min(len(surprises), 1)


if __name__ == "__main__":
    sys.exit(main())
