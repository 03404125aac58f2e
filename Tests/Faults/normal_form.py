"""Takes out of a state what differs by nature between two undisturbed runs, and nothing else.

That is: when something happened, how often it was tried (attempt, fence, sequence, worker), the ids of failed runs,
which are made from the fence, and hashes and sizes of files that contain any of these. A hash of a file that is there is
replaced by the file's name, so a wrong hash still shows.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import io
import json
import re
import zipfile
from typing import Any

from state import State

# All that the CRM and the schedules are about lies in 2025, so later instants are those of clocks.
_YEAR = r"20(?:2[6-9]|[3-9]\d)"
_INSTANT = re.compile(
    rf"{_YEAR}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00(?::00)?| UTC)?"
    rf"|\d\d? [A-Z][a-z][a-z] {_YEAR} \d\d:\d\d"
)
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_ID = re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b")
_SEQUENCE = re.compile(r"\bsequence \d+")
_SET_ASIDE = re.compile(r"(\.set-aside/[a-z-]+/)[0-9a-f-]{36}")
_FEED = re.compile(r"changes/20\d\d-")

_OF_ATTEMPTS = {
    "report_occurrence": [
        "attempt",
        "fence",
        "worker",
        "recorded_at",
        "claimed_at",
        "snapshot_at",
        "published_at",
        "failures",
        "failed_at",
        "publish_seq",
    ],
    "report_tenant": ["publish_seq", "published_at"],
    "report_run": ["generated_at", "fence"],
    "report_change": ["sequence"],
}
_COUNTERS = {
    "sequence",
    "first_sequence",
    "last_sequence",
    "firstSequence",
    "lastSequence",
    "fence",
    "snapshot_at",
    "published_at",
}


@functools.lru_cache(maxsize=64)
def normal_form(state: State, tenant: str | None = None) -> "NormalForm":
    """The normal form of a state, made once: that of a control is needed for each case."""
    return NormalForm(state, tenant)


class NormalForm:
    """A state without what differs by nature: texts by name, for each row and each file."""

    def __init__(self, state: State, tenant: str | None = None):
        """:param tenant: only this one, by its id and slug separated by a blank"""
        self.tenant_id, self.slug = (tenant or " ").split(" ")
        self._failed = self._failed_runs(state)
        self._hashes: dict[str, str] = {}
        self._sizes: dict[str, tuple[int, int | None]] = {}
        self._raw: dict[str, bytes] = {}
        # A file of a tree gives its hash a name before one that was set aside does.
        for path, content in sorted(state.files.items(), key=lambda file: not file[0].startswith("tenant=")):
            self._note(path, content)
        self.rows = self._rows(state)
        self.files = {
            self._text(path): self._file(path, content)
            for path, content in state.files.items()
            if not self.slug or path.startswith(f"tenant={self.slug}/")
        }
        self.modes = {
            self._text(path): oct(mode)
            for path, mode in state.modes.items()
            if not self.slug or path.startswith(f"tenant={self.slug}/")
        }
        self.others = sorted(state.others)

    @staticmethod
    def _failed_runs(state: State) -> dict[str, str]:
        """Stable names for the ids of failed runs."""
        return {
            row["run_id"]: f"failed run {row['run_key'][2:34]}"
            for row in state.tables["report_run"]
            if row["status"] == "FAILED"
        }

    def _note(self, path: str, content: bytes) -> None:
        name = path.split("/", 1)[-1]
        # Files of two tenants can be the same, such as schemas; the first name stands for both.
        self._hashes.setdefault(hashlib.sha256(content).hexdigest(), f"SHA-256 of {name}")
        self._sizes[name] = (len(content), None)
        if path.endswith(".gz"):
            try:
                raw = gzip.decompress(content)
            except (OSError, EOFError):
                return
            self._raw[path] = raw
            self._hashes.setdefault(hashlib.sha256(raw).hexdigest(), f"raw SHA-256 of {name}")

    def _text(self, text: str) -> str:
        text = _HASH.sub(lambda match: self._hashes.get(match[0], match[0]), text)
        text = _ID.sub(lambda match: self._failed.get(match[0], match[0]), text)
        text = _SEQUENCE.sub("sequence N", text)
        text = _SET_ASIDE.sub(r"\1UUID", text)
        return _FEED.sub("changes/YEAR-", _INSTANT.sub("INSTANT", text))

    def _json(self, value: Any) -> Any:
        """A JSON value, with sizes of files that have a hash beside them left to the hash."""
        if isinstance(value, dict):
            if "bytes" in value and ("sha256" in value or "hash" in value):
                value = {key: part for key, part in value.items() if key not in ("bytes", "raw_bytes")}
            # The sums of a section of SHA256SUMS, which has hashes.
            return {
                key: 0 if key in _COUNTERS or key == "crc32" else self._json(part)
                for key, part in sorted(value.items())
            }
        if isinstance(value, list):
            return [self._json(part) for part in value]
        # Nothing shorter differs by nature.
        return self._text(value) if isinstance(value, str) and len(value) > 15 else value

    def _lines(self, text: str) -> str:
        """A file of JSON, or of lines of JSON, in no order: publications can come in several."""
        try:
            return json.dumps(self._json(json.loads(text)), indent=1)
        except ValueError:
            pass
        try:
            return "\n".join(sorted(json.dumps(self._json(json.loads(line))) for line in text.splitlines()))
        except ValueError:
            return self._text(text)

    def _file(self, path: str, content: bytes) -> str | bytes:
        """Bytes where nothing differs by nature."""
        raw = self._raw.get(path, content)
        if path.endswith(".xlsx"):
            return self._workbook(content)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            return content
        if path.endswith((".json", ".ndjson")):
            return self._lines(text)
        normal = self._text(text)
        # Compressed bytes count too, unless what was compressed differs by nature.
        return content if path.endswith(".gz") and normal == text else normal

    def _workbook(self, content: bytes) -> str:
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                return "\n".join(f"{name}\n{self._text(book.read(name).decode())}" for name in sorted(book.namelist()))
        except (zipfile.BadZipFile, UnicodeDecodeError) as error:
            return f"no workbook: {error}"

    def _rows(self, state: State) -> dict[str, list[str]]:
        fences = {
            (row["tenant_id"], row["schedule"], row["period_end"], row["revision"]): row["fence"]
            for row in state.occurrences()
        }
        rows: dict[str, list[str]] = {}
        for table, values in state.tables.items():
            rows[table] = []
            for row in values:
                if self.tenant_id and row["tenant_id"] != self.tenant_id:
                    continue
                if table == "report_run" and row["status"] == "FAILED":
                    # The headers of earlier attempts stay; they are the history of what failed.
                    key = (row["tenant_id"], row["schedule"], row["occurrence_end"], row["revision"])
                    if fences.get(key) != row["fence"]:
                        continue
                row = {key: value for key, value in row.items() if key not in _OF_ATTEMPTS.get(table, [])}
                if table == "report_change":
                    row["event"] = json.loads(row["event"])
                rows[table].append(json.dumps(self._json(row), sort_keys=True))
            rows[table].sort()
        return rows
