package import Reports

/// The JSON Schema of schedule files, for editors: completion, help and most of what the parser checks.
///
/// Draft 7, which the YAML language server supports best. It describes the values as YAML 1.2 reads them, as
/// editors do, and is generated from the definitions that the parser uses.
package struct ScheduleSchema {
  private let keys: FileKeys

  package init(
    catalog: [Report] = ReportCatalog.product.reports,
    defaultRollingDays: Int = ScheduleContext.builtInRollingDays
  ) {
    keys = FileKeys(schedule: ScheduleKeys(catalog: catalog, defaultRollingDays: defaultRollingDays))
  }

  /// The contents of `schedules/schedule.schema.json`.
  package var rendered: String {
    let heading: JSON = [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Dyno Reports schedule file",
      "description": "One file per tenant: what is reported, when, and in which formats.",
    ]
    guard case .object(let first) = heading, case .object(let rest) = JSON.mapping(keys.all) else {
      return ""
    }
    return JSON.object(first + rest).rendered() + "\n"
  }
}
