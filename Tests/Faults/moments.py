"""Holds the program still before a chosen call, so that something can happen around it at that moment."""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path

from cases import NotTried
from program import Running
from sweep import Sweep
from trial import Trial


@dataclass(frozen=True)
class Moment:
    """Before the call number `at` of an operation; `of` is files or network."""

    operation: str
    of: str
    at: int

    def __str__(self) -> str:
        return f"{self.operation}/{self.of}-{self.at:04}"


def moments(sweep: Sweep, operations: tuple[str, ...], number: int) -> list[Moment]:
    """So many moments of each operation, evenly over its calls of both classes that can change anything."""
    found = []
    for operation in sweep.some(operations):
        for of in ("network", "files"):
            calls = [call.number for call in sweep.calls(operation, of) if call.changes and call.name != "close"]
            step = max(1, len(calls) // max(1, number // 2))
            found += [Moment(operation, of, at) for at in calls[::step]]
    return found


def is_stopped(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] in ("T", "t")
    except OSError:
        return False


def hold(trial: Trial, moment: Moment, more: dict[str, str] | None = None) -> Running:
    """Starts the operation, and returns when it stands still at the moment."""
    variables = {**trial.sweep.fault(trial.place, moment.of, moment.at, "stop"), **(more or {})}
    running = trial.start(more=variables)
    end = time.monotonic() + trial.sweep.world.limit
    while not is_stopped(running.process.pid):
        if running.process.poll() is not None:
            running.wait(5)
            raise NotTried(f"the call number {moment.at} was not reached")
        if time.monotonic() > end:
            running.signal(signal.SIGKILL)
            raise RuntimeError("it neither came to the call nor ended")
        time.sleep(0.005)
    return running


def go_on(running: Running) -> None:
    os.killpg(running.process.pid, signal.SIGCONT)
