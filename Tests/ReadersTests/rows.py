"""Prints the rows of tables of a DuckDB database, sorted: a line of JSON for each, after the name of its table.

Usage: python rows.py DATABASE TABLE…
"""

import sys

import duckdb

database, *tables = sys.argv[1:]
connection = duckdb.connect(database)
for table in tables:
    for (row,) in sorted(connection.sql(f"SELECT to_json(t)::VARCHAR FROM {table} AS t").fetchall()):
        print(table, row)
