"""Runs recipes and checks the column types, the values and the control totals of what they load.

Usage: python proof.py EXPORTS TENANT[,TENANT…] EXPECTED RECIPE…

A recipe is a file named after its tool, with any extension; what follows a hyphen is ignored. EXPECTED is JSON: for each report, `columns` maps
names to types (uuid, text, bigint, boolean, date, instant, decimal(p,s)), partitions included, and `rows` lists the rows
with their values as text or null, in the given `order` of columns. The number of rows and the control totals of each
period must also match the manifest. Recipes for databases run twice: the second run must replace the rows of the
first. The postgresql recipe is run by psql, with PGHOST, PGDATABASE and so on, in a temporary schema. PROOF_SCHEMA and
PROOF_DUCKDB name a schema and a file that are loaded already, instead.
"""

import json
import os
import runpy
import subprocess
import sys
import warnings
from collections import Counter
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path


def with_duckdb(recipe, reports):
    import duckdb

    connection = duckdb.connect(os.environ.get("PROOF_DUCKDB", ":memory:"))
    for _ in range(2):
        connection.execute(recipe.read_text(encoding="utf-8"))
    for report in reports:
        view = connection.table(report)
        text = view.select("columns(*)::VARCHAR")  # fetching an instant without a cast needs pytz
        yield report, dict(zip(view.columns, map(str, view.types))), text.fetchall()


def loader(recipe):
    """The function `load` of a Python recipe. Its check must find nothing; loaders of version 1 have none."""
    module = runpy.run_path(recipe)
    module.get("check", lambda: None)()
    return module["load"]


def with_pandas(recipe, reports):
    load = loader(recipe)
    for report in reports:
        frame = load(report)
        values = frame.astype(object).where(frame.notna(), None)
        yield report, frame.dtypes.astype(str).to_dict(), values.itertuples(index=False, name=None)


def with_polars(recipe, reports):
    load = loader(recipe)
    for report in reports:
        frame = load(report).collect()
        yield report, {name: str(type) for name, type in frame.schema.items()}, frame.rows()


def with_pyarrow(recipe, reports):
    load = loader(recipe)
    for report in reports:
        yield report, *arrow(load(report).to_table())


def with_spark(recipe, reports):
    from pyspark.sql import SparkSession

    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas")
    builder = SparkSession.builder.master("local[1]").config("spark.ui.enabled", False)
    spark = builder.config("spark.sql.session.timeZone", "UTC").getOrCreate()
    try:
        runpy.run_path(recipe)
        for report in reports:
            view = spark.table(report)
            yield report, dict(view.dtypes), arrow(view.toArrow())[1]
    finally:
        spark.stop()


def with_postgresql(recipe, reports):
    loaded = os.environ.get("PROOF_SCHEMA")
    schema = loaded or f"proof_{os.getpid()}"
    environment = os.environ | {"PGOPTIONS": f"-c search_path={schema} -c timezone=UTC"}

    def psql(*arguments):
        command = ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", *arguments]
        return subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout

    psql("-c", f"SET client_min_messages = warning; CREATE SCHEMA IF NOT EXISTS {schema}")
    try:
        for _ in range(2):
            psql("-f", recipe)
        for report in reports:
            types = psql(
                "-c",
                "SELECT json_object_agg(attname, format_type(atttypid, atttypmod) ORDER BY attnum)"
                f" FROM pg_attribute WHERE attrelid = '{report}'::regclass AND attnum > 0",
            )
            lines = psql("-c", f"SELECT row_to_json(r) FROM {report} AS r").splitlines()
            rows = [json.loads(line, parse_int=str, parse_float=str).values() for line in lines]
            yield report, json.loads(types), rows
    finally:
        if not loaded:
            psql("-c", f"SET client_min_messages = warning; DROP SCHEMA {schema} CASCADE")


def arrow(table):
    return dict(zip(table.column_names, map(str, table.schema.types))), zip(*(c.to_pylist() for c in table.columns))


