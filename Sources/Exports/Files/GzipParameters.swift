/// How a file was compressed. It is recorded for each file, so that the file can be written again with the
/// same bytes, as long as zlib is the same.
package struct GzipParameters: Sendable, Codable, Equatable {
  /// 1 (fast) to 9 (small).
  package let level: Int

  /// What earlier programs used, which did not record it.
  static let unrecorded = GzipParameters(level: 6)
  static let current = GzipParameters(level: 6)
}
