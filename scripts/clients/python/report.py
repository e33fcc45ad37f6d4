"""What was tried with a client and what came of it: the workflows run one after the other, and a failure does not stop the next."""

import json
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Callable


class Refuted(AssertionError):
    """The chain or the client did something else than expected."""


def expect(condition, *what) -> None:
    """Fails with `what` unless `condition` holds."""
    if not condition:
        raise Refuted(" ".join(str(part) for part in what))


def until(seconds: float, what: str, condition: Callable[[], object]):
    """The first answer of `condition` that counts as true, within `seconds`."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if answer := condition():
            return answer
        time.sleep(0.2)
    raise Refuted(f"{what}: not within {seconds} s")


@dataclass
class Outcome:
    """What came of a workflow: `why` says why it cannot work, where that is known."""

    name: str
    ok: bool
    why: str
    seconds: float


class Report:
    """The outcomes of one client. A workflow that is known not to work has to fail, and with the error that is known."""

    def __init__(self, client: str, version: str):
        self.client = client
        self.version = version
        self.outcomes: list[Outcome] = []
        self.surprises: list[str] = []

    def run(self, name: str, workflow: Callable[[], None], error: str | tuple[str, ...] = (), why: str = "") -> None:
        """Runs a workflow; `error` is part of the message with which it is known to fail, or one of several; `why` the reason in a sentence."""
        errors = (error,) if isinstance(error, str) else error
        begin = time.monotonic()
        failure = None
        try:
            workflow()
        except Exception as exception:  # whatever a client raises is a finding
            failure = exception
        seconds = time.monotonic() - begin
        known = failure is not None and any(part in str(failure) for part in errors)
        self.outcomes.append(Outcome(name, failure is None, why if known else "", seconds))
        print(f"{self.client}: {name}: {'ok' if failure is None else 'known: ' + why if known else 'FAILED'}, {seconds:.1f} s", flush=True)
        if failure is not None and not known:
            where = traceback.extract_tb(failure.__traceback__)[-1]
            self.surprises.append(f"{self.client}: {name}: {type(failure).__name__}: {failure} ({Path(where.filename).name}:{where.lineno})")
            print(f"  {failure}", flush=True)
        elif failure is None and errors:
            self.surprises.append(f"{self.client}: {name}: works, though it is listed as: {why}")

    def write(self, folder: Path) -> None:
        """Writes the outcomes as `<client>.json` into `folder`."""
        outcomes = [
            {"name": outcome.name, "ok": outcome.ok, "why": outcome.why, "seconds": round(outcome.seconds, 2)}
            for outcome in self.outcomes
        ]
        document = {"client": self.client, "version": self.version, "workflows": outcomes}
        (folder / f"{self.client}.json").write_text(json.dumps(document, indent=2) + "\n")
