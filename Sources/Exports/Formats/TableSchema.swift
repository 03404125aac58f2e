internal import Reports

/// The Frictionless Table Schema of a report's CSV files, derived from the report's columns.
///
/// It has no `primaryKey`. A row is identified by tenant, schedule, period and dimensions, and the files have
/// no column for the schedule. A loader that replaces single rows by any other key keeps rows of a superseded
/// revision, or loses those of another schedule.
struct TableSchema: Encodable {
  static func path(_ type: String, _ version: Int) -> String { "schema/\(type)-v\(version).table.json" }

  struct Field: Encodable {
    let name: String
    let description: String
    let type: String
    let format: String?
    let missingValues: [String]?
    let constraints: Constraints?
    // Properties of our own, which the standard allows.
    /// The digits of a decimal, and how many of them are after the point.
    let precision: Int?
    let scale: Int?
    /// Over what the numbers may be added up.
    let addsUpOver: [String]?
  }

  struct Constraints: Encodable {
    var required: Bool?
    var `enum`: [String]?
    var maxLength: Int?
    /// Text, because JSON numbers would go through binary floating point.
    var minimum: String?
    var maximum: String?
  }

  let fields: [Field]
  let missingValues = [""]

  init(_ report: Report) { fields = report.fileColumns.map(Field.init) }
}

extension TableSchema.Field {
  fileprivate init(_ column: Column) {
    var constraints = TableSchema.Constraints()
    if !column.isNullable { constraints.required = true }
    var missingValues: [String]?
    switch column.type {
    case .text where column.values != nil: constraints.enum = column.values
    case .text(let maxLength):
      // An empty text is a value, never NULL. The formula guard can add one character.
      missingValues = []
      constraints.maxLength = maxLength + 1
    case .decimal(let precision, let scale):
      let bound =
        String(repeating: "9", count: precision - scale) + "." + String(repeating: "9", count: scale)
      constraints.minimum = "-" + bound
      constraints.maximum = bound
    case .uuid, .bigint, .date, .instant: break
    }
    self.init(
      name: column.name, description: column.documentation, type: column.type.tableSchemaName,
      format: column.type == .uuid ? "uuid" : nil, missingValues: missingValues,
      constraints: column.isNullable && constraints.isEmpty ? nil : constraints,
      precision: column.type.digits?.precision, scale: column.type.digits?.scale,
      addsUpOver: column.addsUpOver?.map(\.rawValue).sorted())
  }
}

extension TableSchema.Constraints {
  fileprivate var isEmpty: Bool { required == nil && `enum` == nil && maxLength == nil && minimum == nil }
}

extension ColumnType {
  fileprivate var digits: (precision: Int, scale: Int)? {
    guard case .decimal(let precision, let scale) = self else { return nil }
    return (precision, scale)
  }

  fileprivate var tableSchemaName: String {
    switch self {
    case .uuid, .text: "string"
    case .bigint: "integer"
    case .decimal: "number"
    case .date: "date"
    case .instant: "datetime"
    }
  }
}
