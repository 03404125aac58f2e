internal import Calendars
internal import Reports
internal import XML

/// A simple type of an XSD: a base type and the facets that restrict it. Every text type has a `maxLength`.
struct XMLSchemaType {
  let name: String
  private let base: String
  /// In order; the same facet can occur several times.
  private let facets: [(name: String, value: String)]

  private init(_ name: String, _ base: String, _ facets: [(name: String, value: String)]) {
    self.name = name
    self.base = base
    self.facets = facets
  }

  init(_ column: Column) {
    switch column.type {
    case .uuid: self = .uuid
    case .date: self = .date
    case .instant: self = .instant
    case .bigint: self.init("bigint", "long", [])
    case .text(let maxLength):
      self.init(
        column.values == nil ? "text_\(maxLength)" : column.name, "string",
        [("maxLength", "\(maxLength)")] + (column.values ?? []).map { ("enumeration", $0) })
    case .decimal(let precision, let scale):
      self.init(
        "decimal_\(precision)_\(scale)", "decimal",
        [("totalDigits", "\(precision)"), ("fractionDigits", "\(scale)")])
    }
  }

  var definition: XMLElement {
    XMLElement(
      "xs:simpleType", [("name", name)],
      [
        XMLElement(
          "xs:restriction", [("base", "xs:\(base)")],
          facets.map { XMLElement("xs:\($0.name)", [("value", $0.value)]) })
      ])
  }

  // `[0-9]`, because `\d` would match every Unicode digit.
  private static let datePattern = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

  static let uuid = XMLSchemaType(
    "uuid", "string", [("maxLength", "36"), ("pattern", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")])
  /// Without a time zone.
  static let date = XMLSchemaType("date", "date", [("pattern", datePattern)])
  /// In UTC, to the second.
  static let instant = XMLSchemaType(
    "instant", "dateTime", [("pattern", datePattern + "T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")])
  static let slug = XMLSchemaType(
    "slug", "string", [("maxLength", "63"), ("pattern", "[a-z0-9]([a-z0-9\\-]{0,61}[a-z0-9])?")])
  static let label = XMLSchemaType(
    "label", "string", [("maxLength", "21"), ("pattern", "[A-Za-z0-9_\\-]+")])
  static let periodKind = XMLSchemaType(
    "period_kind", "string",
    [("maxLength", "9")]
      + WindowKind.allCases.filter { $0 != .custom }.map { ("enumeration", $0.rawValue) })
  /// ISO 4217.
  static let currency = XMLSchemaType("currency", "string", [("maxLength", "3"), ("pattern", "[A-Z]{3}")])
  /// The same as that of the column in the headers of runs.
  static let reconstructed = XMLSchemaType(
    "reconstructed", "string", [("maxLength", "5"), ("enumeration", "true")])
  static let timeZone = XMLSchemaType("timezone", "string", [("minLength", "1"), ("maxLength", "64")])
  static let revision = XMLSchemaType("revision", "positiveInteger", [("maxInclusive", "2147483647")])
}
