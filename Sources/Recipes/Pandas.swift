internal import Reports

extension RecipeSource {
  var pandas: String {
    """
    # Loads the published files of tenant \(tenant) into pandas, one data frame per report.
    # Tried with pandas 2.3 and 3.1, which need pyarrow for exact decimals and dates. Uuids are text.
    # Run: dyno-reports recipes pandas --tenant \(tenant) > dyno_reports.py
    #      python -c "from dyno_reports import load; print(load('\(firstReport)'))"
    import json
    from pathlib import Path

    import pandas as pd
    import pyarrow as pa

    TENANT = "\(tenant)"
    FOLDER = Path("\(quotedExports)/tenant=\(tenant)")

    UUID = TEXT = "string"
    BIGINT = "Int64"
    DATE = pd.ArrowDtype(pa.date32())
    INSTANT = "datetime64[us, UTC]"


    def decimal(precision, scale):
        return pd.ArrowDtype(pa.decimal128(precision, scale))


    \(pythonColumns { "decimal(\($0), \($1))" })
    \(pythonPartitions)
    # An empty field is NULL in these; anywhere else it is an empty text.
    NULLABLE = {
    \(reports.map(nullable).joined(separator: "\n"))
    }


    \(pythonFiles(
      "The path, the schedule and the period of each published CSV file of a report.",
      yielding: #"FOLDER / file["path"], occurrence["schedule"], occurrence["period"]["label"]"#))


    def load(report):
        \"\"\"\(Self.pythonLoadDocumentation)\"\"\"
        types = COLUMNS[report] | PARTITIONS
        missing = {name: [""] for name in NULLABLE[report]}
        frames = [
            pd.read_csv(path, dtype="string", keep_default_na=False, na_values=missing).assign(
                tenant=TENANT, report=report, schedule=schedule, period=period
            )
            for path, schedule, period in published(report)
        ]
        return pd.concat([pd.DataFrame(columns=list(types), dtype="string"), *frames], ignore_index=True).astype(types)
    """
  }

  private func nullable(_ report: Report) -> String {
    let names = report.fileColumns.filter(\.isNullable).map { "\"\($0.name)\"" }
    return "    \"\(report.type)\": [\(names.joined(separator: ", "))],"
  }
}
