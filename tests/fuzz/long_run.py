"""Runs the fuzz targets for long: `python tests/fuzz/long_run.py --seconds 3600 [TARGET ...]`.

What breaks a promise is saved under corpus/TARGET/, where `test_fuzz.py` takes it up: mend it, and commit it with the
mend. Inputs that take more than a few seconds are named. With `--atheris`, and where atheris is installed, the search
follows what the code does; else inputs are damaged at random.
"""

from __future__ import annotations

import argparse
import hashlib
import logging
import random
import sys
import time
import traceback
from pathlib import Path

import fuzz_targets as targets

CORPUS = Path(__file__).parent / "corpus"
SLOW = 20.0
"""Seconds of the processor after which an input is saved as a slow one."""


def main() -> int:
    """Run what was asked for; 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="default: all")
    parser.add_argument("--seconds", type=float, default=60, help="of each target")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--atheris", action="store_true", help="one target, guided by coverage")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the parsers' own words on each fault
    names = options.targets or list(targets.TARGETS)
    if options.atheris:
        _guided(names[0], options.seconds)
        return 0
    return int(sum(_run(name, options.seconds, options.seed) for name in names) > 0)


def _run(name: str, seconds: float, seed: int | None) -> int:
    """How many different faults a target has."""
    dice, faults, number = random.Random(seed), set(), 0
    pool, until = list(targets.seeds(name)), time.monotonic() + seconds
    while time.monotonic() < until:
        data = targets.mutated(dice.choice(pool), dice)
        if len(pool) < 200 and dice.random() < 0.05:
            pool.append(data)
        number += 1
        begin = time.process_time()
        try:
            targets.TARGETS[name](data)
        except Exception as error:
            fault = traceback.extract_tb(error.__traceback__)[-1]
            known = (type(error).__name__, fault.filename, fault.lineno)
            if known not in faults:
                faults.add(known)
                print(f"{name}: {known}: {error!r:.300}\n  saved as {_saved(name, data)}", flush=True)
        took = time.process_time() - begin
        if took > SLOW:
            print(f"{name}: {took:.1f} s for {_saved(name, data)}", flush=True)
    print(f"{name}: {number:,} inputs, {len(faults)} faults", flush=True)
    return len(faults)


def _saved(name: str, data: bytes) -> Path:
    path = CORPUS / name / hashlib.sha256(data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _guided(name: str, seconds: float) -> None:
    import atheris  # not among our dependencies

    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    atheris.instrument_all()
    atheris.Setup([sys.argv[0], f"-max_total_time={seconds:.0f}", str(folder)], targets.TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    sys.exit(main())
