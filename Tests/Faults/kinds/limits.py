"""Limits of the process, closed descriptors, streams that take nothing, and clocks that jump."""

from __future__ import annotations

import os
import pwd
import signal
import subprocess
from typing import Iterator

from cases import Case, NotTried
from operations import MAIN
from program import Ended
from sweep import Sweep
from trial import Trial

# Where memory ends, Swift's allocator ends the process; the next run must go on all the same.
_OUT_OF_MEMORY = (signal.SIGKILL, signal.SIGABRT, signal.SIGILL, signal.SIGTRAP, signal.SIGSEGV, signal.SIGBUS)


def _did_not_start(ended: Ended) -> bool:
    """Whether the limit is too low for the dynamic linker."""
    return ended.code == 127 and "shared librar" in ended.errors


def limits(sweep: Sweep) -> Iterator[Case]:
    steps = {
        "files": ("--nofile={0}:{0}", [4, 5, 6, 7, 8, 9, 10, 12, 16]),
        "memory": ("--as={0}", [60_000_000, 120_000_000, 250_000_000, 400_000_000]),
        "file-size": ("--fsize={0}", [0, 1, 100, 1_000, 10_000]),
        "stack": ("--stack={0}", [65_536, 262_144]),
        "locked-memory": ("--memlock={0}", [0]),
    }
    for name in sweep.some(MAIN):
        for what, (option, values) in steps.items():
            for value in values:

                def run(name: str = name, what: str = what, option: str = option, value: int = value) -> list[str]:
                    with Trial(sweep, name) as trial:
                        killed_by = {
                            "memory": _OUT_OF_MEMORY,
                            "stack": _OUT_OF_MEMORY,
                            "file-size": (signal.SIGXFSZ,),
                        }.get(what, ())
                        running = trial.start(wrapper=["prlimit", option.format(value)])
                        ended = running.wait(sweep.world.limit)
                        if _did_not_start(ended):
                            raise NotTried("the limit is too low for the dynamic linker")
                        trial.judge(ended, killed_by)
                        trial.check_published()
                        trial.check_honesty(ended)
                        return trial.finish()

                yield Case("limit", f"{name}/{what}-{value}", run)


def processes(sweep: Sweep) -> Iterator[Case]:
    """Threads count as processes. Root is exempt, so it is an ordinary user."""
    for name in sweep.some(MAIN):
        for more in (0, 1, 2, 3):

            def run(name: str = name, more: int = more) -> list[str]:
                if os.geteuid() != 0:
                    raise NotTried("needs root, to become a user without other processes")
                with Trial(sweep, name) as trial:
                    try:
                        user = pwd.getpwnam("nobody")
                    except KeyError:
                        raise NotTried("there is no user nobody") from None
                    subprocess.run(["chown", "-R", f"{user.pw_uid}:{user.pw_gid}", str(trial.place.folder)], check=True)
                    become = ["setpriv", f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
                    ended = trial.attempt(wrapper=["prlimit", f"--nproc={more}", *become])
                    trial.check_honesty(ended)
                    subprocess.run(["chown", "-R", "0:0", str(trial.place.folder)], check=True)
                    return trial.finish()

            yield Case("limit-processes", f"{name}/{more}", run)


def descriptors(sweep: Sweep) -> Iterator[Case]:
    """Without stdin, stdout or stderr, a file that is opened gets their number; messages must not end in it."""
    ways = {
        "no-stdin": "<&-",
        "no-stdout": ">&-",
        "no-stderr": "2>&-",
        "none": "<&- >&- 2>&-",
        "full-stdout": ">/dev/full",
        "full-stderr": "2>/dev/full",
        "full": ">/dev/full 2>/dev/full",
        "stdin-folder": "</",
    }
    for name in sweep.some((*MAIN, "verify", "doctor")):
        for way, redirection in ways.items():
            for verbose in (False, True):
                if verbose and name in ("verify", "doctor"):
                    continue

                def run(name: str = name, redirection: str = redirection, verbose: bool = verbose) -> list[str]:
                    with Trial(sweep, name) as trial:
                        running = trial.start(
                            *(["--verbose"] if verbose else []), wrapper=["sh", "-c", f'exec "$@" {redirection}', "sh"]
                        )
                        ended = running.wait(sweep.world.limit)
                        if "2>" in redirection:
                            ended.errors = ended.errors or "(not to be seen)"
                        trial.judge(ended)
                        trial.check_published()
                        return trial.finish()

                yield Case("descriptors", f"{name}/{way}{'-verbose' if verbose else ''}", run)


def closed_pipes(sweep: Sweep) -> Iterator[Case]:
    """Who reads the output goes away."""
    for name in sweep.some((*MAIN, "verify", "doctor", "status")):

        def run(name: str = name) -> list[str]:
            with Trial(sweep, name) as trial:
                command = [*sweep.world.program, *trial.operation.command]
                command += [] if name in ("verify", "doctor", "status") else ["--verbose"]
                reader, writer = os.pipe()
                os.close(reader)
                with subprocess.Popen(
                    command,
                    env=trial.place.environment(),
                    stdin=subprocess.DEVNULL,
                    stdout=writer,
                    stderr=subprocess.PIPE,
                    text=True,
                ) as process:
                    os.close(writer)
                    _, errors = process.communicate(timeout=sweep.world.limit)
                trial.judge(
                    Ended(process.returncode, "(not to be seen)", errors, trial.operation.command), (signal.SIGPIPE,)
                )
                return trial.finish()

        yield Case("closed-pipe", name, run)


def clocks(sweep: Sweep) -> Iterator[Case]:
    """The program's clock jumps at one of its looks; the server's does not."""
    day = 86_400
    for name in sweep.some((*MAIN, "idle")):
        for call in sweep.calls(name, "clock"):
            for label, seconds in (
                ("hour-back", -3600),
                ("hour-ahead", 3600),
                ("year-back", -366 * day),
                ("year-ahead", 366 * day),
                ("century-ahead", 36_525 * day),
                ("1970", -20_000 * day),
            ):

                def run(name: str = name, at: int = call.number, seconds: int = seconds) -> list[str]:
                    with Trial(sweep, name) as trial:
                        ended = trial.attempt(more=sweep.fault(trial.place, "clock", at, "step", seconds=seconds))
                        trial.check_honesty(ended)
                        return trial.finish()

                yield Case("clock", f"{name}/{call.number:03}-{label}", run)


KINDS = {
    "limit": limits,
    "limit-processes": processes,
    "descriptors": descriptors,
    "closed-pipe": closed_pipes,
    "clock": clocks,
}
