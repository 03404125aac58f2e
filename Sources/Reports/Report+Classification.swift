extension Report {
  /// SQL of the report's rows that also decides, by the limits of the columns, which runs cannot be reported.
  ///
  /// The columns are the fact table's without `run_id`, then `is_fact` (false for each row of a run that has
  /// an error), `error_message` (the same in each row of a run, NULL if the run can be reported) and
  /// `warnings`. Values are as computed, not rounded to their columns, and those of a failed run may not fit
  /// into their columns.
  ///
  /// - Parameter available: those of the columns that a CRM may lack which this one has.
  package func classifiedSQL(using available: Set<OptionalColumn> = []) -> String {
    let columns = columns.dropFirst().map(\.name).joined(separator: ", ")
    return """
      SELECT \(columns), is_fact AND error_message IS NULL AS is_fact, error_message, warnings
      FROM (
        SELECT report.*, \(errorMessageSQL) AS error_message
        FROM (
      \(sql(using: available))
        ) AS report
        \(hasManyRowsPerRun ? "WINDOW run AS (\(partitionSQL))" : "")
      ) AS classified
      """
  }

  private var partitionSQL: String {
    runDimensions.isEmpty ? "" : "PARTITION BY " + runDimensions.joined(separator: ", ")
  }

  /// Values that are missing or are not numbers come first: the latter cause values that are too large.
  private var errorMessageSQL: String {
    let missing = columns.compactMap { column in
      column.limits?.missing.map { ("\(column.name) IS NULL", $0) }
    }
    let notNumbers = columns.compactMap { column in
      column.limits?.notANumber.map { (column.isNotANumberSQL, $0) }
    }
    let tooLarge = columns.compactMap { column in
      column.isTooLargeSQL.flatMap { sql in column.limits.map { (sql, $0.tooLarge) } }
    }
    let cases = (missing + notNumbers + tooLarge).map { condition, message in
      let ofRun =
        hasManyRowsPerRun ? "bool_or(is_fact AND \(condition)) OVER run" : "is_fact AND \(condition)"
      let text = "\(message), then restate this period.".replacing("'", with: "''")
      return "WHEN \(ofRun) THEN '\(text)'"
    }
    return cases.isEmpty ? "NULL::text" : "CASE \(cases.joined(separator: " ")) END"
  }
}

extension Column {
  fileprivate var isNotANumberSQL: String { "\(name) IN ('NaN', 'Infinity', '-Infinity')" }

  fileprivate var isTooLargeSQL: String? {
    switch type {
    case .decimal(let precision, let scale): "abs(round(\(name), \(scale))) >= 1e\(precision - scale)"
    // Characters, not bytes.
    case .text(let maxLength): "length(\(name)) > \(maxLength)"
    case .uuid, .bigint, .date, .instant: nil
    }
  }
}
