"""Runs a loader for DuckDB on a database file.

Usage: python load.py DATABASE RECIPE
"""

import sys
from pathlib import Path

import duckdb

duckdb.connect(sys.argv[1]).execute(Path(sys.argv[2]).read_text(encoding="utf-8"))
