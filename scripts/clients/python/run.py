"""Runs the Python clients against a node: python run.py --url ws://127.0.0.1:PORT --home FOLDER --results FOLDER"""

import argparse
import os
import sys
from functools import partial
from importlib.metadata import version
from pathlib import Path

from report import Report


def main() -> int:
    """Runs btcli, its refusals and the SDK; the number of surprises decides the exit code."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--url", required=True)
    arguments.add_argument("--home", required=True, type=Path, help="a folder for wallets and settings")
    arguments.add_argument("--results", required=True, type=Path, help="where <client>.json goes")
    arguments.add_argument("--encrypt", required=True, type=Path, help="encrypts to the test beacon: an example of subtensor-timelock")
    arguments.add_argument("--only", choices=["btcli", "btcli-refusals", "bittensor"])
    chosen = arguments.parse_args()
    # The SDK keeps its settings and logs at home.
    os.environ["HOME"] = str(chosen.home)
    from btcli_refusals import BtcliRefusals
    from btcli_workflows import BtcliWorkflows
    from sdk_workflows import SdkWorkflows

    surprises = []
    for client, package, workflows in (
        ("btcli", "bittensor-cli", BtcliWorkflows),
        ("btcli-refusals", "bittensor-cli", BtcliRefusals),
        ("bittensor", "bittensor", partial(SdkWorkflows, encrypt=chosen.encrypt)),
    ):
        if chosen.only not in (None, client):
            continue
        report = Report(client, version(package))
        home = chosen.home / client
        home.mkdir(parents=True, exist_ok=True)
        stage = workflows(chosen.url, home, report)
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
