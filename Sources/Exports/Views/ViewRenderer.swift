/// Renders occurrences for people, such as a page or a workbook: one file per occurrence, not compressed.
///
/// Only the current revision of a period has views. They are not part of what is final: `export` may render
/// them anew with another version.
package protocol ViewRenderer: Sendable {
  /// The name in schedule files and the ending of file names.
  var format: String { get }
  var version: String { get }

  /// What the view is to show of the periods before, as JSON. The ledger keeps it, and ``ViewSource/history`` has it whenever
  /// the occurrence is rendered: so what became of the other periods later does not change the view.
  ///
  /// - Returns: nil if it shows nothing of them.
  func history(of source: ViewSource) throws -> String?

  /// Writes the same bytes for the same facts and history.
  ///
  /// - Parameter write: receives the file's bytes, piece by piece.
  func render(_ source: ViewSource, to write: @escaping (RawSpan) throws -> Void) throws

  /// Renders a page that lists periods of a tenant: the newest, or all of a year.
  ///
  /// - Returns: the same bytes for the same index; nil if the format has no such page.
  func render(_ index: TenantIndex) throws -> [UInt8]?
}

extension ViewRenderer {
  package func history(of source: ViewSource) throws -> String? { nil }
  package func render(_ index: TenantIndex) throws -> [UInt8]? { nil }
}
