extension RecipeSource {
  var polars: String {
    """
    # Scans the published files of \(owners) with polars, one lazy frame per report. A frame holds the compressed files
    # as they were when it was loaded.
    # Tried with polars 1.40 and 2.1. Decimals are exact, uuids are text.
    \(pythonRules)
    # Run: dyno-reports recipes polars\(tenantOptions) > dyno_reports.py
    #      python -c "from dyno_reports import load; print(load('\(firstReport)').collect())"
    import hashlib
    import io
    import json
    import sys
    import time
    from datetime import date, datetime
    from decimal import Decimal
    from pathlib import Path

    import polars as pl

    \(pythonTenants)

    UUID = TEXT = pl.String
    BIGINT = pl.Int64
    BOOLEAN = pl.Boolean
    DATE = pl.Date
    INSTANT = pl.Datetime("us", "UTC")
    \(pythonColumns { "pl.Decimal(\($0), \($1))" })
    \(pythonOrigin)


    \(pythonManifest())


    \(pythonPublished)


    def scan(report, data):
        \"\"\"The rows of one file, of which an older one may lack the latest columns.\"\"\"
        return pl.scan_csv(io.BytesIO(data), schema=COLUMNS[report], missing_columns="insert")


    def read(report, data):
        return scan(report, data).collect()


    def load(report):
        \"\"\"\(Self.pythonLoadDocumentation)\"\"\"
        frames = [
            scan(report, data).with_columns(pl.lit(value, dtype=ORIGIN[name]).alias(name) for name, value in origin.items())
            for origin, _, data in published(report)
        ]
        return pl.concat([pl.LazyFrame(schema=COLUMNS[report] | ORIGIN), *frames])


    \(pythonCheck(values: "rows[column].drop_nulls()"))
    """
  }
}
