/// One column of a report's fact table, and of every file made from it.
///
/// The CSV header, the XSD, the data package, the manifest's control totals and the check of the database
/// all derive from these declarations.
package struct Column: Sendable, Hashable {
  package enum Role: Sendable {
    /// The run and the tenant the row belongs to.
    case identity
    /// The window that the row is about. Rows are not ordered by it, because it is the same throughout a
    /// file.
    case window
    /// What the row is about: rows are ordered by these, in column order.
    case dimension
    /// What was measured or described.
    case metric
    /// What people call the user, group or pipeline of a dimension.
    case name
    /// The instant for which the row was computed, which is the same throughout a file.
    case asOf
  }

  /// Where the values come from.
  package enum Source: Sendable, Hashable {
    /// The report's own SQL.
    case report
    /// The names of the ids in another column.
    ///
    /// - Parameters:
    ///   - ids: the name of that column.
    ///   - kind: SQL of what they are the ids of, as in ``ReportParameter/labelKinds``.
    case label(ids: String, kind: String)
    /// A parameter of the statement.
    case parameter(ReportParameter)
  }

  package let name: String
  package let type: ColumnType
  package let isNullable: Bool
  package let role: Role
  /// Whether values are amounts of money, which are summed into the manifest's control totals.
  package let isMoney: Bool
  /// Over what the values may be added up: nil unless they are numbers, empty if over nothing.
  package let addsUpOver: Set<Axis>?
  /// nil if the data cannot produce a value that the column cannot hold.
  package let limits: ColumnLimits?
  /// For text, all possible values, if the contract and the table list them.
  package private(set) var values: [String]?
  package let source: Source
  /// The dimension column whose ids these are the names of; nil if they are no names.
  package let nameOf: String?
  /// One line: the meaning of the value and its unit.
  package let documentation: String

  /// - Parameters:
  ///   - addsUpOver: every number column of a report says it; a test checks that.
  ///   - nameOf: for names that the report's own SQL returns; for others the source says it.
  package init(
    _ name: String, _ type: ColumnType, nullable: Bool = false, role: Role = .metric,
    money: Bool = false, addsUpOver: Set<Axis>? = nil, limits: ColumnLimits? = nil, values: [String]? = nil,
    from source: Source = .report, nameOf: String? = nil, _ documentation: String
  ) {
    self.name = name
    self.type = type
    self.isNullable = nullable
    self.role = role
    self.isMoney = money
    self.addsUpOver = addsUpOver
    self.limits = limits
    self.values = values
    self.source = source
    if case .label(let ids, _) = source { self.nameOf = ids } else { self.nameOf = nameOf }
    self.documentation = documentation
  }

  package static let runID = Column(
    "run_id", .uuid, role: .identity, "Run that computed the row; key of report_run.")
  package static let principalName = Column(
    "principal_name", .text(maxLength: 255), nullable: true, role: .name,
    from: .label(ids: "principal_id", kind: "principal_type"),
    "The principal's name when the report was computed; empty where the CRM gives none.")
  package static let pipelineName = Column(
    "pipeline_name", .text(maxLength: 255), nullable: true, role: .name,
    from: .label(ids: "pipeline_id", kind: "'PIPELINE'"),
    "The pipeline's name when the report was computed; empty where the CRM gives none.")
  package static let asOf = Column(
    "as_of", .instant, nullable: true, role: .asOf, from: .parameter(.asOf),
    "Nothing that happened at this instant or later counts.")
  package static let tenantID = Column("tenant_id", .uuid, role: .identity, "Tenant that the row is about.")
}

extension Column {
  /// With more values among those that are listed.
  func adding(_ values: [String]) -> Column {
    var column = self
    column.values? += values
    return column
  }

  /// Whether values can be subtracted from each other.
  package var isNumber: Bool {
    switch type {
    case .bigint, .decimal: true
    case .uuid, .text, .date, .instant: false
    }
  }
}
