/// A file on which the schema and the parser must agree, unless JSON Schema cannot express the rule.
struct SchemaCase: Sendable {
  enum Expected: Sendable {
    case accepted
    case refused
    /// JSON Schema cannot express the rule that the file breaks.
    case refusedByTheParserAlone
  }

  let expected: Expected
  let name: String
  let yaml: String

  init(_ expected: Expected, _ name: String, _ yaml: String) {
    self.expected = expected
    self.name = name
    self.yaml = yaml
  }
}

let schemaCases: [SchemaCase] = accepted + refused + refusedByTheParserAlone

private let accepted: [SchemaCase] =
  [
    "period: daily", "period: all_time", "period: {rolling: {days: 1}}", "period: {rolling: {days: 3660}}",
    "ready_after: 0", "ready_after: '0'", "ready_after: 31d", "ready_after: 744h", "ready_after: 44640m",
    "catch_up: 1", "catch_up: 1000", "since: 2026-01-31", "since: '1970-01-01'", "exports: [xml]",
    "exports: [xml, csv]", "exports: [xlsx, csv, html]", "exports: [xml, xlsx]", "? period\n: weekly",
    "window: completed", "window: {to_date: yearly}",
    "period: daily\nwindow: {current: weekly}", "period: all_time\nwindow: completed",
  ].map { SchemaCase(.accepted, $0, file(schedule: $0)) }
  + ["2026", "on", "no", "007", "'true'", "a", "a-b"].map {
    SchemaCase(.accepted, "name: \($0)", file(schedule: "").replacing("name: weekly", with: "name: \($0)"))
  }
  + [
    "type: pipeline_overview", "type: pipeline_overview\npipelines: all",
    "type: pipeline_overview\ninclude_inactive: false", "type: 'pipeline_overview'",
    "type: pipeline_overview\npipelines: [\(id.uppercased())]",
    "type: pipeline_coverage\nprincipals: users\npipelines: each",
    "type: pipeline_coverage\nprincipals: [{type: user, id: \(id)}, {type: GROUP, id: \(id)}]",
  ].map { SchemaCase(.accepted, $0, file(report: $0)) }
  + ["window: {next: quarterly}", "period: quarterly\nwindow: {next: yearly}"].map {
    SchemaCase(
      .accepted, $0, file(schedule: $0).replacing("pipeline_overview", with: "pipeline_coverage"))
  }
  + [
    tenant + "\nweek_start: sunday\nfiscal_year_start: 12", tenant.replacing("acme", with: "'2026'"),
    tenant + "\ncurrency: EUR", tenant + "\ncurrency: uSd\nother_currencies: warn",
  ]
  .map { SchemaCase(.accepted, $0, file(tenant: $0)) }

