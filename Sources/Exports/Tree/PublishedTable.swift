internal import Reports

/// A version of a report, or of the headers of runs, that has files in a tree.
struct PublishedTable: Codable, Equatable {
  let report: String
  let version: Int
  let formats: [String]

  /// The schemas of its files.
  var schemaPaths: [String] {
    formats.compactMap(ExportFormat.init).map { format in
      switch format {
      case .csv: TableSchema.path(report, version)
      case .xml: XMLSchema.path(report, version)
      }
    }
  }

  /// Each version once, with all its formats, ordered by report and version.
  static func merged(_ tables: [PublishedTable]) -> [PublishedTable] {
    struct Version: Hashable {
      let report: String
      let number: Int
    }
    return Dictionary(grouping: tables) { Version(report: $0.report, number: $0.version) }
      .map { version, tables in
        PublishedTable(
          report: version.report, version: version.number, formats: Set(tables.flatMap(\.formats)).sorted())
      }
      .sorted { ($0.report, $0.version) < ($1.report, $1.version) }
  }
}
