/// The formats in which facts are published.
package enum ExportFormat: String, Sendable, CaseIterable {
  case csv
  case xml

  /// The formats of a schedule that names none. A new format is not added here, so that only schedules that
  /// name it get it.
  package static let defaults: [ExportFormat] = [.csv, .xml]

  /// - Parameter recorded: the name in the ledger or in a manifest.
  package init(recorded: String) throws(UnknownFormat) {
    guard let format = ExportFormat(rawValue: recorded) else { throw UnknownFormat(name: recorded) }
    self = format
  }
}
