import Foundation

/// The contents of a schedule file, or the issues that it has.
package struct ScheduleFile: Sendable {
  /// Larger files are refused unread. A thousand schedules need a tenth of this.
  package static let maxBytes = 1 << 20

  package let file: String
  /// nil if there is any issue: half a file would report only half of what its author wants.
  package let schedules: TenantSchedules?
  /// By position.
  package let issues: [ScheduleIssue]
  /// The tenant's id and slug as far as they can be read, even if the file has issues.
  let identity: TenantIdentity

  package static func parse(
    contents: [UInt8], file: String, context: ScheduleContext
  ) -> ScheduleFile {
    guard contents.count <= maxBytes else {
      let hint = "a schedule file has at most \(maxBytes >> 20) MiB"
      return ScheduleFile(file: file, issue: "the file is too large", hint: hint)
    }
    var issues = IssueList(file: file)
    var reader = ScheduleReader(context: context)
    var read: (tenant: Tenant, schedules: [Schedule])?
    if let source = SourceText(contents, issues: &issues),
      let root = YAMLDocument.root(of: source, issues: &issues)
    {
      read = reader.read(root, issues: &issues)
    }
    let schedules = issues.isEmpty ? read.map { TenantSchedules(file: file, tenant: $0, schedules: $1) } : nil
    return ScheduleFile(
      file: file, schedules: schedules, issues: issues.sorted, identity: reader.identity)
  }

  private init(
    file: String, schedules: TenantSchedules?, issues: [ScheduleIssue], identity: TenantIdentity
  ) {
    self.file = file
    self.schedules = schedules
    self.issues = issues
    self.identity = identity
  }

  /// A file that could not be read at all.
  init(file: String, issue message: String, hint: String? = nil) {
    self.init(
      file: file, schedules: nil, issues: [ScheduleIssue(file: file, message: message, hint: hint)],
      identity: TenantIdentity())
  }

  /// The file with further issues, because of which its tenant is left out.
  func adding(_ more: [ScheduleIssue]) -> ScheduleFile {
    guard !more.isEmpty else { return self }
    return ScheduleFile(file: file, schedules: nil, issues: (issues + more).sorted(), identity: identity)
  }
}
