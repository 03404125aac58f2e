/// One report: what it is called, what it measures, which options it has, and the SQL that computes it.
///
/// A report is a value. A new one is a folder with its definition and its `.sql`, and a migration that makes
/// its fact table; the build adds it to ``ReportCatalog``.
///
/// The SQL is a single `SELECT` over the CRM's tables that computes **every** run of the tenant at once. It
/// returns, in this order: the fact table's columns without `run_id`, decimals of any precision; `is_fact`
/// (false for a row that only stands for a run without facts); `warnings` (`jsonb`, or NULL). Whether a run's
/// values can be reported follows from the ``ColumnLimits``. Parameters are written as psql variables, `:'name'`,
/// and are bound, never pasted; ``ReportParameter`` lists them. What the CRM's columns mean is written `:name`, as
/// `CRM/definitions.sql` says.
///
/// A definition has numbered versions. Facts are read, and their files written, by the version that computed them.
package struct Report: Sendable {
  /// The stable name: in tables, schedule files, paths and documents.
  package let type: String
  package let title: String
  /// The question that the report answers, in one line.
  package let question: String
  /// The version of the definition that this value is; the latest, but for what ``version(_:)`` returns.
  package private(set) var version: Int
  /// The fact table's columns in the table's order, as the version has them.
  package var columns: [Column] { firstColumns + laterInUse.flatMap(\.newColumns) }
  /// The names of the columns by which rows are ordered, text by its bytes, NULLs last.
  package var rowOrder: [String] {
    laterInUse.last { $0.rowOrder != nil }?.rowOrder ?? dimensions.map(\.name)
  }
  /// The dimension columns that tell one run from another; none where a tenant has a single run.
  package let runDimensions: [String]
  package let options: [ReportOption]
  /// Whether a schedule with `period: all_time` may have the report.
  package let allowsAllTime: Bool
  /// Whether it may be asked for without any window, of all deals.
  package let goesWithoutWindow: Bool
  /// With the definitions of the CRM's columns in place.
  package let sql: String

  private let firstColumns: [Column]
  private let laterVersions: [ReportVersion]

  /// - Parameters:
  ///   - columns: of the first version.
  ///   - laterVersions: what each version after the first changed, in order. What was released is never changed.
  package init(
    type: String, title: String, question: String, columns: [Column], laterVersions: [ReportVersion] = [],
    runDimensions: [String], options: [ReportOption], allowsAllTime: Bool = false,
    goesWithoutWindow: Bool = false, sql: String
  ) {
    self.type = type
    self.title = title
    self.question = question
    firstColumns = columns
    self.laterVersions = laterVersions
    version = 1 + laterVersions.count
    self.runDimensions = runDimensions
    self.options = options
    self.allowsAllTime = allowsAllTime
    self.goesWithoutWindow = goesWithoutWindow
    self.sql = CRMDefinitions.expand(sql)
  }

  /// The report as a version of its definition has it: for facts that were computed by it. Its SQL stays the latest.
  ///
  /// - Returns: nil where there is no such version.
  package func version(_ number: Int) -> Report? {
    guard (1...1 + laterVersions.count).contains(number) else { return nil }
    var report = self
    report.version = number
    return report
  }

  private var laterInUse: ArraySlice<ReportVersion> { laterVersions.prefix(version - 1) }

  package var factTable: String { "report_\(type)_fact" }

  /// The columns of the files. Where the facts have no window of their own, the run's stands after the
  /// tenant.
  package var fileColumns: [Column] {
    if columns.contains(where: { $0.role == .window }) { return columns }
    let window = [
      Column(
        "period_start", .instant, nullable: allowsAllTime, role: .window,
        "Inclusive start of the window\(allowsAllTime ? "; empty where it has none" : "")."),
      Column("period_end", .instant, role: .window, "Exclusive end of the window."),
    ]
    return columns.prefix(2) + window + columns.dropFirst(2)
  }

  package var dimensions: [Column] { columns.filter { $0.role == .dimension } }
  /// What the report describes or measures.
  package var metrics: [Column] { columns.filter { $0.role == .metric } }
  package var moneyColumns: [Column] { columns.filter(\.isMoney) }

  /// Whether one run can have several fact rows.
  package var hasManyRowsPerRun: Bool { dimensions.map(\.name) != runDimensions }
}
