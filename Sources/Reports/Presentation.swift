/// How a page shows a report. A report without one is shown as a table of all that it has.
package enum Presentation: Sendable {
  /// Target, won and open amount of everyone.
  case coverage
  /// Open amounts by stage and by when they should close.
  case forecast
  /// What stands in each stage.
  case stages
  /// What became of what entered each stage.
  case conversion
  /// Won, lost and open, by pipeline.
  case overview
  /// What everyone won.
  case performance
}