# The name of each type in each tool; {} stands for precision and scale.
TYPES = {
    "duckdb": {
        "uuid": "UUID",
        "text": "VARCHAR",
        "bigint": "BIGINT",
        "boolean": "BOOLEAN",
        "date": "DATE",
        "instant": "TIMESTAMP WITH TIME ZONE",
        "decimal": "DECIMAL({},{})",
    },
    "pandas": {
        "uuid": "string",
        "text": "string",
        "bigint": "Int64",
        "boolean": "boolean",
        "date": "date32[day][pyarrow]",
        "instant": "datetime64[us, UTC]",
        "decimal": "decimal128({}, {})[pyarrow]",
    },
    "polars": {
        "uuid": "String",
        "text": "String",
        "bigint": "Int64",
        "boolean": "Boolean",
        "date": "Date",
        "instant": "Datetime(time_unit='us', time_zone='UTC')",
        "decimal": "Decimal(precision={}, scale={})",
    },
    "pyarrow": {
        "uuid": "string",
        "text": "string",
        "bigint": "int64",
        "boolean": "bool",
        "date": "date32[day]",
        "instant": "timestamp[us, tz=UTC]",
        "decimal": "decimal128({}, {})",
    },
    "spark": {
        "uuid": "string",
        "text": "string",
        "bigint": "bigint",
        "boolean": "boolean",
        "date": "date",
        "instant": "timestamp",
        "decimal": "decimal({},{})",
    },
    "postgresql": {
        "uuid": "uuid",
        "text": "text",
        "bigint": "bigint",
        "boolean": "boolean",
        "date": "date",
        "instant": "timestamp with time zone",
        "decimal": "numeric({},{})",
    },
}


def native(tool, type):
    name, _, digits = type.rstrip(")").partition("(")
    return TYPES[tool][name].format(*digits.split(","))


def plain(value, type):
    """A value in the text form of the files."""
    if value is None:
        return None
    if type == "instant":
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(value)
        return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return str(value).lower() if type == "boolean" else str(value)


def check(recipe, expected, published):
    tool = recipe.stem.partition("-")[0]
    for report, types, rows in list(globals()[f"with_{tool}"](recipe, expected)):
        columns = expected[report]["columns"]
        wanted = {name: native(tool, type) for name, type in columns.items()}
        assert types == wanted, f"{tool} {report}: {types} instead of {wanted}"
        rows = [{name: plain(value, columns[name]) for name, value in zip(types, row, strict=True)} for row in rows]
        difference = Counter(tuple(row[name] for name in expected[report]["order"]) for row in rows)
        difference.subtract(map(tuple, expected[report]["rows"]))
        assert not any(difference.values()), f"{tool} {report}: {[i for i in difference.items() if i[1]]}"
        for key, files in published[report].items():
            chosen = [row for row in rows if (row["tenant"], row["schedule"], row["period"]) == key]
            assert len(chosen) == sum(file["rows"] for file in files), f"{tool} {report} {key}"
            for name in {name for file in files for name in file["control_totals"]}:
                total = sum(Decimal(row[name] or 0) for row in chosen)
                control = sum(Decimal(file["control_totals"][name]) for file in files)
                assert total == control, f"{tool} {report} {key}: {name} is {total}, not {control}"
        print(f"{recipe.stem} {report}: {len(rows)} rows, {len(types)} columns")


def published_files(exports, tenants, reports):
    """The CSV files in the manifests' parts: for each report, a list for each tenant, schedule and period."""
    published = {report: {} for report in reports}
    for tenant in tenants:
        folder = exports / f"tenant={tenant}"
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        for part in manifest["parts"]:
            for occurrence in json.loads((folder / part["path"]).read_text(encoding="utf-8"))["occurrences"]:
                key = tenant, occurrence["schedule"], occurrence["period"]["label"]
                for entry in occurrence["reports"]:
                    files = [file for file in entry["files"] if file["format"] == "csv"]
                    published.setdefault(entry["report"], {})[key] = files
    return published


if __name__ == "__main__":
    warnings.simplefilter("error")
    exports, tenants, expectations, *recipes = map(Path, sys.argv[1:])
    expected = json.loads(expectations.read_text(encoding="utf-8"))
    published = published_files(exports, str(tenants).split(","), expected)
    for recipe in recipes:
        check(recipe, expected, published)
