/// Renders occurrences for people, such as a page or a workbook: one file per occurrence, not compressed.
///
/// Only the current revision of a period has views. They are not part of what is final: `export` may render
/// them anew with another version.
package protocol ViewRenderer: Sendable {
  /// The name in schedule files and the ending of file names.
  var format: String { get }
  var version: String { get }
  /// - Returns: the same bytes for the same facts.
  func render(_ source: ViewSource) throws -> [UInt8]
}
