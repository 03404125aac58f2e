"""What a command left behind: the rows of the report tables, and the files below the exports folder."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import crm
from cluster import Cluster

# One JSON object: for each report table its rows.
_ROWS = f"""
SELECT format('SELECT jsonb_build_object(%s)', string_agg(format(
  '%L, coalesce((SELECT jsonb_agg(to_jsonb(r)) FROM {crm.SCHEMA}.%I AS r), ''[]'')', relname, relname), ', '))
FROM pg_class WHERE relnamespace = '{crm.SCHEMA}'::regnamespace AND relkind = 'r' AND relname LIKE 'report\\_%'
  AND relname <> 'report_migration'
\\gexec
"""


@dataclass(eq=False)
class State:
    """Rows by table, and contents, modes and folders by their path below the exports folder."""

    tables: dict[str, list[dict[str, Any]]]
    files: dict[str, bytes] = field(default_factory=dict)
    modes: dict[str, int] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)

    def without(self, beginning: str) -> "State":
        """The same without the paths that begin so."""
        return State(
            self.tables,
            {path: content for path, content in self.files.items() if not path.startswith(beginning)},
            {path: mode for path, mode in self.modes.items() if not path.startswith(beginning)},
            [path for path in self.others if not path.startswith(beginning)],
        )

    def occurrences(self) -> list[dict[str, Any]]:
        return self.tables["report_occurrence"]


def read_files(exports: Path) -> tuple[dict[str, bytes], dict[str, int], list[str]]:
    """Contents and modes by path, and what is neither a file nor a folder."""
    files: dict[str, bytes] = {}
    modes: dict[str, int] = {}
    others: list[str] = []
    for folder, names, leaves in os.walk(exports):
        for name in sorted(names + leaves):
            path = Path(folder, name)
            relative = str(path.relative_to(exports))
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                files[relative] = path.read_bytes()
            elif not stat.S_ISDIR(mode):
                others.append(relative)
            modes[relative] = stat.S_IMODE(mode)
    return files, modes, others


def read_state(cluster: Cluster, database: str, exports: Path) -> State:
    tables = json.loads(cluster.sql(_ROWS, database))
    return State(tables, *read_files(exports))
