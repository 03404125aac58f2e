"""Two to eight workers at once, some killed at random, beside a restatement, a backfill, an export and a check."""

from __future__ import annotations

import signal
import threading
import time
from typing import Iterator

from cases import Case
from operations import TOGETHER
from program import Ended, Running
from sweep import Sweep
from trial import Trial

_NUMBER = 200


def _kill_later(running: Running, seconds: float) -> threading.Timer:
    timer = threading.Timer(seconds, running.signal, [signal.SIGKILL])
    timer.start()
    return timer


def _judge(trial: Trial, ended: Ended) -> None:
    trial.judge(ended, (signal.SIGKILL,))
    # A check can meet a tree that is being published.
    allowed = (0, 1, 3) if ended.arguments[0] == "verify" else (0, 3, 75)
    if ended.code is not None and ended.code >= 0 and ended.code not in allowed:
        trial.findings.append(f"beside other workers, {ended}")


def _case(sweep: Sweep, number: int) -> Case:
    def run() -> list[str]:
        random = sweep.random(f"workers {number}")
        with Trial(sweep, "together") as trial:
            commands = [TOGETHER["run"]] * random.randint(2, 8)
            commands += [
                TOGETHER[name] for name in ("restate", "backfill", "export", "verify") if random.random() < 0.6
            ]
            random.shuffle(commands)
            started: list[Running] = []
            timers: list[threading.Timer] = []
            for command in commands:
                running = trial.place.start(*command)
                started.append(running)
                if random.random() < 0.5:
                    timers.append(_kill_later(running, random.uniform(0, 2.5)))
                time.sleep(random.choice([0, 0, random.uniform(0, 0.3)]))
            for running in started:
                _judge(trial, running.wait(120))
            for timer in timers:
                timer.cancel()
            trial.check_published()
            return trial.finish()

    return Case("workers", f"{number:03}", run)


def workers(sweep: Sweep) -> Iterator[Case]:
    """Each case has a number, from which with the seed all its random choices follow."""
    for number in range(_NUMBER):
        yield _case(sweep, number)


KINDS = {"workers": workers}
