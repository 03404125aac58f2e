"""Makes Parquet files of the CRM's tables, computes the six reports from them with DuckDB, or compares these with published files.

Usage: parquet.py make FOLDER | compute FOLDER SQL | check FOLDER SQL PUBLISHED
"""

import sys

import duckdb

TABLES = ["deal", "deal_pipeline_stage_state", "pipeline_stage", "sales_target"]
REPORTS = {
    "pipeline_overview": "overview",
    "pipeline_stage_funnel": "funnel",
    "weighted_pipeline": "weighted",
    "pipeline_coverage": "coverage",
    "rep_performance": "performance",
    "stage_conversion": "conversion",
}

command, folder, *rest = sys.argv[1:]
database = duckdb.connect()
database.execute("SET timezone = 'UTC'")
if command == "make":
    for table in TABLES:
        columns = open(f"{folder}/{table}.columns").read()
        database.execute(
            f"COPY (SELECT * FROM read_csv('{folder}/{table}.csv', header = false, columns = {columns}))"
            f" TO '{folder}/{table}.parquet' (FORMAT parquet)")
else:
    for table in TABLES:
        database.execute(f"CREATE VIEW {table} AS FROM '{folder}/{table}.parquet'")
    database.execute(open(rest[0]).read())
if command == "check":
    for report, table in REPORTS.items():
        published = f"read_csv('{rest[1]}/report={report}/schedule=monthly/period=2026-01/*.csv.gz', all_varchar = true)"
        common = [
            (name, kind)
            for name, kind, *_ in database.execute(f"DESCRIBE {table}").fetchall()
            if name in {row[0] for row in database.execute(f"DESCRIBE FROM {published}").fetchall()}
        ]
        cast = ", ".join(f"{name}::{'DECIMAL(38,2)' if 'DECIMAL' in kind else kind}" for name, kind in common)
        for one, other in [(table, published), (published, table)]:
            count = database.execute(
                f"SELECT count(*) FROM (SELECT {cast} FROM {one} EXCEPT ALL SELECT {cast} FROM {other})").fetchone()[0]
            if count:
                sys.exit(f"DuckDB computes other rows for {report}: {count}")
