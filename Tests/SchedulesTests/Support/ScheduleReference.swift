import Reports

@testable import Schedules

/// `docs/schedule_files.md`: every key and option, generated from the definitions that the parser uses.
enum ScheduleReference {
  static var rendered: String {
    let catalog = ReportCatalog.product.reports
    let keys = ScheduleKeys(catalog: catalog, defaultRollingDays: ScheduleContext.builtInRollingDays)
    let sections = [
      """
      # Schedule files: every key and option

      This page is generated from the definitions that the program uses, and a test keeps it up to date. A
      file is for one tenant. It has the keys `tenant`, a mapping, and `schedules`, a list of mappings. It is
      one YAML document of at most \(ScheduleFile.maxBytes >> 20) MiB. Unknown keys, duplicate keys, anchors
      and aliases are errors, and so are two files with the same tenant or slug. `dyno-reports check` reports
      every problem with line and column. For editors, there is `schedules/schedule.schema.json`.
      """,
      section("tenant", TenantKeys.all),
      section("schedules[]", keys.all),
      section("schedules[].period.rolling", [PeriodParser.days]),
      section("schedules[].window", WindowParser.rules),
    ]
    let reports = catalog.map { report in
      """
      ## `schedules[].reports[]` with `type: \(report.type)`

      \(report.question) Design: [\(report.type)](reports/\(report.type)_design_final.md).\
      \(report.supportsAllTime ? "" : " Not with `period: all_time`.")\
      \(windows(of: report))

      \(table(ReportParser(catalog: catalog).options(of: report)))
      """
    }
    let principals = section("principals[]", [OptionParser.principalType, OptionParser.principalID])
    return (sections + reports + [principals]).joined(separator: "\n\n") + "\n"
  }

  private static func windows(of report: Report) -> String {
    switch report.windows {
    case .all: ""
    case .allButNext: " Not with `window: {next: …}`."
    case .completed: " Only with `window: completed`."
    }
  }

  private static func section(_ title: String, _ keys: [any KeyDefinition]) -> String {
    "## `\(title)`\n\n\(table(keys))"
  }

  private static func table(_ keys: [any KeyDefinition]) -> String {
    let rows = keys.map { key in
      let absent =
        if key.isRequired { "required" } else { key.defaultValue.map { "`\($0.rendered())`" } ?? "–" }
      return "| `\(key.name)` | \(words(key.schema) ?? key.expected) | `\(key.example)` | \(absent) "
        + "| \(key.documentation) |"
    }
    let heading = ["| key | must be | for example | default | |", "|---|---|---|---|---|"]
    return (heading + rows).joined(separator: "\n")
  }

  /// The allowed words, if the value must be one of a few words.
  private static func words(_ schema: JSON) -> String? {
    guard case .object(let members) = schema,
      case .array(let values)? = members.first(where: { $0.name == "enum" })?.value
    else { return nil }
    return enumerated(values.compactMap { if case .text(let word) = $0 { word } else { nil } }, "or")
  }
}
