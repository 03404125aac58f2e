extension RecipeSource {
  var pyArrow: String {
    """
    # Opens the published files of tenant \(tenant) as Arrow datasets, one per report.
    # Tried with pyarrow 21 and 26. Decimals are exact, uuids are text (Arrow reads none from CSV).
    # Run: dyno-reports recipes pyarrow --tenant \(tenant) > dyno_reports.py
    #      python -c "from dyno_reports import load; print(load('\(firstReport)').to_table())"
    import json
    from pathlib import Path

    import pyarrow as pa
    from pyarrow import csv, dataset

    FOLDER = Path("\(quotedExports)/tenant=\(tenant)")

    UUID = TEXT = pa.string()
    BIGINT = pa.int64()
    DATE = pa.date32()
    INSTANT = pa.timestamp("us", "UTC")
    \(pythonColumns { "pa.decimal128(\($0), \($1))" })
    \(pythonPartitions)


    \(pythonFiles(
      "The path of each published CSV file of a report.", yielding: #"(FOLDER / file["path"]).as_posix()"#))


    def load(report):
        \"\"\"\(Self.pythonLoadDocumentation)\"\"\"
        options = csv.ConvertOptions(
            column_types=COLUMNS[report],
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        )
        return dataset.dataset(
            list(published(report)),
            schema=pa.schema(COLUMNS[report] | PARTITIONS),
            format=dataset.CsvFileFormat(convert_options=options),
            partitioning=dataset.partitioning(pa.schema(PARTITIONS), flavor="hive"),
        )
    """
  }
}
