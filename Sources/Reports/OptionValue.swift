package import Foundation

/// The value that a schedule file gives to an option.
package enum OptionValue: Sendable, Hashable {
  case flag(Bool)
  case keyword(String)
  case pipelines([UUID])
  case principals([Principal])
}
