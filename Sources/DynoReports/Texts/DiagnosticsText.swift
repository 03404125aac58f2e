internal import DisplayWidth
internal import Orchestration

/// The text output of `doctor`.
enum DiagnosticsText {
  /// - Parameter width: the columns of the terminal, in which long findings are broken; nil if it is none.
  static func render(_ diagnostics: Diagnostics, width: Int?) -> StyledText {
    let findings = diagnostics.findings
    let subjects = findings.map(\.subject.displayWidth).max() ?? 0
    var lines = findings.flatMap { self.lines(of: $0, subjects, width) }
    if diagnostics.status == .done {
      lines.append(
        "Nothing stops a run. Next: `dyno-reports plan` shows what is due, then `dyno-reports run`.")
    }
    return lines.joined
  }

  /// One line where there is room for it. Otherwise the finding is broken beside its subject, or below it where that leaves more.
  private static func lines(
    of finding: Diagnostics.Finding, _ subjects: Int, _ width: Int?
  ) -> [StyledText] {
    let text = finding.finding.printable
    let (word, style) = kind(finding)
    let first =
      StyledText(word, style) + StyledText(String(repeating: " ", count: kindWidth - word.count + 2))
    let indent = kindWidth + subjects + 4
    guard let width, indent + text.displayWidth > width else {
      return [first + StyledText("\(finding.subject.padding(to: subjects))  \(text)")]
    }
    func indented(_ lines: some Sequence<String>, by indent: Int) -> [StyledText] {
      lines.map { StyledText(String(repeating: " ", count: indent) + $0) }
    }
    guard width - indent >= roomBeside else {
      let lines = text.wrapped(to: width - kindWidth - 2)
      return [first + StyledText(finding.subject)] + indented(lines, by: kindWidth + 2)
    }
    let lines = text.wrapped(to: width - indent)
    return [first + StyledText("\(finding.subject.padding(to: subjects))  \(lines[0])")]
      + indented(lines.dropFirst(), by: indent)
  }

  /// Narrower columns are hard to read.
  private static let roomBeside = 60
  private static let kindWidth = "PROBLEM".count

  private static func kind(_ finding: Diagnostics.Finding) -> (word: String, StyledText.Style) {
    if finding.isNote { return ("note", .doubtful) }
    return finding.isGood ? ("good", .good) : ("PROBLEM", .bad)
  }
}
