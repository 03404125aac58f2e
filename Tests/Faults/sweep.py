"""What the cases of a sweep share: the world, and for each operation what it begins with and what it must lead to."""

from __future__ import annotations

import ctypes
import os
import random
import subprocess
import threading
from dataclasses import dataclass
from pathlib import Path

from cluster import Cluster
from comparison import differences
from operations import OPERATIONS, Operation
from program import Ended
from shim import Call, compile_shim, shim_environment
from state import State
from world import Place, World

# The small sweep tries one of them.
SMALL_OPERATIONS = ("first", "next", "restate")
ZONES = Path("/usr/share/zoneinfo")


def has_own_mounts() -> bool:
    """Gives this process mounts of its own, which end with it; only root may."""
    new_mounts = 0x00020000  # CLONE_NEWNS
    if os.geteuid() != 0 or ctypes.CDLL(None, use_errno=True).unshare(new_mounts) != 0:
        return False
    return subprocess.run(["mount", "--make-rprivate", "/"], capture_output=True).returncode == 0


@dataclass
class Control:
    """An operation without a fault."""

    operation: Operation
    before: Place
    before_state: State
    # The place after it, for the operations that begin there; its state.
    after: Place
    after_state: State
    ended: Ended


class Sweep:
    def __init__(self, program: list[str], seed: int, small: bool = False, skips_clean_runs: bool = False):
        """:param skips_clean_runs: for the test of the matrix itself: nothing is repeated after a fault"""
        self.world = World(program)
        self.seed = seed
        self.small = small
        # None for all.
        self.only: set[str] | None = {self.random("operation").choice(SMALL_OPERATIONS)} if small else None
        self.skips_clean_runs = skips_clean_runs
        self.may_mount = has_own_mounts()
        self._controls: dict[str, Control] = {}
        self._calls: dict[tuple[str, str], list[Call]] = {}
        # What kinds count once, such as the messages of an operation.
        self.counts: dict[str, int] = {}
        self._standby: Cluster | None = None
        self._lock = threading.RLock()
        try:
            self.shim = compile_shim(self.world.folder)
            self.migrated = self.world.new_place()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._standby:
            self._standby.remove()
        self.world.close()

    def standby(self) -> Cluster:
        """A standby of the world's server."""
        with self._lock:
            if self._standby is None:
                self._standby = Cluster(copy_of=self.world.cluster)
            return self._standby

    def some(self, operations: tuple[str, ...]) -> tuple[str, ...]:
        """These operations; in a small sweep, which has no time to prepare more, and for single cases only some."""
        return tuple(name for name in operations if self.only is None or name in self.only)

    def random(self, name: str) -> random.Random:
        """A generator of its own for each case, so that a case alone does what it does among all."""
        return random.Random(f"{self.seed} {name}")

    def control(self, name: str) -> Control:
        with self._lock:
            if name not in self._controls:
                self._controls[name] = self._make(OPERATIONS[name])
            return self._controls[name]

    def _make(self, operation: Operation) -> Control:
        begin = self.migrated if operation.begins_with == "migrated" else self.control(operation.begins_with).after
        before = self.world.new_place(like=begin)
        operation.prepare(before)
        before_state = before.state()
        after, ended = self._undisturbed(operation, before)
        after_state = after.state()
        if not self.small:
            self._repeat(operation, before, after_state)
        return Control(operation, before, before_state, after, after_state, ended)

    def _repeat(self, operation: Operation, before: Place, wanted: State) -> None:
        """The same once more: what differs now would differ after each fault."""
        again, _ = self._undisturbed(operation, before)
        if lines := differences(wanted, again.state()):
            raise RuntimeError(f"two undisturbed runs of {operation.name} differ: {lines}")
        verified = again.run("verify")
        if verified.code != 0:
            raise RuntimeError(f"undisturbed, {operation.name} leaves what does not verify: {verified.output}")
        self.world.remove_place(again)

    def _undisturbed(self, operation: Operation, before: Place) -> tuple[Place, Ended]:
        place = self.world.new_place(like=before)
        ended = place.run(*operation.command)
        if ended.code not in (0, 3):
            raise RuntimeError(f"undisturbed: {ended}")
        if problems := operation.finish(place):
            raise RuntimeError(f"undisturbed: {problems}")
        return place, ended

    def below(self, place: Place, of: str) -> list[Path]:
        """The paths that count: the published tree, or what the program reads besides."""
        return [place.exports] if of == "files" else [place.schedules, ZONES, Path("/etc/localtime")]

    def fault(
        self, place: Place, of: str, at: int, does: str, *, name: str = "", error: int = 0, seconds: int = 0
    ) -> dict[str, str]:
        """The variables that put a fault into a run; `of` is files, inputs, network or clock."""
        return shim_environment(
            self.shim,
            "files" if of == "inputs" else of,
            at,
            does,
            name=name,
            error=error,
            seconds=seconds,
            below=self.below(place, of),
            fired=place.folder / "fired",
        )

    def fired(self, place: Place) -> Call | None:
        """The call that went wrong."""
        file = place.folder / "fired"
        return Call.read(file.read_text(errors="replace")) if file.exists() else None

    def calls(self, name: str, of: str) -> list[Call]:
        """The calls of an undisturbed run that count; `of` is files, inputs, network or clock."""
        with self._lock:
            if (name, of) not in self._calls:
                self._calls[name, of] = self._traced(self.control(name), of)
            return self._calls[name, of]

    def _traced(self, control: Control, of: str) -> list[Call]:
        place = self.world.new_place(like=control.before)
        trace = place.folder / "trace"
        variables = shim_environment(
            self.shim, "files" if of == "inputs" else of, below=self.below(place, of), trace=trace
        )
        place.run(*control.operation.command, more=variables)
        lines = trace.read_text(errors="replace").splitlines() if trace.exists() else []
        self.world.remove_place(place)
        return [Call.read(line.replace(f"{place.exports}/", "")) for line in lines]
