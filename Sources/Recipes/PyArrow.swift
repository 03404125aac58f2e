extension RecipeSource {
  var pyArrow: String {
    """
    # Loads the published files of \(owners) as Arrow datasets, one per report.
    # Tried with pyarrow 21 and 26. Decimals are exact, uuids are text (Arrow reads none from CSV).
    \(pythonRules)
    # Run: dyno-reports recipes pyarrow\(tenantOptions) > dyno_reports.py
    #      python -c "from dyno_reports import load; print(load('\(firstReport)').to_table())"
    import hashlib
    import json
    import sys
    import time
    from datetime import date, datetime
    from decimal import Decimal
    from pathlib import Path

    import pyarrow as pa
    from pyarrow import csv, dataset

    \(pythonTenants)

    UUID = TEXT = pa.string()
    BIGINT = pa.int64()
    BOOLEAN = pa.bool_()
    DATE = pa.date32()
    INSTANT = pa.timestamp("us", "UTC")
    \(pythonColumns { "pa.decimal128(\($0), \($1))" })
    \(pythonOrigin)


    \(pythonManifest())


    \(pythonPublished)


    def read(report, data):
        \"\"\"The rows of one file, of which an older one may lack the latest columns.\"\"\"
        options = csv.ConvertOptions(
            column_types=COLUMNS[report],
            include_columns=list(COLUMNS[report]),
            include_missing_columns=True,
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        )
        return csv.read_csv(pa.CompressedInputStream(pa.BufferReader(data), "gzip"), convert_options=options)


    def load(report):
        \"\"\"\(Self.pythonLoadDocumentation)\"\"\"
        tables = [pa.schema(COLUMNS[report] | ORIGIN).empty_table()]
        for origin, _, data in published(report):
            rows = read(report, data)
            for name, value in origin.items():
                rows = rows.append_column(name, pa.repeat(pa.scalar(value, ORIGIN[name]), len(rows)))
            tables.append(rows)
        return dataset.dataset(pa.concat_tables(tables))


    \(pythonCheck(values: "rows[column].drop_null().to_pylist()"))
    """
  }
}
