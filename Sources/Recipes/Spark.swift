internal import Reports

extension RecipeSource {
  var spark: String {
    let entries = reports.map { report in
      let columns = report.fileColumns.map { "        \($0.name) \($0.type.sparkName)" }
      return "    \"\(report.type)\": \"\"\"\n\(columns.joined(separator: ",\n"))\n    \"\"\","
    }
    return """
      # Temporary views over the published files of tenant \(tenant), one per report, for Spark.
      # Tried with Spark 4.0 and 4.3. Decimals are exact, uuids are text. Every node must see the folder.
      # Run: dyno-reports recipes spark --tenant \(tenant) > dyno_reports.py, then in a notebook or in pyspark
      #      exec(open("dyno_reports.py").read()); spark.table("\(firstReport)").show()
      from pyspark.sql import SparkSession
      from pyspark.sql.functions import lit

      TENANT = "\(tenant)"
      FOLDER = "\(quotedExports)/tenant=\(tenant)/csv"
      COLUMNS = {
      \(entries.joined(separator: "\n"))
      }

      spark = SparkSession.builder.getOrCreate()


      def load(report):
          \"\"\"\(Self.pythonLoadDocumentation)\"\"\"
          # Partition columns in the schema are read as declared: no label becomes a number or a date.
          return (
              spark.read.schema(f"{COLUMNS[report]}, report STRING, schedule STRING, period STRING")
              .options(header=True, quote='"', escape='"', basePath=FOLDER)
              .option("nullValue", "\\0")  # an empty field is NULL, "" is an empty text
              .csv(f"{FOLDER}/report={report}")
              .withColumn("tenant", lit(TENANT))
          )


      for report in COLUMNS:
          load(report).createOrReplaceTempView(report)
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
