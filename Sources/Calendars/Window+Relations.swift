extension Window {
  /// Whether it was not over at an instant.
  package func isRunning(at instant: Instant) -> Bool { end > instant }

  /// Whether it had not begun at an instant.
  package func isComing(at instant: Instant) -> Bool { start.map { $0 > instant } ?? false }

  /// Whether it has the dates of another one. Labels can be equal where dates are not, after a calendar was edited; and the other
  /// way round.
  package func hasDates(of other: Window) -> Bool { startDate == other.startDate && endDate == other.endDate }
}
