import Reports

/// `[csv, xml, xlsx]`: formats for programs, at least one, and formats for people.
enum FormatParser {
  struct Formats: Sendable {
    let exports: [ExportFormat]
    let views: [ViewFormat]
  }

  private static let exports = ExportFormat.allCases.map(\.rawValue)
  private static let words = ValueParser.list(
    of: ValueParser<String>.word(exports + ViewFormat.allCases.map(\.rawValue), "a file format"))

  /// The formats are in a fixed order, whatever that of the list is.
  static let parser = ValueParser<Formats>(
    expected: words.expected, schema: words.schema.adding("contains", ["enum": JSON(exports)]),
    example: words.example
  ) { node, label, issues in
    guard let words = words.parse(node, label, &issues) else { return nil }
    let formats = Formats(
      exports: ExportFormat.allCases.filter { words.contains($0.rawValue) },
      views: ViewFormat.allCases.filter { words.contains($0.rawValue) })
    // If not even a view could be read, that was reported.
    if formats.exports.isEmpty, let view = formats.views.first {
      issues.report(
        "\(label) has only formats for people", at: node.position,
        hint:
          "add \(enumerated(exports, "or")): `\(view.rawValue)` shows what the files for programs hold, and cannot replace them"
      )
    }
    return formats
  }
}
