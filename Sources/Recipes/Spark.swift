internal import Reports

extension RecipeSource {
  var spark: String {
    let entries = reports.map { report in
      let columns = report.fileColumns.map { "        \($0.name) \($0.type.sparkName)" }
      return "    \"\(report.type)\": \"\"\"\n\(columns.joined(separator: ",\n"))\n    \"\"\","
    }
    return """
      # Temporary views over the published files of \(owners), one per report, for Spark. They hold the rows as they were
      # when this was run: run it again after each publication. It fails at the end if a report is incomplete, or if rows,
      # totals or files are not what the manifest says; the views are there then.
      # Tried with Spark 4.0 and 4.3. Decimals are exact, uuids are text. Every node must see the folder.
      # A period's rows come and go as a whole: the natural key of a row is tenant, schedule, period and the report's
      # dimensions. A new revision has other run_ids, so never merge by run_id.\(pythonRuleOfTenants)
      # Run: dyno-reports recipes spark\(tenantOptions) > dyno_reports.py, then in a notebook or in pyspark
      #      exec(open("dyno_reports.py").read()); spark.table("\(firstReport)").show()
      import hashlib
      import json
      import re
      import time
      from datetime import date, datetime
      from decimal import Decimal
      from pathlib import Path

      from pyspark.sql import SparkSession
      from pyspark.sql.functions import broadcast, col, count, sum as total

      \(pythonTenants)
      COLUMNS = {
      \(entries.joined(separator: "\n"))
      }
      ORIGIN = (
          "tenant STRING, report STRING, schedule STRING, period STRING, revision BIGINT, snapshot_at TIMESTAMP,"
          " start_date DATE, end_date DATE, window_start_date DATE, window_end_date DATE, complete BOOLEAN"
      )
      FILES = {}  # what is listed of each report that was loaded

      spark = SparkSession.builder.getOrCreate()


      \(pythonManifest(readsContent: false))

      def read(report):
          \"\"\"The rows of a report. Spark reads files lazily, so the rows are kept, and then compared with their hashes.\"\"\"
          files = [file for tenant in TENANTS for file in listed(tenant, report)]
          for origin, file in files:
              content(origin["tenant"], file)  # Spark would call a missing file something else
          # The names of files say of which tenant, schedule and period they are, so each name is there only once.
          fields = [field.split()[0] for field in ORIGIN.split(", ")]
          origins = spark.createDataFrame(
              [(Path(file["path"]).name, *(origin[field] for field in fields)) for origin, file in files],
              f"file STRING, {ORIGIN}",
          )
          if files:
              # Spark takes paths as patterns.
              paths = [
                  re.sub(r"([\\\\\\[\\]{}*?])", r"\\\\\\1", str(path(origin["tenant"], file["path"]))) for origin, file in files
              ]
              rows = (
                  spark.read.schema(COLUMNS[report])
                  .options(header=True, quote='"', escape='"')
                  .option("recursiveFileLookup", True)  # the folders' names are not made columns
                  .option("nullValue", "\\0")  # an empty field is NULL, "" is an empty text
                  .csv(paths)
                  .withColumn("file", col("_metadata.file_name"))
              )
          else:
              rows = spark.createDataFrame([], f"{COLUMNS[report]}, file STRING")
          columns = [line.split()[0] for line in COLUMNS[report].strip().splitlines()]
          kept = rows.join(broadcast(origins), "file", "left").select(*columns, *fields).localCheckpoint()
          for origin, file in files:
              content(origin["tenant"], file)
          FILES[report] = files
          return kept


      def load(report):
          \"\"\"All published rows of a report, with where each is from.\"\"\"
          return unchanged(lambda: read(report))


      def problems():
          \"\"\"What is incomplete, and what does not agree with the manifest, of what was loaded.\"\"\"
          keys = ["tenant", "schedule", "period"]
          for report, files in FILES.items():
              measures = list(dict.fromkeys(column for _, file in files for column in file["control_totals"]))
              found = {
                  tuple(row[key] for key in keys): row
                  for row in spark.table(report)
                  .groupBy(keys)
                  .agg(count("*").alias("rows"), *(total(column).alias(column) for column in measures))
                  .collect()
              }
              expected = {}
              for origin, file in files:
                  key = tuple(origin[key] for key in keys)
                  values = expected.setdefault(key, {"rows": 0, "complete": origin["complete"]})
                  values["rows"] += file["rows"]
                  for column, value in file["control_totals"].items():
                      values[column] = values.get(column, 0) + Decimal(value)
              for key, values in expected.items():
                  name = f"tenant {key[0]}, report {report}, schedule {key[1]}, period {key[2]}"
                  if not values.pop("complete"):
                      yield (
                          f"{name}: incomplete: a run failed, and its rows are missing. report_run says which:"
                          " mend the cause, and restate the period"
                      )
                  for measure, value in values.items():
                      loaded = (found[key][measure] if key in found else 0) or 0
                      if loaded != value:
                          yield f"{name}: {measure} is {loaded}, but the manifest says {value}: load it again"


      def check():
          if found := list(problems()):
              raise DynoReportsError("\\n".join(found))


      for report in COLUMNS:
          load(report).createOrReplaceTempView(report)
      check()
      """
  }
}

extension ColumnType {
  fileprivate var sparkName: String {
    switch self {
    case .uuid, .text: "STRING"
    case .bigint: "BIGINT"
    case .decimal(let precision, let scale): "DECIMAL(\(precision),\(scale))"
    case .date: "DATE"
    // An instant. Spark shows it in the zone of spark.sql.session.timeZone.
    case .instant: "TIMESTAMP"
    }
  }
}
