import Reports

/// Valid and invalid values of every option of a report, so that new reports are tested too.
func optionCases(of report: Report) -> [SchemaCase] {
  let values = report.options.flatMap { option in
    let (right, wrong) = examples(of: option.kind)
    return right.map { reportCase(.accepted, report, "\(option.name): \($0)") }
      + wrong.map { reportCase(.refused, report, "\(option.name): \($0)") }
  }
  let own = Set(report.options.map(\.name))
  let others = Set(ReportCatalog.product.reports.flatMap(\.options).map(\.name)).subtracting(own).sorted()
  let allTime = file(schedule: "period: all_time").replacing("pipeline_overview", with: report.type)
  let next = file(schedule: "window: {next: monthly}").replacing("pipeline_overview", with: report.type)
  return values + others.map { reportCase(.refused, report, "\($0): all") } + [
    reportCase(.accepted, report, ""),
    SchemaCase(report.supportsAllTime ? .accepted : .refused, "all time for \(report.type)", allTime),
    SchemaCase(report.supportsNextWindow ? .accepted : .refused, "what comes next for \(report.type)", next),
  ]
}

private func reportCase(_ expected: SchemaCase.Expected, _ report: Report, _ option: String) -> SchemaCase {
  let yaml = file(report: "type: \(report.type)\n\(option)")
  return SchemaCase(expected, "\(report.type), \(option)", yaml)
}

private func examples(of kind: ReportOption.Kind) -> (right: [String], wrong: [String]) {
  let id = "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11"
  switch kind {
  case .flag:
    return (["true", "false"], ["yes", "off", "'true'", "1", "[true]", ""])
  case .pipelines(let keywords):
    return (keywords + ["[\(id)]"], ["some", "[]", "[5]", "[\(id), \(id)]", id, "true", ""])
  case .principals:
    let principal = "{type: user, id: \(id)}"
    return (
      ["all", "users", "groups", "[\(principal)]"],
      ["user", "[]", "[\(id)]", "[\(principal), \(principal)]", principal, ""]
    )
  }
}
