#!/usr/bin/env python3
"""Makes the ciphertexts of `real.json` with the Python package `bittensor_drand`, as miners and validators do.

    python3 -m venv venv && venv/bin/pip install bittensor_drand==2.0.0
    venv/bin/python primitives/timelock/tests/vectors/make.py > primitives/timelock/tests/vectors/real.json

Two of the three functions take the round from the clock, so the script runs itself again with a clock that stands still 168 s before
round 1000 of quicknet: a few lines of C, preloaded. Each run gives other ciphertexts of the same texts.
"""

import json
import os
import subprocess
import sys
import tempfile

ROUND = 1_000
# Quicknet began at 1692803367, and a round follows every 3 s. The package counts that one as 0, so its rounds come 3 s earlier than it
# thinks.
BLOCKS = 14
NOW = 1_692_803_367 + ROUND * 3 - BLOCKS * 12
HOTKEY = bytes(range(32))

CLOCK = f"""
#include <sys/time.h>
#include <time.h>
int clock_gettime(clockid_t clock, struct timespec *at) {{ at->tv_sec = {NOW}; at->tv_nsec = 0; return 0; }}
int gettimeofday(struct timeval *restrict at, void *restrict zone) {{ at->tv_sec = {NOW}; at->tv_usec = 0; return 0; }}
time_t time(time_t *at) {{ if (at) *at = {NOW}; return {NOW}; }}
"""


def with_still_clock():
    with tempfile.TemporaryDirectory() as folder:
        source, library = os.path.join(folder, "clock.c"), os.path.join(folder, "clock.so")
        with open(source, "w") as file:
            file.write(CLOCK)
        subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source], check=True)
        subprocess.run([sys.executable, __file__], env={**os.environ, "LD_PRELOAD": library}, check=True)


def compact(number):
    """SCALE compact, below 2^30."""
    if number < 1 << 6:
        return bytes([number << 2])
    if number < 1 << 14:
        return (number << 2 | 1).to_bytes(2, "little")
    return (number << 2 | 2).to_bytes(4, "little")


def u16s(numbers):
    return compact(len(numbers)) + b"".join(number.to_bytes(2, "little") for number in numbers)


def case(function, text, made):
    ciphertext, reveal_round = made
    return {
        "function": function,
        "round": reveal_round,
        "text": text.hex(),
        "ciphertext": bytes(ciphertext).hex(),
    }


def make():
    import bittensor_drand as drand

    cases = [
        case(f"encrypt_at_round, {len(text)} bytes", text, drand.encrypt_at_round(text, ROUND))
        for text in [b"", b"hello", bytes(range(256)) * 2]
    ]
    text = "what a miner says in a minute"
    # The text is a SCALE string within.
    inner = compact(len(text)) + text.encode()
    cases.append(case("get_encrypted_commitment", inner, drand.get_encrypted_commitment(text, BLOCKS, 12.0)))
    uids, weights, version = [0, 1, 300], [65_535, 1, 20_000], 7
    payload = compact(len(HOTKEY)) + HOTKEY + u16s(uids) + u16s(weights) + version.to_bytes(8, "little")
    # The epoch after the next is at block 101, 11 blocks from now, and the package adds three blocks for safety.
    commit = drand.get_encrypted_commit_v2(uids, weights, version, 81, 0, 5, 10, 9, 90, 1, 12.0, HOTKEY)
    cases.append(case("get_encrypted_commit_v2", payload, commit))
    json.dump(cases, sys.stdout, indent=1)
    sys.stdout.write("\n")


if "LD_PRELOAD" in os.environ:
    make()
else:
    with_still_clock()
