"""The connection is lost at a COMMIT or at any other message, before or after the server has it; or it falls silent."""

from __future__ import annotations

from typing import Iterator

from cases import Case, NotTried
from operations import MAIN
from proxy import Fault, Proxy
from sweep import Sweep
from trial import Trial
from world import Place

# Short statements have a minute, and half a minute more until the program closes a silent connection; then it asks
# once more what became of a COMMIT.
PATIENCE = 300
# For computing and reading facts.
TIME_LIMIT = {"DYNO_REPORTS_TIME_LIMIT": "2s"}


def behind(proxy: Proxy, place: Place) -> dict[str, str]:
    """The variables with which the program connects through a proxy."""
    url = place.cluster.url(
        place.database, "dyno_reports", "127.0.0.1", f"&port={proxy.port}&sslmode=disable&gssencmode=disable"
    )
    return {"DYNO_REPORTS_DATABASE_URL": url}


def _messages(sweep: Sweep, operation: str, commits: bool) -> int:
    """How many messages an undisturbed run sends."""
    key = f"{'commits' if commits else 'messages'} of {operation}"
    if key not in sweep.counts:
        with Trial(sweep, operation) as trial, Proxy(trial.place.cluster.socket, commits=commits) as proxy:
            trial.attempt(more=behind(proxy, trial.place))
            sweep.counts[key] = proxy.messages
    return sweep.counts[key]


def _case(sweep: Sweep, kind: str, operation: str, fault: Fault, at: int, commits: bool) -> Case:
    waits = fault in (Fault.SILENT, Fault.ALL_SILENT, Fault.DEAF)
    label = f"{operation}/{fault.value}-{'commit' if commits else 'message'}-{at:03}"

    def run() -> list[str]:
        with Trial(sweep, operation) as trial, Proxy(trial.place.cluster.socket, fault, at, commits) as proxy:
            variables = behind(proxy, trial.place) | (TIME_LIMIT if waits else {})
            ended = trial.attempt(more=variables, limit=PATIENCE if waits else None)
            if not proxy.fired:
                raise NotTried(f"the message number {at} was not reached")
            trial.check_published()
            trial.check_honesty(ended)
            return trial.finish()

    return Case(kind, label, run, waits=waits)


def cuts_of_commits(sweep: Sweep) -> Iterator[Case]:
    for name in sweep.some((*MAIN, "backfill", "publish", "skip")):
        for at in range(1, _messages(sweep, name, True) + 1):
            for fault in (Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_WITHIN):
                yield _case(sweep, "commit-cut", name, fault, at, True)


def cuts_of_messages(sweep: Sweep) -> Iterator[Case]:
    for name in sweep.some(MAIN):
        for at in range(1, _messages(sweep, name, False) + 1):
            yield _case(sweep, "message-cut", name, Fault.CUT_AFTER if at % 2 else Fault.CUT_BEFORE, at, False)


def black_holes(sweep: Sweep) -> Iterator[Case]:
    for name in sweep.some(("first", "restate", "export", "skip")):
        for at in range(1, _messages(sweep, name, True) + 1):
            fault = (Fault.SILENT, Fault.DEAF, Fault.ALL_SILENT)[at % 3]
            yield _case(sweep, "black-hole", name, fault, at, True)
        messages = _messages(sweep, name, False)
        for at in range(1, messages + 1, max(1, messages // 12)):
            yield _case(sweep, "black-hole", name, Fault.SILENT, at, False)


KINDS = {"commit-cut": cuts_of_commits, "message-cut": cuts_of_messages, "black-hole": black_holes}
