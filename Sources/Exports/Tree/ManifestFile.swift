package struct ManifestFile: Sendable, Codable, Equatable {
  /// Relative to the tenant's folder.
  package let path: String
  package let format: String
  package let rows: Int
  /// The number of columns, which depends on the report's version. nil if an earlier program did not record
  /// it.
  package let columns: Int?
  package let bytes: Int
  package let sha256: String
  /// Before compression.
  package let rawBytes: Int
  package let rawSHA256: String
  /// Sums of the money columns, as the database computed them.
  package let controlTotals: [String: String]
  /// The number of text cells that differ from the facts because the format requires it.
  package let changedCells: Int
  /// How it was compressed. nil if an earlier program wrote it: with ``GzipParameters/unrecorded``.
  package let gzip: GzipParameters?

  enum CodingKeys: String, CodingKey {
    case path, format, rows, columns, bytes, sha256, gzip
    case rawBytes = "raw_bytes"
    case rawSHA256 = "raw_sha256"
    case controlTotals = "control_totals"
    case changedCells = "changed_cells"
  }
}
