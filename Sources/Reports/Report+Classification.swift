extension Report {
  /// SQL of the report's rows that also decides, by the limits of the columns, which runs cannot be reported.
  ///
  /// The columns are the fact table's without `run_id`, those included that do not come from the report's SQL; then `is_fact` (false for each row of a run that has
  /// an error), `error_message` (the same in each row of a run, NULL if the run can be reported) and
  /// `warnings`. Values are as computed, not rounded to their columns, and those of a failed run may not fit
  /// into their columns.
  ///
  /// - Parameters:
  ///   - available: those of the columns that a CRM may lack which this one has.
  ///   - asItWas: whether as things stood at `as_of`, for a report that can be reconstructed.
  package func classifiedSQL(using available: Set<OptionalColumn> = [], asItWas: Bool = false) -> String {
    let columns = columns.dropFirst()
    let selected = columns.map { $0.source == .report ? $0.name : "\($0.sourceSQL) AS \($0.name)" }
    return """
      SELECT \(selected.joined(separator: ", ")), is_fact AND error_message IS NULL AS is_fact, error_message, warnings
      FROM (
        SELECT report.*, \(errorMessageSQL) AS error_message
        FROM (
      \(sql(using: available, asItWas: asItWas))
        ) AS report
        \(hasManyRowsPerRun ? "WINDOW run AS (\(partitionSQL))" : "")
      ) AS classified
      \(columns.compactMap(\.labelJoin).joined(separator: "\n"))
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
    let otherCurrency = (
      ":'other_currencies'::text = 'fail' AND warnings ? 'deals_in_other_currency'",
      "The amounts of deals in another currency than the tenant's would be added up. Correct the deals' currency in the "
        + "CRM, or add them as they are with `other_currencies: warn` in the schedule file"
    )
    // A run without rows can have a fault.
    let faults = faults.map { ("fault = '\($0.code)'", $0.message) }
    let conditions =
      faults
      + (missing + notNumbers + tooLarge + [otherCurrency]).map { ("is_fact AND \($0)", $1) }
    let cases = conditions.map { condition, message in
      let ofRun = hasManyRowsPerRun ? "bool_or(\(condition)) OVER run" : condition
      let text = "\(message), then restate this period.".replacing("'", with: "''")
      return "WHEN \(ofRun) THEN '\(text)'"
    }
    return "CASE \(cases.joined(separator: " ")) END"
  }
}

extension Column {
  /// SQL of a value that does not come from the report's SQL.
  fileprivate var sourceSQL: String {
    switch source {
    case .report: name
    case .label: "label_of_\(name).name"
    case .parameter(let parameter): ":'\(parameter.rawValue)'::\(type.sqlName)"
    }
  }

  /// SQL that joins the names to the rows; nil for a column that is no name.
  fileprivate var labelJoin: String? {
    guard case .label(let ids, let kind) = source else { return nil }
    let label = "label_of_\(name)"
    return """
      LEFT JOIN unnest(:'label_kinds'::text[], :'label_ids'::uuid[], :'label_names'::text[]) AS \(label) (kind, id, name)
        ON \(label).kind = \(kind) AND \(label).id = classified.\(ids)
      """
  }

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
