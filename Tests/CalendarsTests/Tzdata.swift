import Calendars
import Testing

/// The system's tzdata, read once for all tests.
enum Tzdata {
  private static let shared = Result { try TimeZoneDatabase() }

  static var database: TimeZoneDatabase {
    get throws { try shared.get() }
  }

  static func rules(_ name: String) throws -> ZoneRules {
    try database.rules(for: name)
  }
}

/// Lets tests write dates and instants as ISO text; invalid text is a mistake in the test.
extension CivilDate: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    guard let date = CivilDate(iso: text) else { preconditionFailure("not a date: \(text)") }
    self = date
  }
}

extension Instant: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) {
    guard let instant = Instant(iso8601: text) else { preconditionFailure("not an instant: \(text)") }
    self = instant
  }
}
