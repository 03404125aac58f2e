"""Puts faults into the program, one at a time, and checks that it survives them. scripts/faults starts it."""

from __future__ import annotations

import argparse
import fnmatch
import math
import random
import re
import signal
import sys
import threading
import time
import traceback
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cases import Case, NotTried, Verdict
from matrix import KINDS, SMALL
from operations import OPERATIONS
from sweep import Sweep

SMALL_SECONDS = 75  # no case of a small sweep begins later
WAITING = 12  # cases at once that mostly wait
ROOT = Path(__file__).parents[2]


class Terminated(Exception):
    """SIGTERM came."""


def terminate(*_: object) -> None:
    raise Terminated


class Arguments(argparse.ArgumentParser):
    def error(self, message: str) -> None:
        self.print_usage(sys.stderr)
        self.exit(64, f"{message}\n")


def arguments() -> argparse.ArgumentParser:
    parser = Arguments(prog="scripts/faults", description=__doc__.partition(" scripts/")[0])
    parser.add_argument("kinds", nargs="*", metavar="KIND", help="default: all; --list names them")
    parser.add_argument("--small", action="store_true", help="a sample of each kind; no case begins after 75 seconds")
    parser.add_argument("--sample", type=int, metavar="N", help="at most N cases of each kind")
    parser.add_argument(
        "--case", "--only", action="append", default=[], metavar="CASE", help="only these: KIND/…, or a pattern with *"
    )
    parser.add_argument("--seed", type=int, help="default: another each time, which is printed")
    parser.add_argument("--jobs", type=int, default=1, metavar="N", help="how many cases at once (default: 1)")
    parser.add_argument(
        "--program",
        type=Path,
        default=ROOT / ".build" / "debug" / "dyno-reports",
        help="default: .build/debug/dyno-reports",
    )
    parser.add_argument("--list", action="store_true", help="print the cases, and try none")
    return parser


def chosen(sweep: Sweep, options: argparse.Namespace) -> list[Case]:
    """The cases in their order; of each kind a sample, if asked for."""
    wanted = options.kinds or list(KINDS)
    if options.case:
        wanted = [
            kind for kind in wanted if any(fnmatch.fnmatch(kind, pattern.split("/")[0]) for pattern in options.case)
        ]
        named = {pattern.split("/")[1] for pattern in options.case if pattern.count("/") > 1}
        # A case needs no other operations than its own.
        if named and named <= OPERATIONS.keys():
            sweep.only = named
    if options.small:
        wanted = [kind for kind in wanted if SMALL.get(kind, 1)]
    by_kind: dict[str, list[Case]] = defaultdict(list)
    for make in dict.fromkeys(KINDS[kind] for kind in wanted):
        for case in make(sweep):
            by_kind[case.kind].append(case)
    cases: list[Case] = []
    for kind in wanted:
        found = by_kind[kind]
        if options.case:
            found = [case for case in found if any(fnmatch.fnmatch(case.id, pattern) for pattern in options.case)]
        size = SMALL.get(kind, 1) if options.small else options.sample
        if size is not None and size < len(found) and not options.case:
            picked = set(random.Random(f"{sweep.seed} {kind}").sample(range(len(found)), size))
            found = [case for number, case in enumerate(found) if number in picked]
        cases += found
    return cases


def try_case(case: Case) -> Verdict:
    began = time.monotonic()
    try:
        findings = tuple(dict.fromkeys(case.run()))
        return Verdict(case, findings, seconds=time.monotonic() - began)
    except NotTried as reason:
        return Verdict(case, not_tried=str(reason))
    except Exception as error:  # A case that cannot be judged was not survived.
        lines = traceback.format_exc().splitlines()
        return Verdict(case, (f"the case itself ended with {error!r} ({lines[-3].strip()})",))


