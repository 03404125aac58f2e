internal import Calendars

/// A value of a sheet that is made in memory.
enum Cell: Equatable {
  case empty
  case text(String, CellFormat)
  /// Decimal digits.
  case number(String, CellFormat)

  /// A text that nobody takes for anything else.
  static func text(_ value: String) -> Cell { .text(value, .text) }

  static func number(_ value: Int) -> Cell { number("\(value)", scale: 0) }

  /// - Parameter value: as in the files.
  static func number(_ value: String, scale: Int) -> Cell {
    ExactDigits.areKept(value.utf8) ? .number(value, .number(scale: scale)) : .text(value, .exactNumber)
  }

  static func instant(_ value: Instant) -> Cell {
    DayNumber.text(of: value).map { .number($0, .instant) } ?? .text(value.description)
  }
}
