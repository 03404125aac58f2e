import Calendars
import Foundation
import Reports
import Schedules
import Testing

/// A context with the reports of the catalogue and the time zones of this machine, which are read only once.
func makeContext() throws -> ScheduleContext { try catalogContext.get() }

private let catalogContext = Result { ScheduleContext(zones: try TimeZoneDatabase()) }

/// Always the same two reports: messages list all reports, and a new one must not change the expected texts.
private let fixedContext = Result {
  ScheduleContext(catalog: [.pipelineOverview, .pipelineCoverage], zones: try TimeZoneDatabase())
}

func parse(_ yaml: String) throws -> ScheduleFile { try parse(Array(yaml.utf8)) }

private func parse(_ bytes: [UInt8]) throws -> ScheduleFile {
  ScheduleFile.parse(contents: bytes, file: "acme.yaml", context: try fixedContext.get())
}

/// The issues of a file, one line each: `12:9: unknown key …`.
func issues(in yaml: String) throws -> [String] {
  try parse(yaml).issues.map(withoutFile)
}

func issues(inBytes bytes: [UInt8]) throws -> [String] {
  try parse(bytes).issues.map(withoutFile)
}

private func withoutFile(_ issue: ScheduleIssue) -> String {
  let text = issue.description
  return text.hasPrefix("acme.yaml:") ? String(text.dropFirst("acme.yaml:".count)) : text
}

/// A file whose only schedule has these lines after its name and reports. The first one is line 5 and begins
/// in column 5.
func file(schedule lines: String) -> String {
  """
  tenant: {id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11, slug: acme, timezone: Europe/Berlin}
  schedules:
    - name: weekly
      reports: [{type: pipeline_overview}]

  """ + indented(lines, by: 4)
}

/// A file whose only report has these lines. The first one is line 5 and begins in column 9.
func file(report lines: String) -> String {
  """
  tenant: {id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11, slug: acme, timezone: Europe/Berlin}
  schedules:
    - name: weekly
      reports:

  """ + indented(lines, by: 8, first: "      - ")
}

/// A file with these lines in `tenant`. The first one is line 2 and begins in column 3.
func file(tenant lines: String) -> String {
  "tenant:\n" + indented(lines, by: 2)
    + """
    schedules:
      - name: weekly
        reports: [{type: pipeline_overview}]
    """
}

private func indented(_ lines: String, by spaces: Int, first: String? = nil) -> String {
  let margin = String(repeating: " ", count: spaces)
  return lines.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    .map { (index, line) in (index == 0 ? first ?? margin : margin) + line + "\n" }
    .joined()
}