def try_all(cases: list[Case], jobs: int, until: float = math.inf) -> list[Verdict]:
    """After an interruption, those that were tried before it.

    :param until: no case begins after this time of the monotonic clock
    """
    done: list[Verdict] = []
    lock = threading.Lock()
    began = time.monotonic()

    def one(case: Case) -> None:
        late = time.monotonic() > until
        verdict = Verdict(case, not_tried="there was no time left") if late else try_case(case)
        with lock:
            done.append(verdict)
            if verdict.findings:
                print(f"NOT SURVIVED {case.id}: {verdict.findings[0][:200]}", file=sys.stderr, flush=True)
            if len(done) % 25 == 0 or len(done) == len(cases):
                seconds = time.monotonic() - began
                print(f"{len(done)} of {len(cases)} cases, {seconds:.0f} s", file=sys.stderr, flush=True)

    with ThreadPoolExecutor(jobs) as pool, ThreadPoolExecutor(WAITING) as waiting:
        try:
            for future in [(waiting if case.waits else pool).submit(one, case) for case in cases]:
                future.result()
        except (KeyboardInterrupt, Terminated):
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            print("interrupted; the cases that have begun are brought to their end", file=sys.stderr, flush=True)
            for each in (pool, waiting):
                each.shutdown(wait=True, cancel_futures=True)
    return done


def report(verdicts: list[Verdict], seed: int) -> int:
    """Prints what was tried and survived, per kind. Returns the exit code."""
    kinds = [kind for kind in KINDS if any(verdict.case.kind == kind for verdict in verdicts)]
    counts = {kind: Counter() for kind in [*kinds, "all"]}
    reasons: Counter[str] = Counter()
    for verdict in verdicts:
        for count in (counts[verdict.case.kind], counts["all"]):
            count["tried"] += not verdict.not_tried
            count["survived"] += verdict.survived
            count["not tried"] += bool(verdict.not_tried)
        if verdict.not_tried:
            reasons[re.sub(r"\d+", "N", verdict.not_tried)] += 1
    failed = [verdict for verdict in verdicts if verdict.findings]
    for verdict in failed:
        print(f"\nnot survived: scripts/faults --seed {seed} --case {verdict.case.id}")
        for line in verdict.findings[:8]:
            print(f"  {line}")
    width = max(map(len, counts))
    print(f"\n{'kind':{width}}  tried  survived  not tried")
    for kind, count in counts.items():
        print(f"{kind:{width}}  {count['tried']:5}  {count['survived']:8}  {count['not tried'] or '':9}".rstrip())
    for reason, number in reasons.items():
        print(f"not tried: {number}: {reason}")
    return 1 if failed or not counts["all"]["tried"] else 0


def main() -> int:
    parser = arguments()
    options = parser.parse_args()
    if unknown := [kind for kind in options.kinds if kind not in KINDS]:
        parser.error(f"No such kind: {', '.join(unknown)}. There are {', '.join(KINDS)}")
    if not options.program.exists():
        parser.error(f"There is no program {options.program}: `swift build` makes it")
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(1_000_000)
    began = time.monotonic()
    # So that what was begun is removed.
    signal.signal(signal.SIGTERM, terminate)
    sweep = None
    try:
        sweep = Sweep([str(options.program.resolve())], seed, options.small)
        cases = chosen(sweep, options)
        if options.list:
            print("\n".join(case.id for case in cases))
            return 0
        print(f"seed {seed}: {len(cases)} cases", file=sys.stderr, flush=True)
        until = math.inf
        if options.small:
            # Where time ends, it ends for other kinds each time.
            random.Random(seed).shuffle(cases)
            until = began + SMALL_SECONDS
        verdicts = try_all(cases, options.jobs, until)
        return report(verdicts, seed) or (130 if len(verdicts) < len(cases) else 0)
    except (KeyboardInterrupt, Terminated):
        return 130
    finally:
        # A second signal must not leave a server behind.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_IGN)
        if sweep:
            sweep.close()


if __name__ == "__main__":
    sys.exit(main())
