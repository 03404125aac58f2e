"""Runs the program that is tried, and says how it ended."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass

DOCUMENTED = {0, 1, 3, 64, 69, 73, 75, 78, 130, 143}
WITH_MESSAGE = DOCUMENTED - {0, 130, 143}


@dataclass
class Ended:
    """How a command ended. `code` is negative for a signal, as in subprocess; None if it was still running."""

    code: int | None
    output: str
    errors: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        said = self.errors.strip().splitlines()
        how = "was still running" if self.code is None else f"ended with {self.code}"
        return f"`{' '.join(self.arguments)}` {how}" + (f": {said[0][:300]}" if said else "")

    @property
    def signal_name(self) -> str:
        return signal.Signals(-self.code).name if self.code is not None and self.code < 0 else ""


class Running:
    """A program in a session of its own, so that all of it can be ended."""

    def __init__(
        self,
        command: list[str],
        environment: dict[str, str],
        wrapper: list[str] | None = None,
        said_as: tuple[str, ...] = (),
        stdin: int = subprocess.DEVNULL,
    ):
        self.arguments = said_as or tuple(command[1:])
        self.process = subprocess.Popen(
            [*(wrapper or []), *command],
            env=environment,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def signal(self, number: int) -> None:
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass

    def wait(self, limit: float) -> Ended:
        """Waits; after so many seconds, kills it and says that it was still running."""
        try:
            output, errors = self.process.communicate(timeout=limit)
            code: int | None = self.process.returncode
        except subprocess.TimeoutExpired:
            self.signal(signal.SIGKILL)
            output, errors = self.process.communicate()
            code = None
        return Ended(code, output.decode(errors="replace"), errors.decode(errors="replace"), self.arguments)


def complaints(ended: Ended, killed_by: tuple[int, ...] = ()) -> list[str]:
    """What is wrong with how a command ended, whatever went wrong around it.

    :param killed_by: signals that were sent to it, which may end it
    """
    if ended.code is None:
        return [f"hangs: {ended}"]
    if ended.code < 0 and -ended.code not in killed_by:
        return [f"crashed by {ended.signal_name}: {ended}"]
    if ended.code >= 0 and ended.code not in DOCUMENTED:
        return [f"an exit code that is not documented: {ended}"]
    # What `verify` and `doctor` find is what they print.
    if ended.code in WITH_MESSAGE and not (ended.errors + ended.output).strip():
        return [f"ended with {ended.code} without a message: {ended}"]
    if "Fatal error" in ended.errors:
        return [f"crashed: {ended}"]
    return []
