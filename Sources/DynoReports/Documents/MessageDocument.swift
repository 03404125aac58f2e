internal import Orchestration
internal import Schedules

/// A line of stderr with `--json`. It has one of these keys.
struct MessageDocument: Encodable {
  struct Remark: Encodable {
    var tenant: String?
    var schedule: String?
    /// The period's label.
    var period: String?
    var report: String?
    /// Present if it is about a schedule file.
    var file: String?
    /// In the file, from 1. Absent if it is about the whole file.
    var line: Int?
    /// In characters, from 1.
    var column: Int?
    let message: String
    /// What would be right, or what to do, if the message does not say it.
    var hint: String?
  }

  struct End: Encodable {
    /// The exit code of the process.
    let code: Int32
    /// The same as a word.
    let name: String
    let message: String
    /// What to do, if the message does not say it.
    var hint: String?
    /// The error code of PostgreSQL, if an error of the database is the cause.
    var sqlstate: String?
  }

  private(set) var note: Remark?
  private(set) var warning: Remark?
  /// Something failed, and other work went on.
  private(set) var failure: Remark?
  /// Why the exit code is not 0. It is the last line, and there is none if the exit code is 0.
  private(set) var error: End?

  init(_ message: Message) {
    var remark = Remark(
      tenant: message.tenant, schedule: message.schedule, period: message.period, report: message.report,
      message: message.text)
    if let issue = message.issue {
      remark.file = issue.file
      if issue.line > 0 { (remark.line, remark.column) = (issue.line, issue.column) }
      remark.hint = issue.hint
    }
    switch message.kind {
    case .note: note = remark
    case .warning: warning = remark
    case .failure: failure = remark
    }
  }

  init(_ end: End) { error = end }
}

extension MessageDocument.End {
  init(_ status: ExitStatus, _ message: String, hint: String? = nil, sqlstate: String? = nil) {
    self.init(
      code: status.rawValue, name: status.name, message: message, hint: hint, sqlstate: sqlstate)
  }
}
