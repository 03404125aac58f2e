import Schedules
import Testing

// `ReadingFiles` has the file around the snippets, which decides the line and column where they begin.

@Suite("Issues with keys")
struct KeyIssueTests {
  @Test("are reported at their positions", arguments: keyCases)
  func issue(_ issueCase: IssueCase) throws { try check(issueCase) }
}

private let keyCases: [IssueCase] = [
  IssueCase(
    "a typo", file(schedule: "perod: weekly"), "5:5: unknown key `perod`; did you mean `period`?"),
  IssueCase(
    "a hyphen", file(schedule: "ready-after: 6h"),
    "5:5: unknown key `ready-after`; did you mean `ready_after`?"),
  IssueCase(
    "no similar key", file(report: "type: pipeline_overview\nowner: all"),
    "6:9: unknown key `owner`; one of `type`, `pipelines` or `include_inactive`"),
  IssueCase(
    "only unknown keys", "tenants: x",
    "1:1: the file lacks `schedules`; add `schedules: [{name: …, reports: […]}]`",
    "1:1: the file lacks `tenant`; add `tenant: {id: …, slug: …, timezone: …}`",
    "1:1: unknown key `tenants`; did you mean `tenant`?"),
  IssueCase(
    "missing keys", file(tenant: "slug: acme"),
    "2:3: `tenant` lacks `id`; add `id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "2:3: `tenant` lacks `timezone`; add `timezone: Europe/Berlin`"),
  IssueCase(
    "a missing key in a schedule", file(schedule: "").replacing("name: weekly", with: "period: weekly"),
    "3:5: a schedule lacks `name`; add `name: weekly-overview`"),
  IssueCase(
    "an empty key", file(schedule: "\"\": 1"),
    "5:5: unknown key ``; one of `name`, `period`, `window`, `ready_after`, `catch_up`, `since`, `reports`, `exports`, `formula_guard` or `enabled`"
  ),
  IssueCase(
    "a list as a key", file(schedule: "[period]: weekly"), "5:5: a key must be a word, not a list"),
  IssueCase(
    "a list", "- tenant", "1:1: the file must be a mapping, not a list; with `tenant` and `schedules`"),
  IssueCase(
    "a tenant that is not a mapping", file(tenant: "id: 1").replacing("  id: 1\n", with: "  acme\n"),
    "2:3: `tenant` must be a mapping, not `acme`; with `id`, `slug` and `timezone`"),
  IssueCase(
    "keys without a value", "tenant:\nschedules:",
    "1:8: `tenant` must be a mapping, not empty; with `id`, `slug` and `timezone`",
    "2:11: `schedules` must be a list, not empty; for example `- name: weekly-overview`"),
  IssueCase(
    "a long key with a control character",
    file(schedule: "\"\\e[31m\(String(repeating: "x", count: 80))\": 1"),
    "5:5: unknown key `\\u{1b}[31m\(String(repeating: "x", count: 35))…`; "
      + "one of `name`, `period`, `window`, `ready_after`, `catch_up`, `since`, `reports`, `exports`, `formula_guard` or `enabled`"
  ),
]
