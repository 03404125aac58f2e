package import Foundation

/// The value that a schedule file gives to an option.
package enum OptionValue: Sendable, Hashable {
  case flag(Bool)
  case keyword(String)
  case number(Int)
  /// A span of local days.
  case days(Int)
  case pipelines([UUID])
  case principals([Principal])
  /// In the order of the file.
  case stages([UUID])
  /// Hundredths of a percent, by stage.
  case percents([UUID: Int])
}
