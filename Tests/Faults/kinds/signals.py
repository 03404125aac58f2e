"""Signals at chosen moments; a worker that stands still while another one finishes; the program as process 1."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path
from typing import Iterator

import crm
from cases import Case, NotTried
from kinds.servers import sessions_sql
from moments import Moment, go_on, hold, moments
from operations import MAIN, OPERATIONS
from program import complaints
from sweep import Sweep
from trial import Trial

_ENDING = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGXFSZ, signal.SIGXCPU, signal.SIGQUIT)


def ended_by_signals(sweep: Sweep) -> Iterator[Case]:
    for moment in moments(sweep, (*MAIN, "publish"), 24):
        number = _ENDING[moment.at % len(_ENDING)]

        def run(moment: Moment = moment, number: signal.Signals = number) -> list[str]:
            with Trial(sweep, moment.operation) as trial:
                running = hold(trial, moment)
                running.signal(number)
                go_on(running)
                ended = trial.ended(running, killed_by=(number,))
                # It may have been past the point where a signal still changes anything; then it must be done.
                if ended.code not in (-number, 128 + number) and not trial.says_done(ended):
                    trial.findings.append(f"after {number.name}, {ended}")
                trial.check_honesty(ended)
                trial.check_published()
                return trial.finish()

        yield Case("signal", f"{moment}-{number.name}", run)


def harmless_signals(sweep: Sweep) -> Iterator[Case]:
    """Stopped and continued, a window that changes its size, a closed pipe: nothing happens."""
    for moment in moments(sweep, MAIN, 6):

        def run(moment: Moment = moment) -> list[str]:
            with Trial(sweep, moment.operation) as trial:
                running = hold(trial, moment)
                for number in (signal.SIGWINCH, signal.SIGCHLD, signal.SIGURG):
                    running.signal(number)
                go_on(running)
                ended = trial.ended(running)
                if not trial.says_done(ended):
                    trial.findings.append(f"after signals that mean nothing, {ended}")
                return trial.finish()

        yield Case("signal-harmless", str(moment), run)


def stopped(sweep: Sweep) -> Iterator[Case]:
    """One worker stands still; another runs, and ends; the first goes on. `lost`: the server has ended its session."""
    for moment in moments(sweep, (*MAIN, "publish"), 16):
        for lost in (False, True):

            def run(moment: Moment = moment, lost: bool = lost) -> list[str]:
                with Trial(sweep, moment.operation) as trial:
                    running = hold(trial, moment)
                    try:
                        if lost:
                            sessions_sql(trial, "pg_terminate_backend")
                        other = trial.place.start(*_finishing(moment.operation)).wait(60)
                        # It can be waiting for the lock that the first one holds.
                        if other.code is not None or lost:
                            trial.findings += [f"the other worker {line}" for line in complaints(other)]
                        if lost and other.code not in (0, 3):
                            trial.findings.append(f"the other worker cannot take over: {other}")
                    finally:
                        go_on(running)
                    ended = trial.ended(running)
                    trial.check_honesty(ended)
                    return trial.finish()

            yield Case("stopped-worker", f"{moment}-{'lost' if lost else 'locked'}", run, waits=not lost)


def _finishing(operation: str) -> tuple[str, ...]:
    command = OPERATIONS[operation].command
    return ("run", "--at", crm.NEXT, "--retry") if command[0] == "restate" else command


def _only_child(process: int) -> int:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        children = Path(f"/proc/{process}/task/{process}/children")
        if children.exists() and (found := children.read_text().split()):
            return int(found[0])
        time.sleep(0.01)
    raise NotTried("the process did not appear")


def as_process_one(sweep: Sweep) -> Iterator[Case]:
    """In a container the program is often process 1, which the kernel protects from signals without a handler."""
    for operation in sweep.some(("first", "restate")):
        for number, code in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):

            def run(operation: str = operation, number: signal.Signals = number, code: int = code) -> list[str]:
                if os.geteuid() != 0:
                    raise NotTried("needs root")
                with Trial(sweep, operation) as trial:
                    # It waits for this lock until the signal comes.
                    lock = "BEGIN; LOCK TABLE report_occurrence IN ACCESS EXCLUSIVE MODE; " "SELECT pg_sleep(20)"
                    blocker = trial.place.session(lock)
                    try:
                        asked = (
                            "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE usename = 'dyno_reports' "
                            f"AND datname = '{trial.place.database}' AND wait_event_type = 'Lock')"
                        )
                        running = trial.start(
                            more={"DYNO_REPORTS_JOBS": "1"},
                            wrapper=["unshare", "--pid", "--fork", "--kill-child", "--mount-proc"],
                        )
                        if not trial.place.cluster.wait_for(asked):
                            raise NotTried("it did not come to the lock")
                        os.kill(_only_child(running.process.pid), number)
                        ended = trial.ended(running, killed_by=(number,), limit=10)
                    finally:
                        blocker.kill()
                        blocker.wait()
                        sessions_sql(trial, "pg_terminate_backend")
                    if ended.code not in (code, -number):
                        trial.findings.append(f"as process 1, after {number.name}, {ended}")
                    return trial.finish()

            yield Case("process-one", f"{operation}/{number.name}", run)


KINDS = {
    "signal": ended_by_signals,
    "signal-harmless": harmless_signals,
    "stopped-worker": stopped,
    "process-one": as_process_one,
}
