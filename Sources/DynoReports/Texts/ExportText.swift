internal import Exports
internal import Runs

/// The text output of `export`.
enum ExportText {
  static func render(_ document: ExportDocument) -> String {
    document.written.isEmpty
      ? "Nothing was written" + (document.failures.isEmpty ? ": nothing that was published is missing." : ".")
      : document.written.map {
        "\($0.tenant) \($0.schedule) \($0.period.label): \(counted($0.reports.flatMap(\.files).count, "file"))"
      }.joined(separator: "\n")
  }
}