private let refused: [SchemaCase] =
  [
    "perod: weekly", "period: wekly", "period:", "period: rolling", "period: {rolling: 30}", "period: {}",
    "period: {rolling: {days: 0}}", "period: {rolling: {days: 3661}}", "period: {weekly: 1}",
    "period: [weekly]", "period: {rolling: {days: 1, hours: 2}}", "ready_after: 90", "ready_after: 32d",
    "ready_after: 745h", "ready_after: 44641m", "ready_after: 06h", "ready_after: 6 h", "ready_after: -1h",
    "catch_up: 0", "catch_up: 1001", "catch_up: '4'", "catch_up: many", "catch_up: 1.5", "catch_up:",
    "since: 2026-13-01", "since: 2026-01-32", "since: 0226-01-01", "since: 2026-1-1", "since: today",
    "exports: csv", "exports: []", "exports: [pdf]", "exports: [csv, csv]", "exports: [xlsx]",
    "exports: [html, xlsx]", "exports: [csv, xlsx, xlsx]", "exports: {csv: true}",
    "window:", "window: current", "window: quarterly", "window: [current]", "window: {}",
    "window: {current: daily}", "window: {current: rolling}", "window: {current: [weekly]}",
    "window: {current: weekly, next: weekly}", "window: {last: weekly}", "window: {next: weekly}",
    "window: {next: daily}", "period: all_time\nwindow: {to_date: monthly}",
  ].map { SchemaCase(.refused, $0, file(schedule: $0)) }
  + ["Weekly", "we ekly", "-weekly", "weekly-", "null", "''", "../weekly", "[a]", "-5"].map {
    SchemaCase(.refused, "name: \($0)", file(schedule: "").replacing("name: weekly", with: "name: \($0)"))
  }
  + [
    "pipelines: all", "type: pipeline_covrage", "type: pipeline_forecast", "pipeline_overview", "type:",
    "type: pipeline_overview\nprincipals: all", "type: pipeline_overview\npipelines: each",
    "type: pipeline_overview\npipelines: []", "type: pipeline_overview\npipelines: [a]",
    "type: pipeline_overview\npipelines: [\(id), \(id)]", "type: pipeline_overview\npipelines: \(id)",
    "type: pipeline_overview\ninclude_inactive: yes", "type: pipeline_overview\ninclude_inactive: 1",
    "type: pipeline_overview\ninclude_inactive: 'true'", "type: pipeline_overview\ninclude_inactive:",
    "type: pipeline_coverage\nprincipals: [all]", "type: pipeline_coverage\nprincipals: [{type: user}]",
    "type: pipeline_coverage\nprincipals: [{type: team, id: \(id)}]",
    "type: pipeline_coverage\nprincipals: [{type: user, id: \(id), name: x}]",
  ].map { SchemaCase(.refused, $0, file(report: $0)) }
  + [
    tenant.replacing("slug: acme", with: "slug: Acme"), tenant.replacing("slug: acme", with: ""),
    tenant.replacing(id, with: "5"), tenant.replacing(id, with: "'{\(id)}'"),
    tenant.replacing("Europe/Berlin", with: "''"), tenant + "\nweek_start: Monday",
    tenant + "\nweek_start: 1", tenant + "\nfiscal_year_start: 0", tenant + "\nfiscal_year_start: 13",
    tenant + "\nfiscal_year_start: April", tenant + "\nname: Acme",
    tenant + "\ncurrency: EURO", tenant + "\ncurrency: XXX", tenant + "\ncurrency: 978",
    tenant + "\ncurrency:",
    tenant + "\nother_currencies: fail", tenant + "\ncurrency: EUR\nother_currencies: convert",
  ].map { SchemaCase(.refused, $0, file(tenant: $0)) }
  + [
    "", "- a", "tenant: {}", "schedules: []", "tenant:\nschedules:", "tenant: \"",
    file(schedule: "") + "x: 1",
    file(schedule: "").replacing("name: weekly", with: "period: weekly"),
    file(schedule: "").replacing("[{type: pipeline_overview}]", with: "[]"),
    file(schedule: "").replacing("reports:", with: "exports:"),
    file(schedule: "period: all_time").replacing("pipeline_overview", with: "pipeline_coverage"),
    "tenant: {id: \(id), slug: acme, timezone: Europe/Berlin}\nschedules: []",
    file(schedule: "") + "---\na: 1\n",
  ].map { SchemaCase(.refused, $0, $0) }

/// Rules that JSON Schema cannot express. The schema must accept these files, so that the list stays correct.
private let refusedByTheParserAlone: [SchemaCase] = [
  ("a zone that is not in tzdata", file(tenant: tenant.replacing("Berlin", with: "Berln"))),
  ("a day that does not exist", file(schedule: "since: 2026-02-30")),
  (
    "a duplicate schedule name",
    file(schedule: "") + "  - name: weekly\n    reports: [{type: pipeline_coverage}]\n"
  ),
  (
    "a duplicate report in a schedule",
    file(report: "type: pipeline_overview") + "      - {type: pipeline_overview, include_inactive: false}\n"
  ),
  (
    "a duplicate pipeline in upper case",
    file(report: "type: pipeline_overview\npipelines: [\(id), \(id.uppercased())]")
  ),
  (
    "a duplicate principal with its type in upper case",
    file(report: "type: pipeline_coverage\nprincipals: [{type: user, id: \(id)}, {type: USER, id: \(id)}]")
  ),
  // The schema validates values, but these rules are about their spelling.
  ("a duplicate key", file(schedule: "period: weekly\nperiod: weekly")),
  (
    "an anchor and an alias",
    file(schedule: "period: &p weekly") + "  - {name: *p , reports: [{type: pipeline_overview}]}\n"
  ),
  ("a tag", file(schedule: "period: !!str weekly")),
  ("a hexadecimal number", file(schedule: "catch_up: 0x4")),
  ("a whole number with a decimal point", file(schedule: "catch_up: 4.0")),
  ("a name that is a number with a sign", file(schedule: "").replacing("name: weekly", with: "name: +5")),
  ("True with a capital letter", file(report: "type: pipeline_overview\ninclude_inactive: True")),
].map { SchemaCase(.refusedByTheParserAlone, $0, $1) }

private let id = "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11"
private let tenant = "id: \(id)\nslug: acme\ntimezone: Europe/Berlin"
