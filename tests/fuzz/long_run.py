"""Runs the fuzz targets for long: `python tests/fuzz/long_run.py --seconds 3600 [TARGET ...]`.

What breaks a promise is saved under corpus/TARGET/, where `test_fuzz.py` takes it up: mend it, and commit it with the
mend. Inputs that take more than a few seconds are saved too. With `--atheris`, and where atheris is installed, the
search follows what our code does with an input; else inputs are damaged at random.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import logging
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
SLOW = 20.0
"""Seconds of the processor after which an input is saved as a slow one."""
_LONGEST = 20_000
"""Bytes of an input where the search is guided, for it lives on many short ones; longer where a good input is longer,
which the search would drop without a word."""
_PATIENCE = 600
"""Seconds by the clock after which an input counts as one that never ends, on a machine that does other work too."""


def main() -> int:
    """Run what was asked for; 1 where something broke."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", help="default: all")
    parser.add_argument("--seconds", type=float, default=60, help="of each target")
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--atheris", action="store_true", help="one target, guided by coverage")
    options = parser.parse_args()
    logging.disable(logging.CRITICAL)  # the parsers' own words on each fault
    if options.atheris:
        return _guided(options.targets[0], options.seconds, options.seed)
    targets = _modules()
    names = options.targets or list(targets[0].TARGETS)
    return int(sum(_at_random(name, options.seconds, options.seed, *targets) for name in names) > 0)


def _modules() -> tuple[Any, Any]:
    """The targets and their seeds: loaded only when it is known whether what they load is to be watched."""
    return importlib.import_module("fuzz_targets"), importlib.import_module("fuzz_seeds")


class _Trial:
    """One target, what was tried on it, and what broke."""

    def __init__(self, name: str, target: Callable[[bytes], None]) -> None:
        self._name, self._target = name, target
        self._faults: set[tuple[str, str, int | None]] = set()
        self._begin, self._cpu = time.monotonic(), time.process_time()
        self.number = 0

    def __call__(self, data: bytes) -> None:
        """Try one input; a fault is told once for each place of the code where it comes up."""
        self.number += 1
        begin = time.process_time()
        try:
            self._target(data)
        except Exception as error:
            fault = traceback.extract_tb(error.__traceback__)[-1]
            known = (type(error).__name__, fault.filename, fault.lineno)
            if known not in self._faults:
                self._faults.add(known)
                print(f"{self._name}: {known}: {error!r:.300}\n  saved as {_saved(self._name, data)}", flush=True)
        took = time.process_time() - begin
        if took > SLOW:
            print(f"{self._name}: {took:.1f} s for {_saved(self._name, data)}", flush=True)

    def told(self) -> int:
        """Say what came of it; how many different faults there are."""
        seconds, cpu = time.monotonic() - self._begin, time.process_time() - self._cpu
        took = f"{seconds:.0f} s ({cpu:.0f} s of a processor)"
        print(f"{self._name}: {self.number:,} inputs in {took}, {len(self._faults)} faults", flush=True)
        return len(self._faults)


def _at_random(name: str, seconds: float, seed: int | None, targets: Any, seeds: Any) -> int:
    """How many different faults a target has."""
    dice, pool = random.Random(seed), list(seeds.seeds(name))
    trial, until = _Trial(name, targets.TARGETS[name]), time.monotonic() + seconds
    while time.monotonic() < until:
        data = seeds.mutated(dice.choice(pool), dice)
        if len(pool) < 200 and dice.random() < 0.05:
            pool.append(data)
        trial(data)
    return trial.told()


def _saved(name: str, data: bytes) -> Path:
    path = CORPUS / name / hashlib.sha256(data).hexdigest()[:12]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def _guided(name: str, seconds: float, seed: int | None) -> int:
    """The same, where inputs that lead to code that none had led to are kept and damaged further."""
    import atheris  # not among our dependencies

    with atheris.instrument_imports(include=["analysis"], enable_loader_override=False):
        targets, seeds = _modules()
    trial = _Trial(name, targets.TARGETS[name])

    def damaged(data: bytes, longest: int, number: int) -> bytes:
        dice = random.Random(number)
        if dice.random() < 0.5:
            return bytes(atheris.Mutate(data, longest))
        return bytes(seeds.mutated(data or seeds.seeds(name)[0], dice)[:longest])

    with tempfile.TemporaryDirectory(prefix="onrecord-fuzz-") as folder:
        good = seeds.seeds(name)
        longest = max(_LONGEST, *(2 * len(data) for data in good))
        for number, data in enumerate(good):
            Path(folder, f"seed-{number}").write_bytes(data)
        kept = [str(CORPUS / name)] if (CORPUS / name).exists() else []
        limits = [f"-max_total_time={seconds:.0f}", f"-max_len={longest}", f"-timeout={_PATIENCE}"]
        limits += [
            "-rss_limit_mb=4000",
            "-print_final_stats=1",
            f"-artifact_prefix={CORPUS / name}-",
            *([f"-seed={seed}"] if seed else []),
        ]
        atheris.Setup([sys.argv[0], *limits, folder, *kept], trial, custom_mutator=damaged)
        atheris.Fuzz()
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    sys.exit(main())
