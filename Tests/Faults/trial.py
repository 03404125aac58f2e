"""One case: an operation with a fault in it, what must be true right after it, and what clean runs must lead to."""

from __future__ import annotations

import re
from typing import Any

import crm
from comparison import differences
from program import Ended, Running, complaints
from shim import Call
from state import State
from sweep import Sweep

_TENANT = re.compile(r"(?:tenant=|discarded=|\.staging/|\.set-aside/)([a-z-]+)(?=/|$)")


class Trial:
    """A copy of what the operation begins with. Used with `with`; `findings` is what was not survived."""

    def __init__(self, sweep: Sweep, operation: str):
        self.sweep = sweep
        self.control = sweep.control(operation)
        self.operation = self.control.operation
        self.place = sweep.world.new_place(like=self.control.before)
        self.findings: list[str] = []
        self.was_killed = False
        self.leaves_rehearsal = False
        # What was put into the tree is moved there, and stays.
        self.may_set_aside = False

    def __enter__(self) -> "Trial":
        return self

    def __exit__(self, *_: object) -> None:
        self.sweep.world.remove_place(self.place)

    def start(self, *arguments: str, **options: Any) -> Running:
        return self.place.start(*self.operation.command, *arguments, **options)

    def ended(self, running: Running, killed_by: tuple[int, ...] = (), limit: float | None = None) -> Ended:
        """Waits for the end of the disturbed run, and looks at how it ended."""
        ended = running.wait(limit or self.sweep.world.limit)
        self.judge(ended, killed_by)
        return ended

    def judge(self, ended: Ended, killed_by: tuple[int, ...] = ()) -> None:
        self.findings += complaints(ended, killed_by)
        self.was_killed |= ended.code is None or ended.code < 0

    def attempt(
        self, *arguments: str, killed_by: tuple[int, ...] = (), limit: float | None = None, **options: Any
    ) -> Ended:
        return self.ended(self.start(*arguments, **options), killed_by, limit)

    def says_done(self, ended: Ended) -> bool:
        """Whether the disturbed run says what the undisturbed one says."""
        wanted = self.control.ended
        return (ended.code, _without_paths(ended.errors)) == (wanted.code, _without_paths(wanted.errors))

    def check_honesty(self, ended: Ended, fault: Call | None = None) -> None:
        """What says that it is done must be done, and what could cost bytes must be told."""
        if not self.says_done(ended):
            return
        lines = differences(self.control.after_state, self.place.state())
        # What `finish` does besides is not in the command.
        if self.operation.name not in ("restate", "backfill", "skip"):
            self.findings += [f"it ended with {ended.code} and said nothing, but {line}" for line in lines]
        if fault and fault.makes_or_fills:
            self.findings.append(f"an error of {fault.name} on {fault.path} was swallowed")

    def check_published(self) -> None:
        """What was published before is as it was, byte for byte, unless the operation replaces it."""
        if self.operation.name not in ("next", "backfill", "publish", "skip", "adopt"):
            return
        found = self.place.state().files
        for path, content in self.control.before_state.files.items():
            if path.endswith(".gz") and found.get(path) != content:
                self.findings.append(f"right after the fault, {path} is not as it was published")

    def check_others(self, fault: Call) -> None:
        """An error in one tenant's folder stops no other tenant."""
        if self.operation.reads_only:
            # What doctor cannot remove, it leaves, and its end says so.
            self.leaves_rehearsal = "/.staging/trial=" in fault.path
            return
        hit = set(_TENANT.findall(fault.path))
        if not hit:
            return
        others = [slug for slug in crm.TENANTS if slug not in hit]
        lines = differences(self.control.after_state, self.place.state(), others)
        self.findings += [f"it stopped another tenant: {line}" for line in lines[:3]]

    def finish(self) -> list[str]:
        """Clean runs until all is done; then all must be as without the fault. Returns all findings."""
        if self.operation.reads_only:
            self._expect(self.control.before_state if self.operation.name != "idle" else self.control.after_state)
        if not self.sweep.skips_clean_runs:
            self.findings += self.operation.finish(self.place)
        self._expect(self.control.after_state)
        verified = self.place.run("verify")
        if verified.code != 0:
            said = " ".join((verified.output + verified.errors).split())
            self.findings.append(f"`verify` ends with {verified.code}: {said[:300]}")
        left = sorted(path.name for path in self.place.temporary.iterdir())
        if left and not self.was_killed:
            self.findings.append(f"left in the folder for temporary files: {', '.join(left[:5])}")
        return self.findings

    def _expect(self, wanted: State) -> None:
        found = self.place.state()
        if self.operation.name == "doctor" and (self.was_killed or self.leaves_rehearsal):
            # A trial that was killed stays for an hour; the manual says so.
            found = found.without(".staging/trial=")
        if self.may_set_aside:
            wanted, found = (state.without(".set-aside") for state in (wanted, found))
        for line in differences(wanted, found):
            if line not in self.findings:
                self.findings.append(line)


def _without_paths(text: str) -> str:
    """Without what differs by nature: where the case lies, and the names of folders that are made up."""
    return re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", re.sub(r"/\S*/place_\d+", "PLACE", text))
