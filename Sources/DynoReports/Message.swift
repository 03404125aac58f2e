internal import Orchestration
internal import Schedules

/// What somebody should know beside the result of a command. People read it as a line of text, programs as a line of JSON.
struct Message {
  enum Kind {
    case note, warning
    /// Something failed, and other work goes on.
    case failure
  }

  static let errorPrefix = "dyno-reports: error: "
  static let warningPrefix = "dyno-reports: warning: "

  let kind: Kind
  var tenant: String?
  var schedule: String?
  var period: String?
  var report: String?
  /// Set if it is about a schedule file.
  private(set) var issue: ScheduleIssue?
  let text: String

  init(
    _ kind: Kind, tenant: String? = nil, schedule: String? = nil, period: String? = nil, _ text: String
  ) {
    self.kind = kind
    self.tenant = tenant
    self.schedule = schedule
    self.period = period
    self.text = text
  }

  init(_ failure: RunFailure) {
    self.init(
      .failure, tenant: failure.tenant, schedule: failure.schedule, period: failure.period, failure.message)
    report = failure.report
  }

  init(_ issue: ScheduleIssue) {
    self.init(.failure, issue.message)
    self.issue = issue
  }

  /// What it is about and what it says.
  var sentence: String {
    if let issue { return issue.description }
    let about = [tenant, schedule, period, report].compactMap(\.self)
    return about.isEmpty ? text : about.joined(separator: " ") + ": \(text)"
  }

  /// For people. An issue begins with its place, which editors turn into a link. Each line of a failure says that it is one.
  var line: String {
    if issue != nil { return sentence }
    return switch kind {
    case .note: sentence
    case .warning: Self.warningPrefix + sentence
    case .failure:
      sentence.split(separator: "\n").map { Self.errorPrefix + $0 }.joined(separator: "\n")
    }
  }
}
