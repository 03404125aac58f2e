internal import Calendars
internal import PostgreSQL
internal import Reports

/// The queries behind an ``Explanation``: the report's own statement of deals, cut down to the rows of one run. Parameters are those
/// of the report, and ``values``.
struct ExplanationQuery {
  let run: RunHeader
  /// The latest version.
  let report: Report
  /// Of the version that the run was computed with.
  let metrics: [Column]
  let selection: RowSelection
  /// With the definitions of the CRM's columns.
  let dealsSQL: String
  let hasCurrency: Bool
  /// Whether deals in another currency make the run fail.
  let refusesOtherCurrencies: Bool

  var values: [String: String?] {
    selection.parameters.merging(["run_id": run.id, "generated_at": run.generatedAt]) { $1 }
  }

  /// The rows: dimensions, names, and per metric `stored_…`, `now_…`, `difference_…`, `is_too_large_…`.
  var rows: NamedStatement {
    let dimensions = list(report.dimensions.map(\.name))
    // What rows are ordered by, apart from dimensions, and names are in stored rows alone.
    let ranks = report.columns.filter { report.rowOrder.contains($0.name) && $0.role != .dimension }
    let named = report.dimensions.compactMap { dimension in
      report.nameColumn(of: dimension.name).map { (name: $0, join: NameJoin(dimension, in: "r")) }
    }
    let stored = ranks + named.map(\.name)
    let names = named.map { "coalesce(\($0.join?.value ?? "NULL"), r.\($0.name.name)) AS \($0.name.name)" }
    let counts = ["deals", "touched_deals", "entries", "failing_entries"]
    let facts =
      report.dimensions.map { $0.plain(in: "f") } + ["true AS is_stored"]
      + counts.map { "0::bigint AS \($0)" }
      + stored.map { $0.plain(in: "f") }
      + metrics.flatMap { ["f.\($0.name)::numeric AS stored_\($0.name)", "NULL::numeric AS sum_\($0.name)"] }
    let sums =
      report.dimensions.map { "b.\($0.name)" }
      + [
        "false", "count(DISTINCT b.deal_id)", "count(DISTINCT b.deal_id) FILTER (WHERE b.is_touched)",
        "count(*)",
        "count(b.fault)",
      ] + stored.map { "NULL::\($0.plainType)" } + metrics.flatMap { ["NULL", "sum(b.\($0.name))"] }
    let values =
      counts + stored.map(\.name) + metrics.flatMap { ["stored_\($0.name)", "sum_\($0.name)"] }
    return NamedStatement(
      """
      SELECT \(list(report.dimensions.map { "r.\($0.name)" } + names + counts + ["r.is_stored"] + metrics.map(sumSQL)))
      FROM (
        SELECT \(dimensions), bool_or(is_stored) AS is_stored, \(list(values.map { "max(\($0)) AS \($0)" }))
        FROM (
          SELECT \(list(facts))
          FROM \(report.factTable) f
          WHERE f.tenant_id = :'tenant_id'::uuid AND f.run_id = :'run_id'::uuid AND \(selection.condition(report, "f"))
          UNION ALL
          SELECT \(list(sums))
          FROM (
      \(behind)
          ) AS b
          GROUP BY \(list(report.dimensions.map { "b.\($0.name)" }))
        ) AS part
        GROUP BY \(dimensions)
      ) AS r
      \(named.compactMap(\.join?.sql).joined(separator: "\n"))
      ORDER BY \(list(report.orderSQL("r")))
      """)
  }

  /// `deals` and `touched_deals` of all rows together: a deal can stand behind several.
  var counts: NamedStatement {
    NamedStatement(
      """
      SELECT count(DISTINCT b.deal_id) AS deals, count(DISTINCT b.deal_id) FILTER (WHERE b.is_touched) AS touched_deals
      FROM (\(behind)) AS b
      """)
  }

