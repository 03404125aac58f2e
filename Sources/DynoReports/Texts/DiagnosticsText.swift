/// The text output of `doctor`.
enum DiagnosticsText {
  static func render(_ diagnostics: Diagnostics) -> String {
    let findings = diagnostics.findings
    let width = findings.map(\.subject.count).max() ?? 0
    return findings.map {
      "\($0.isGood ? "good   " : "PROBLEM")  \($0.subject.padding(to: width))  \($0.finding)"
    }.joined(separator: "\n")
  }
}
