extension RecipeSource {
  var polars: String {
    """
    # Scans the published files of tenant \(tenant) with polars, one lazy frame per report.
    # Tried with polars 1.40 and 2.1. Decimals are exact, uuids are text.
    # Run: dyno-reports recipes polars --tenant \(tenant) > dyno_reports.py
    #      python -c "from dyno_reports import load; print(load('\(firstReport)').collect())"
    import json
    from pathlib import Path

    import polars as pl

    TENANT = "\(tenant)"
    FOLDER = Path("\(quotedExports)/tenant=\(tenant)")

    UUID = TEXT = pl.String
    BIGINT = pl.Int64
    DATE = pl.Date
    INSTANT = pl.Datetime("us", "UTC")
    \(pythonColumns { "pl.Decimal(\($0), \($1))" })
    \(pythonPartitions)


    \(pythonFiles(
      "The path, the schedule and the period of each published CSV file of a report.",
      yielding: #"FOLDER / file["path"], occurrence["schedule"], occurrence["period"]["label"]"#))


    def load(report):
        \"\"\"\(Self.pythonLoadDocumentation)\"\"\"
        schema = COLUMNS[report]  # of which older files may lack the latest columns
        frames = [
            pl.scan_csv(path, schema=schema, missing_columns="insert", glob=False).with_columns(
                tenant=pl.lit(TENANT), report=pl.lit(report), schedule=pl.lit(schedule), period=pl.lit(period)
            )
            for path, schedule, period in published(report)
        ]
        return pl.concat([pl.LazyFrame(schema=schema | PARTITIONS), *frames])
    """
  }
}
