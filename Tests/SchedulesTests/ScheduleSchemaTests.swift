import Foundation
import Reports
import Schedules
import Testing
import TestingRepository

@Suite("The schema of schedule files")
struct ScheduleSchemaTests {
  @Test("in the repository is up to date")
  func committed() throws {
    try GeneratedFile.check(
      Repository.schemaPath, ScheduleSchema().rendered, variable: "DYNO_REPORTS_WRITE_SCHEMA")
  }

  @Test("contains every report and option, with its documentation")
  func reports() {
    let rendered = ScheduleSchema().rendered
    for report in ReportCatalog.product.reports {
      #expect(rendered.contains("\"const\": \"\(report.type)\""))
      #expect(rendered.contains(report.question))
      for option in report.options {
        #expect(rendered.contains("\"\(option.name)\""))
        #expect(rendered.contains(option.documentation))
      }
    }
  }

  @Test("and the parser accept and refuse the same files")
  func agreement() throws {
    let samples = try Repository.sampleFiles().map {
      SchemaCase(.accepted, $0, try Repository.contents("schedules/\($0)"))
    }
    let cases = schemaCases + ReportCatalog.product.reports.flatMap(optionCases) + samples
    let problems = try SchemaValidator.problems(in: cases.map(\.yaml), schema: ScheduleSchema().rendered)
    try #require(problems.count == cases.count)
    for (schemaCase, problem) in zip(cases, problems) {
      let file = ScheduleFile.parse(
        contents: Array(schemaCase.yaml.utf8), file: "case.yaml", context: try makeContext())
      let issues = file.issues.map(\.description)
      let comment = Comment("\(schemaCase.name): \(problem ?? "no problem"), \(issues)\n\(schemaCase.yaml)")
      #expect(issues.isEmpty == (schemaCase.expected == .accepted), comment)
      #expect((problem == nil) == (schemaCase.expected != .refused), comment)
    }
  }
}
