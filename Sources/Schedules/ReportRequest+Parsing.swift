package import Reports

extension ReportRequest {
  /// Parses options that are given one by one, with values as in a schedule file: `include_closed=true`,
  /// `pipelines=[…]`.
  ///
  /// - Throws: a `ScheduleIssue` for the first problem.
  package static func parse(_ type: String, options: [String]) throws(ScheduleIssue) -> ReportRequest {
    var lines = ["type: \(type)"]
    for option in options {
      guard let equals = option.firstIndex(of: "="), !option.contains(where: \.isNewline) else {
        throw ScheduleIssue(
          file: "--option", message: "\(quoted(option)) is not an option", hint: "write `name=value`")
      }
      lines.append("\(option[..<equals]): \(option[equals...].dropFirst())")
    }
    var issues = IssueList(file: "--option")
    let parser = ReportParser(catalog: ReportCatalog.product.reports).parser
    let request = SourceText(Array(lines.joined(separator: "\n").utf8), issues: &issues)
      .flatMap { YAMLDocument.root(of: $0, issues: &issues) }
      .flatMap { parser.parse($0, "the report", &issues) }?.request
    if let issue = issues.sorted.first {
      // Without the position, because there is no file.
      throw ScheduleIssue(file: "--option", message: issue.message, hint: issue.hint)
    }
    guard let request else { throw ScheduleIssue(file: "--option", message: "cannot be read") }
    return request
  }
}
