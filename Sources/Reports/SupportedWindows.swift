package import Calendars

/// What a schedule may look at if it includes a report.
package enum SupportedWindows: Sendable, Hashable {
  /// The completed period only, because the report follows what happened in it.
  case completed
  /// Everything but the unit to come, because the report asks what has happened.
  case allButNext
  case all

  package func contains(_ rule: WindowRule) -> Bool {
    switch (self, rule) {
    case (_, .completed), (.all, _): true
    case (.allButNext, .next), (.completed, _): false
    case (.allButNext, _): true
    }
  }
}