  private func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }

  private func sumSQL(_ metric: Column) -> String {
    let (name, sum) = (metric.name, "r.sum_\(metric.name)")
    // Without deals, the report has no row, or a row with 0.
    let isZero = metric.isNullable && !report.laterColumns.contains(metric) ? "r.entries = 0" : "true"
    let now =
      "CASE WHEN \(isZero) THEN round(coalesce(\(sum), 0), \(metric.scale)) ELSE round(\(sum), \(metric.scale)) END"
    let difference =
      run.errorMessage == nil
      ? "\(now) - CASE WHEN r.is_stored THEN r.stored_\(name) ELSE 0 END" : "NULL::numeric"
    return """
      r.stored_\(name), \(now) AS now_\(name), \(difference) AS difference_\(name),
        coalesce(abs(round(\(sum), \(metric.scale))) >= \(metric.limit), false) AS is_too_large_\(name)
      """
  }

  /// What the list of deals has, in this order.
  var columns: [Column] {
    let dimensions = report.dimensions.flatMap(withNames)
    let deal = Column("deal_id", .uuid, "The deal.")
    let currency = Column(
      "is_in_other_currency", .flag, "Whether the amount is in another currency than the tenant's.")
    let touched = Column(
      "is_touched", .flag, "Whether the deal was updated, or entered a stage, after the run's snapshot.")
    let fault = Column(
      "fault", .text(maxLength: 63), nullable: true,
      "The column whose value makes the run fail, NaN or infinite, or `currency`.")
    return dimensions + [deal] + report.dealColumns.flatMap(withNames) + (hasCurrency ? [currency] : [])
      + Self.instants + [touched] + (run.errorMessage == nil ? [] : [fault])
  }

  private static let instants = [
    Column("updated_at", .instant, nullable: true, "When the deal was last updated."),
    Column("created_at", .instant, nullable: true, "When the deal was created."),
  ]

  private func withNames(_ column: Column) -> [Column] {
    let name = NameJoin(column, in: "b").map {
      Column(
        $0.column, .text(maxLength: 255), nullable: true, role: .name, nameOf: column.name,
        "The name, as it is now.")
    }
    return [column] + (name.map { [$0] } ?? [])
  }

  /// The deals with the ``columns``, the largest contribution first. The parameter `limit` is empty for all of them,
  /// `only_failing` is a `boolean`.
  var deals: NamedStatement {
    let joins = (report.dimensions + report.dealColumns).compactMap { NameJoin($0, in: "b") }
    let named = Dictionary(joins.map { ($0.column, $0.value) }) { first, _ in first }
    let exact = Set(metrics.map(\.name))
    let selected = columns.map { column in
      let value = named[column.name] ?? column.shown(in: "b", rounded: !exact.contains(column.name))
      return "\(value) AS \(column.name)"
    }
    let money = metrics.filter(\.isMoney)
    let sizes = (money.isEmpty ? metrics : money).map { "abs(b.\($0.name))" }
    let order =
      (sizes.isEmpty ? [] : ["greatest(\(sizes.joined(separator: ", "))) DESC NULLS LAST"])
      + report.dimensionOrderSQL("b") + ["b.deal_id"]
    return NamedStatement(
      """
      SELECT \(list(selected))
      FROM (\(behind)) AS b
      \(joins.map(\.sql).joined(separator: "\n"))
      WHERE b.fault IS NOT NULL OR NOT :'only_failing'::boolean
      ORDER BY \(list(order))
      LIMIT NULLIF(:'limit'::text, '')::bigint
      """)
  }

  /// The report's deals in the rows that are meant, with what the CRM says of each.
  private var behind: String {
    """
    SELECT behind.*, d.created_at, d.updated_at,
      coalesce(d.updated_at >= :'generated_at'::timestamptz, false) OR moved.deal_id IS NOT NULL AS is_touched,
      \(faultSQL) AS fault
    FROM (
    \(dealsSQL)
    ) AS behind
    JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = behind.deal_id
    LEFT JOIN (
      SELECT DISTINCT s.deal_id
      FROM deal_pipeline_stage_state s
      WHERE s.tenant_id = :'tenant_id'::uuid AND s.entered_at >= :'generated_at'::timestamptz
    ) AS moved ON moved.deal_id = behind.deal_id
    WHERE \(selection.condition(report, "behind"))
    """
  }

  private var faultSQL: String {
    guard run.errorMessage != nil else { return "NULL::text" }
    // An infinite time that is shown fails no run, unless the report says so: what is measured with it is a number.
    let failing = Set(report.faults.compactMap(\.dealColumn))
    let values = report.dealColumns.filter { $0.isNumber || failing.contains($0.name) }.compactMap { column in
      column.isNotFinite(in: "behind").map { "WHEN \($0) THEN '\(column.name)'" }
    }
    let currency = refusesOtherCurrencies ? ["WHEN behind.is_in_other_currency THEN 'currency'"] : []
    let cases = values + currency
    return cases.isEmpty ? "NULL::text" : "CASE \(cases.joined(separator: " ")) END"
  }
}

extension ColumnType {
  /// `true` or `false`
  fileprivate static let flag = ColumnType.text(maxLength: 5)
}

extension Column {
  fileprivate var plainType: String { if case .text = type { "text" } else { type.sqlName } }

  /// SQL of the value, text without a limit.
  fileprivate func plain(in table: String) -> String {
    if case .text = type { "\(table).\(name)::text AS \(name)" } else { "\(table).\(name)" }
  }

  /// SQL of the value as text, or of a type whose text is the one that files have.
  ///
  /// - Parameter rounded: whether decimals have the column's places; otherwise they are as computed.
  fileprivate func shown(in table: String, rounded: Bool) -> String {
    let value = "\(table).\(name)"
    switch type {
    case .instant:
      return "CASE WHEN isfinite(\(value)) THEN \(Instant.text(ofSQL: value)) ELSE \(value)::text END"
    case .text: return "\(value)::text"
    case .decimal: return rounded ? "round(\(value), \(scale))" : value
    case .uuid, .bigint, .date: return value
    }
  }

  /// SQL: whether the value makes a run fail; nil if it cannot.
  fileprivate func isNotFinite(in table: String) -> String? {
    switch type {
    case .decimal: "\(table).\(name) IN ('NaN', 'Infinity', '-Infinity')"
    case .instant: "NOT isfinite(\(table).\(name))"
    case .uuid, .text, .bigint, .date: nil
    }
  }

  fileprivate var scale: Int { if case .decimal(_, let scale) = type { scale } else { 0 } }

  /// SQL of the smallest number that is too large for the column.
  fileprivate var limit: String {
    if case .decimal(let precision, let scale) = type { "1e\(precision - scale)" } else { "1e18" }
  }
}
