package import Calendars

extension Instant {
  /// SQL that formats a `timestamptz` like ``description``: `2026-10-01T00:00:00Z`.
  package static func text(ofSQL expression: String) -> String {
    "to_char(\(expression) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
  }
}
