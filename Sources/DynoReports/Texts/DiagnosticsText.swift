internal import DisplayWidth
internal import Orchestration

/// The text output of `doctor`.
enum DiagnosticsText {
  static func render(_ diagnostics: Diagnostics) -> String {
    let findings = diagnostics.findings
    let width = findings.map(\.subject.count).max() ?? 0
    var lines = findings.map { "\(kind($0))  \($0.subject.padding(to: width))  \($0.finding)" }
    if diagnostics.status == .done {
      lines.append(
        "Nothing stops a run. Next: `dyno-reports plan` shows what is due, then `dyno-reports run`.")
    }
    return lines.joined(separator: "\n")
  }

  private static func kind(_ finding: Diagnostics.Finding) -> String {
    if finding.isNote { return "note   " }
    return finding.isGood ? "good   " : "PROBLEM"
  }
}
