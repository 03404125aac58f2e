/// One report: its name, its columns, its options, and the SQL that computes it.
///
/// A report is a value. A new report needs a folder with its definition and its `.sql`, and a migration that
/// creates its fact table; the build adds it to ``ReportCatalog``.
///
/// The SQL is a single `SELECT` over the CRM's tables that computes **every** run of the tenant at once. It
/// returns, in this order: the columns of the fact table without `run_id` and without those that have another
/// ``Column/source``, where decimals may have any precision and texts any length; `fault` if the report declares ``faults``
/// (`text`, the code of one, or NULL); `is_fact` (false for a row that only represents a run without facts);
/// `warnings` (`jsonb`, or NULL). The faults and the ``ColumnLimits`` decide whether a run's values can be reported. Parameters
/// are written as psql variables, `:'name'`, and are bound, never inserted as text; ``ReportParameter`` lists
/// them. The definitions of the CRM's columns are used as `:name`; see `CRM/definitions.sql`.
///
/// The file holds a second statement: the deals behind the rows. ``dealColumns`` says what it returns. If the report can be reconstructed, both have a variant that reads where deals
/// stood at `as_of` from the history of stages.
///
/// A definition has numbered versions. Facts are read, and their files written, with the version that
/// computed them.
package struct Report: Sendable {
  /// The stable name, used in tables, schedule files, paths and documents.
  package let type: String
  package let title: String
  /// The question that the report answers, in one line.
  package let question: String
  /// Which deals a window takes, in one or two sentences that begin with "The window takes".
  package let windowRule: String
  /// The version of the definition: the latest, unless the value comes from ``version(_:)``.
  package private(set) var version: Int
  /// The fact table's columns in this version, in the table's order.
  package private(set) var columns: [Column]
  /// Those of the columns that the first version did not have.
  package var laterColumns: [Column] { appliedVersions.flatMap(\.newColumns) }
  /// The names of the columns by which rows are ordered, text by its bytes, NULLs last.
  package var rowOrder: [String] {
    appliedVersions.last { $0.rowOrder != nil }?.rowOrder ?? firstRowOrder ?? dimensions.map(\.name)
  }
  /// The dimension columns that identify a run; empty if a tenant has a single run.
  package let runDimensions: [String]
  package let options: [ReportOption]
  /// Whether a schedule with `period: all_time` may include the report.
  package let supportsAllTime: Bool
  /// Whether it can be requested without a window, for all deals.
  package let supportsNoWindow: Bool
  /// What a schedule that includes it may look at.
  package let windows: SupportedWindows
  /// Why one of its runs can fail, apart from values that its columns cannot hold.
  package let faults: [ReportFault]
  /// What the statement of ``dealsSQL(using:)`` returns for each deal, after the dimensions of its row, `deal_id` (`uuid`) and
  /// `is_in_other_currency` (`boolean`). A column with the name of a metric is what the deal adds to it: the sum over a row's
  /// deals is the row's value, where NULL adds nothing. A deal can stand behind several rows.
  package let dealColumns: [Column]
  /// What no deal does in the report where the CRM has the gap, as the end of a sentence that begins with "no deal". A gap that
  /// is not here changes no row of the report.
  package let gaps: [SourceGap: String]

  /// Whether it counts deals by where they are, and needs ``ReportParameter/placeTotals``.
  package let countsPlaces: Bool

  /// Whether past periods can be computed as things stood then.
  package let reconstruction: Reconstruction

  /// How a page shows it.
  package let presentation: Presentation?

  /// Whether the roots of XML files show the window in the first version already.
  package let showsWindowFromTheStart: Bool

  /// Whether each row of its files shows the window.
  private let hasWindow: Bool
  private let firstColumns: [Column]
  private let firstRowOrder: [String]?
  private let laterVersions: [ReportVersion]
  /// The text of its file.
  private let file: String

  /// - Parameters:
  ///   - columns: the columns of the first version.
  ///   - rowOrder: the names of the columns by which the first version orders rows; nil for the dimensions.
  ///   - laterVersions: what each version after the first changed, in order. A released version is never
  ///     changed.
  package init(
    type: String, title: String, question: String, windowRule: String, columns: [Column],
    rowOrder: [String]? = nil, laterVersions: [ReportVersion] = [], runDimensions: [String],
    options: [ReportOption],
    supportsAllTime: Bool = false, supportsNoWindow: Bool = false,
    windows: SupportedWindows = .allButNext, hasWindow: Bool = true, showsWindowFromTheStart: Bool = false,
    faults: [ReportFault] = [], dealColumns: [Column] = [], gaps: [SourceGap: String] = [:],
    countsPlaces: Bool = false,
    reconstruction: Reconstruction = .impossible(because: "the report does not say how"),
    presentation: Presentation? = nil,
    sql: String
  ) {
    self.type = type
    self.title = title
    self.question = question
    self.windowRule = windowRule
    firstColumns = columns
    firstRowOrder = rowOrder
    self.laterVersions = laterVersions
    version = 1 + laterVersions.count
    self.columns = Self.columns(columns, with: laterVersions)
    self.runDimensions = runDimensions
    self.options = options
    self.supportsAllTime = supportsAllTime
    self.supportsNoWindow = supportsNoWindow
    self.windows = windows
    self.hasWindow = hasWindow
    self.showsWindowFromTheStart = showsWindowFromTheStart
    self.faults = faults
    self.dealColumns = dealColumns
    self.gaps = gaps
    self.countsPlaces = countsPlaces
    self.reconstruction = reconstruction
    self.presentation = presentation
    file = sql
  }

  /// With the definitions of the CRM's columns inserted.
  ///
  /// - Parameters:
  ///   - columns: those of the columns that a CRM may lack which this one has.
  ///   - asItWas: whether as things stood at `as_of`, for a report that can be reconstructed.
  package func sql(using columns: Set<OptionalColumn> = [], asItWas: Bool = false) -> String {
    statement(asItWas ? [.asItWas] : [], columns)
  }

  /// A single `SELECT` of the deals behind the rows, by the same rule.
  package func dealsSQL(using columns: Set<OptionalColumn> = [], asItWas: Bool = false) -> String {
    statement(asItWas ? [.asItWas, .deals] : [.deals], columns)
  }

  private func statement(
    _ variants: Set<CRMDefinitions.Variant>, _ columns: Set<OptionalColumn>
  ) -> String {
    precondition(!variants.contains(.asItWas) || reconstruction.isPossible, "\(type) cannot be reconstructed")
    return CRMDefinitions.expand(file, variants, using: columns)
  }

  /// The report in one version of its definition, for facts that were computed with it. The SQL is always the
  /// latest.
  ///
  /// - Returns: nil if there is no such version.
  package func version(_ number: Int) -> Report? {
    guard (1...1 + laterVersions.count).contains(number) else { return nil }
    var report = self
    report.version = number
    report.columns = Self.columns(firstColumns, with: report.appliedVersions)
    return report
  }

  private static func columns(_ first: [Column], with versions: some Sequence<ReportVersion>) -> [Column] {
    versions.reduce(first) { columns, version in
      columns.map { $0.adding(version.newValues[$0.name] ?? []) } + version.newColumns
    }
  }

  /// Whether the roots of XML files say that a period was reconstructed.
  package var marksReconstructions: Bool { appliedVersions.contains(where: \.marksReconstructions) }

  private var appliedVersions: ArraySlice<ReportVersion> { laterVersions.prefix(version - 1) }

  package var factTable: String { "report_\(type)_fact" }

  /// The columns of the files. If the facts have no window of their own, the run's window follows the tenant.
  package var fileColumns: [Column] {
    if !hasWindow || columns.contains(where: { $0.role == .window }) { return columns }
    let window = [
      Column(
        "period_start", .instant, nullable: supportsAllTime, role: .window,
        "Inclusive start of the window\(supportsAllTime ? "; empty where it has none" : "")."),
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
