/// The formats in which facts are published.
package enum ExportFormat: String, Sendable, CaseIterable {
  case csv
  case xml

  /// What a schedule gets that names none. A new format joins only those that name it.
  package static let defaults: [ExportFormat] = [.csv, .xml]

  /// - Parameter recorded: as the ledger or a manifest has it.
  package init(recorded: String) throws(UnknownFormat) {
    guard let format = ExportFormat(rawValue: recorded) else { throw UnknownFormat(name: recorded) }
    self = format
  }
}
