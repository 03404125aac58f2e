import Calendars
import Reports

/// Valid and invalid values of every option of a report, so that new reports are tested too.
func optionCases(of report: Report) -> [SchemaCase] {
  let values = report.options.flatMap { option in
    let (right, wrong) = examples(of: option.kind)
    let need = option.need.map { "\($0.option): \($0.keyword)\n" } ?? ""
    let alone = option.need == nil ? [] : right.map { reportCase(.refused, report, "\(option.name): \($0)") }
    return right.map { reportCase(.accepted, report, "\(need)\(option.name): \($0)") }
      + wrong.map { reportCase(.refused, report, "\(need)\(option.name): \($0)") } + alone
  }
  let own = Set(report.options.map(\.name))
  let others = Set(ReportCatalog.product.reports.flatMap(\.options).map(\.name)).subtracting(own).sorted()
  let allTime = file(schedule: "period: all_time").replacing("pipeline_overview", with: report.type)
  let windows = [WindowRule.toDate(.monthly), .current(.monthly), .next(.monthly)].map { rule in
    let yaml = file(schedule: "window: {\(rule.name): monthly}").replacing(
      "pipeline_overview", with: report.type)
    return SchemaCase(
      report.windows.contains(rule) ? .accepted : .refused, "\(rule) for \(report.type)", yaml)
  }
  return values + others.map { reportCase(.refused, report, "\($0): all") } + [
    reportCase(.accepted, report, ""),
    SchemaCase(report.supportsAllTime ? .accepted : .refused, "all time for \(report.type)", allTime),
  ] + windows
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
  case .number(_, let range):
    return (
      ["\(range.lowerBound)", "\(range.upperBound)"],
      [
        "\(range.lowerBound - 1)", "\(range.upperBound + 1)", "1.5", "'\(range.upperBound)'", "true", "[1]",
        "",
      ]
    )
  case .days(_, _, let range):
    let zero = range.lowerBound == 0
    return (
      ["\(max(range.lowerBound, 1))d", "\(range.upperBound)d"] + (zero ? ["0", "0d"] : []),
      ["\(range.upperBound + 1)d", "30", "6h", "-1d", "1.5d", "[30d]", "true", ""]
        + (zero ? [] : ["0", "0d"])
    )
  case .horizon:
    return (Horizon.allCases.map(\.rawValue), ["week", "monthly", "[month]", "true", ""])
  case .stages(let keyword):
    return ([keyword, "[\(id)]"], ["some", "[]", "[5]", "[\(id), \(id)]", id, "{\(id): 5}", "true", ""])
  case .percents(let keywords):
    return (
      keywords + ["{\(id): 0}", "{\(id): 100}", "{\(id): 33.33}"],
      ["some", "{}", "{\(id): 101}", "{\(id): -1}", "{\(id): half}", "{5: 5}", "[\(id)]", id, "true", ""]
    )
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
