/// The formats in which facts are published.
package enum ExportFormat: String, Sendable, CaseIterable {
  case csv
  case xml
}
