/// What a column of the CRM must be, so that every report reads the same from it.
enum SourceType {
  case id
  case date
  case instant
  case flag
  case amount
  case text

  /// The accepted types, as PostgreSQL names them without a length; `enum` stands for all enums.
  var accepted: [String] {
    switch self {
    case .id: ["uuid"]
    case .date: ["date"]
    case .instant: ["timestamp with time zone"]
    case .flag: ["boolean"]
    case .amount: ["numeric", "smallint", "integer", "bigint"]
    case .text: ["text", "character varying", "character", "enum"]
    }
  }

  /// The accepted types, for a message.
  var needed: String {
    switch self {
    case .id, .date, .flag: accepted[0]
    case .instant: "timestamptz"
    case .amount: "numeric, smallint, integer or bigint"
    case .text: "text, varchar, char or an enum"
    }
  }

  /// The type to convert to.
  var preferred: String { self == .instant ? "timestamptz" : accepted[0] }

  /// An expression that converts a column of another type.
  func conversion(of column: String, from type: String) -> String {
    // Without a zone, PostgreSQL would take the one that the session happens to have.
    let atZone = "\(column) AT TIME ZONE '<the CRM''s time zone>'"
    return switch self {
    case .instant where type.hasPrefix("timestamp"): atZone
    case .date where type == "timestamp with time zone": "(\(atZone))::date"
    // A cast reads dates by a setting.
    case .date where SourceType.text.accepted.contains(type): "to_date(\(column), '<the format in the CRM>')"
    // PostgreSQL's own cast would round to six digits.
    case .amount where type == "real" || type == "double precision": "\(column)::text::numeric"
    default: "\(column)::\(preferred)"
    }
  }
}
