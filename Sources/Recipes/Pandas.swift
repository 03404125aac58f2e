internal import Reports

extension RecipeSource {
  var pandas: String {
    """
    # Loads the published files of \(owners) into pandas, one data frame per report.
    # Tried with pandas 2.3 and 3.1, which need pyarrow for exact decimals and dates. Uuids are text.
    \(pythonRules)
    # Run: dyno-reports recipes pandas\(tenantOptions) > dyno_reports.py
    #      python -c "from dyno_reports import load; print(load('\(firstReport)'))"
    import hashlib
    import io
    import json
    import sys
    import time
    from datetime import date, datetime
    from decimal import Decimal
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    \(pythonTenants)

    UUID = TEXT = "string"
    BIGINT = "Int64"
    BOOLEAN = "boolean"
    DATE = pd.ArrowDtype(pa.date32())
    INSTANT = "datetime64[us, UTC]"


    def decimal(precision, scale):
        return pd.ArrowDtype(pa.decimal128(precision, scale))


    \(pythonColumns { "decimal(\($0), \($1))" })
    \(pythonOrigin)
    # An empty field is NULL in these; anywhere else it is an empty text.
    NULLABLE = {
    \(reports.map(nullable).joined(separator: "\n"))
    }


    \(pythonManifest())


    \(pythonPublished)


    def read(report, data):
        \"\"\"The rows of one file, of which an older one may lack the latest columns.\"\"\"
        missing = {name: [""] for name in NULLABLE[report]}
        frame = pd.read_csv(
            io.BytesIO(data), compression="gzip", dtype="string", keep_default_na=False, na_values=missing
        )
        return frame.reindex(columns=list(COLUMNS[report])).astype(COLUMNS[report])


    def load(report):
        \"\"\"\(Self.pythonLoadDocumentation)\"\"\"
        frames = [read(report, data).assign(**origin).astype(ORIGIN) for origin, _, data in published(report)]
        return pd.concat(frames, ignore_index=True) if frames else pd.DataFrame(
            columns=[*COLUMNS[report], *ORIGIN], dtype="string"
        ).astype(COLUMNS[report] | ORIGIN)


    \(pythonCheck(values: "rows[column].dropna()"))
    """
  }

  private func nullable(_ report: Report) -> String {
    let names = report.fileColumns.filter(\.isNullable).map { "\"\($0.name)\"" }
    return "    \"\(report.type)\": [\(names.joined(separator: ", "))],"
  }
}
