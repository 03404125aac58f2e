"""Says how two states differ, in lines for people."""

from __future__ import annotations

import json

import crm
from normal_form import NormalForm, normal_form
from state import State

SHOWN = 6  # of a kind


def _label(row: dict) -> str:
    slugs = {tenant: slug for slug, tenant in crm.TENANTS.items()}
    words = [slugs.get(row.get("tenant_id", ""), "")]
    words += [str(row[key]) for key in ("schedule", "period_label", "report_type", "run_id") if row.get(key)]
    return " ".join(words + ([f"revision {row['revision']}"] if "revision" in row else []))


def _column_differences(wanted: dict, found: dict) -> str:
    parts = []
    for key in sorted(wanted.keys() | found.keys()):
        if wanted.get(key) != found.get(key):
            parts.append(f"{key} {str(found.get(key))[:120]!r} for {str(wanted.get(key))[:120]!r}")
    return "; ".join(parts)


_KEYS = ("tenant_id", "schedule", "period_start", "period_end", "revision", "run_id", "run_key", "report_type")


def _row_differences(table: str, wanted: list[str], found: list[str]) -> list[str]:
    missing = [json.loads(row) for row in wanted if row not in set(found)]
    added = [json.loads(row) for row in found if row not in set(wanted)]
    lines = []
    for row in missing:
        key = [row.get(name) for name in _KEYS]
        same = next((other for other in added if [other.get(name) for name in _KEYS] == key), None)
        if same is None:
            lines.append(f"{table}: missing: {_label(row)}")
        else:
            added.remove(same)
            lines.append(f"{table}: {_label(row)}: {_column_differences(row, same)}")
    lines += [f"{table}: added: {_label(row)}" for row in added]
    if not lines and len(wanted) != len(found):
        lines.append(f"{table}: {len(found)} rows for {len(wanted)}")
    return lines


def _first_difference(wanted: str | bytes, found: str | bytes) -> str:
    if not (isinstance(wanted, str) and isinstance(found, str)):
        return f"{len(found)} bytes for {len(wanted)}"
    for number, (one, other) in enumerate(zip(wanted.splitlines(), found.splitlines()), 1):
        if one != other:
            place = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
            start = max(0, place - 40)
            return f"line {number}: {other[start:start + 120]!r} for {one[start:start + 120]!r}"
    return f"{len(found.splitlines())} lines for {len(wanted.splitlines())}"


def differences(wanted: State, found: State, tenants: list[str] | None = None) -> list[str]:
    """How the found state differs from the wanted one; nothing if it does not.

    :param tenants: only these, by slug; what belongs to no tenant is then left out
    """
    if tenants is not None:
        lines = []
        for slug in tenants:
            tenant = f"{crm.TENANTS[slug]} {slug}"
            lines += _compare(normal_form(wanted, tenant), normal_form(found, tenant), whole=False)
        return lines
    return _compare(normal_form(wanted), normal_form(found), whole=True)


def _compare(wanted: NormalForm, found: NormalForm, whole: bool) -> list[str]:
    lines: list[str] = []
    for table, rows in wanted.rows.items():
        lines += _row_differences(table, rows, found.rows[table])[:SHOWN]
    files = [f"missing file {path}" for path in sorted(wanted.files.keys() - found.files.keys())]
    files += [f"added file {path}" for path in sorted(found.files.keys() - wanted.files.keys())]
    for path in sorted(wanted.files.keys() & found.files.keys()):
        if wanted.files[path] != found.files[path]:
            files.append(f"{path} differs: {_first_difference(wanted.files[path], found.files[path])}")
    for path in sorted(wanted.modes.keys() & found.modes.keys()):
        if wanted.modes[path] != found.modes[path]:
            files.append(f"{path}: mode {found.modes[path]} for {wanted.modes[path]}")
    for path in sorted(found.modes.keys() - wanted.modes.keys() - found.files.keys()):
        files.append(f"added folder {path}")
    for path in sorted(wanted.modes.keys() - found.modes.keys() - wanted.files.keys()):
        files.append(f"missing folder {path}")
    if whole:
        files += [f"{path} is neither a file nor a folder" for path in found.others]
    return lines + files[:SHOWN] + ([f"{len(files) - SHOWN} more files"] if len(files) > SHOWN else [])
