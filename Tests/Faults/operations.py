"""The operations into which faults are put: what each begins with, what it does, and how it is brought to its end."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Callable

import crm
from program import Ended
from world import Place

TRIES = 5


@dataclass(frozen=True)
class Operation:
    """A command with what comes before it.

    `finish` repeats what is not done yet until it is, as an operator would, and returns what did not work.
    """

    name: str
    begins_with: str
    prepare: Callable[[Place], None]
    command: tuple[str, ...]
    finish: Callable[[Place], list[str]]
    # It reads only: whatever happens, it changes nothing.
    reads_only: bool = False


def until_done(place: Place, *arguments: str) -> list[str]:
    """Repeats a command until it ends with 0."""
    ends: list[Ended] = []
    for _ in range(TRIES):
        ends.append(place.run(*arguments))
        if ends[-1].code == 0:
            return []
    return [f"after {TRIES} clean runs, {ends[-1]}"]


def _run(at: str) -> Callable[[Place], list[str]]:
    return lambda place: until_done(place, "run", "--at", at, "--retry")


def _nothing(place: Place) -> None:
    pass


_SEPTEMBER = ("--from", "2025-09-01", "--to", "2025-10-01")
_RESTATE = ("restate", *_SEPTEMBER, "--schedule", "monthly", "--reason", "targets corrected")


def _finish_restatement(place: Place, label: str = "2025-09", command: tuple[str, ...] = _RESTATE) -> list[str]:
    """A restatement that has begun is completed by `run`; one that has not is asked for again, once per tenant."""
    problems = _run(crm.NEXT)(place)
    revisions = json.loads(
        place.sql(
            "SELECT coalesce(json_object_agg(tenant_id, r), '{}') FROM (SELECT tenant_id, max(revision) AS r "
            f"FROM report_occurrence WHERE schedule = 'monthly' AND period_label = '{label}' GROUP BY 1) AS t"
        )
    )
    for slug, tenant in crm.TENANTS.items():
        if revisions.get(tenant) == 1:
            ended = place.run(*command, "--tenant", slug)
            if ended.code not in (0, 3):
                problems.append(f"clean: {ended}")
    return problems + _run(crm.NEXT)(place)


_BACKFILL = ("backfill", "--from", "2025-07-01", "--to", "2025-08-01", "--at", crm.FIRST)


def _finish_backfill(place: Place) -> list[str]:
    return _run(crm.FIRST)(place) + until_done(place, *_BACKFILL) + _run(crm.FIRST)(place)


def _damage(place: Place) -> None:
    """Loses and changes files of every kind."""
    tree = place.exports / "tenant=acme"
    data = sorted(tree.glob("csv/*/*/*/*.csv.gz"))
    data[0].unlink()
    data[-1].write_bytes(b"nonsense")
    next(tree.glob("html/*/*/*.html")).unlink()
    next(tree.glob("history/**/*.xml.gz")).unlink()
    (tree / "SHA256SUMS").unlink()
    (tree / "notes.txt").write_text("Nobody knows this file.")
    (place.exports / "tenant=calm" / "manifest.json").unlink()
    part = place.exports / "tenant=bad-data" / "manifest" / "monthly-2025.json"
    part.write_text(part.read_text()[:100])


def _fail_september(place: Place) -> None:
    """September cannot be computed: two periods fail, one is not looked at yet."""
    place.sql("REVOKE INSERT ON report_pipeline_coverage_fact FROM dyno_reports")
    place.run("run", "--at", crm.NEXT, "--tenant", "acme", "--tenant", "bad-data")
    place.sql("GRANT INSERT ON report_pipeline_coverage_fact TO dyno_reports")


_SKIP = ("skip", *_SEPTEMBER, "--schedule", "monthly")


_OPEN_SEPTEMBER = "schedule = 'monthly' AND period_label = '2025-09' AND state NOT IN ('SKIPPED', 'PUBLISHED')"


def _finish_skip(place: Place) -> list[str]:
    """What is skipped is not open any more, and to skip it again is an error."""
    for _ in range(TRIES):
        if place.sql(f"SELECT count(*) FROM report_occurrence WHERE {_OPEN_SEPTEMBER}").strip() == "0":
            return []
        ended = place.run(*_SKIP)
    return [f"after {TRIES} clean runs, periods are open still: {ended}"]


def _compute_september(place: Place) -> None:
    """September is computed, and a file where a folder must be keeps it from being published."""
    staging = place.exports / ".staging"
    staging.rename(place.folder / "staging")
    staging.write_text("")
    place.run("run", "--at", crm.NEXT)
    staging.unlink()
    (place.folder / "staging").rename(staging)


def _lose_ledger(place: Place) -> None:
    """As after an empty database was put in the place of one that is lost."""
    for table in ("report_run", "report_change", "report_occurrence", "report_tenant"):
        place.sql(f"DELETE FROM {table}")


def _finish_adoption(place: Place) -> list[str]:
    return until_done(place, "adopt") + _run(crm.NEXT)(place)


def _without_views(place: Place) -> None:
    """Pages show the periods that were published before them, so they depend on the order."""
    file = place.schedules / "acme.yaml"
    file.write_text(file.read_text().replace("[csv, xml, html, xlsx]", "[csv, xml]"))


# What several workers do at once: the result does not depend on their order.
TOGETHER = {
    "run": ("run", "--at", crm.NEXT),
    "backfill": _BACKFILL,
    "restate": ("restate", "--from", "2025-08-01", "--to", "2025-09-01", "--schedule", "monthly", "--reason", "again"),
    "export": ("export",),
    "verify": ("verify",),
}


def _finish_together(place: Place) -> list[str]:
    problems = _run(crm.NEXT)(place) + until_done(place, *_BACKFILL)
    return problems + _finish_restatement(place, "2025-08", TOGETHER["restate"]) + until_done(place, "export")


OPERATIONS = {
    operation.name: operation
    for operation in [
        Operation("first", "migrated", _nothing, ("run", "--at", crm.FIRST, "--jobs", "1"), _run(crm.FIRST)),
        Operation("next", "first", _nothing, ("run", "--at", crm.NEXT, "--jobs", "1"), _run(crm.NEXT)),
        Operation("restate", "next", _nothing, (*_RESTATE, "--jobs", "1"), _finish_restatement),
        Operation("export", "restate", _damage, ("export",), lambda place: until_done(place, "export")),
        Operation("backfill", "first", _nothing, (*_BACKFILL, "--jobs", "1"), _finish_backfill),
        Operation("publish", "first", _compute_september, ("run", "--at", crm.NEXT, "--jobs", "1"), _run(crm.NEXT)),
        Operation("skip", "first", _fail_september, _SKIP, _finish_skip),
        Operation("adopt", "restate", _lose_ledger, ("adopt",), _finish_adoption),
        Operation("idle", "next", _nothing, ("run", "--at", crm.NEXT, "--jobs", "1"), _run(crm.NEXT), True),
        Operation("together", "first", _without_views, TOGETHER["run"], _finish_together),
        Operation("verify", "next", _nothing, ("verify",), lambda place: [], True),
        Operation("doctor", "next", _nothing, ("doctor",), lambda place: [], True),
        Operation("status", "next", _nothing, ("status",), lambda place: [], True),
    ]
}
# In this order, each begins with what an earlier one left.
MAIN = ("first", "next", "restate", "export")
