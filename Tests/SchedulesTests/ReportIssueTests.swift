import Schedules
import Testing

// `ReadingFiles` has the file around the snippets, which decides the line and column where they begin.

@Suite("Issues with reports and their options")
struct ReportIssueTests {
  @Test("are reported at their positions", arguments: reportCases)
  func issue(_ issueCase: IssueCase) throws { try check(issueCase) }
}

private let reportCases: [IssueCase] = [
  IssueCase(
    "a typo", file(report: "type: pipeline_covrage"),
    "5:15: `type` must be a report type, not `pipeline_covrage`; did you mean `pipeline_coverage`?"),
  IssueCase(
    "a type without its key", file(report: "pipeline_overview"),
    "5:9: an item of `reports` must be a mapping, not `pipeline_overview`; write `type: pipeline_overview`"),
  IssueCase(
    "no type", file(report: "pipelines: all\nowners: all"),
    "5:9: an item of `reports` lacks `type`; add `type: pipeline_overview`",
    "6:9: unknown key `owners`; "
      + "one of `type`, `pipelines`, `include_inactive`, `principals` or `total`"),
  IssueCase(
    "a duplicate type", file(report: "type: pipeline_overview") + "      - type: pipeline_overview\n",
    "6:9: duplicate report `pipeline_overview` in `reports`; the first one is on line 5"),
  IssueCase(
    "an option of another report", file(report: "type: pipeline_overview\nprincipals: all"),
    "6:9: unknown key `principals`; one of `type`, `pipelines` or `include_inactive`"),
  IssueCase(
    "YAML 1.1's yes", file(report: "type: pipeline_overview\ninclude_inactive: yes"),
    "6:27: `include_inactive` must be `true` or `false`, not `yes`; write `true`, without quotes"),
  IssueCase(
    "YAML 1.1's off", file(report: "type: pipeline_overview\ninclude_inactive: Off"),
    "6:27: `include_inactive` must be `true` or `false`, not `Off`; write `false`, without quotes"),
  IssueCase(
    "a boolean in quotes", file(report: "type: pipeline_overview\ninclude_inactive: 'true'"),
    "6:27: `include_inactive` must be `true` or `false`, not the quoted text `true`; "
      + "write `true`, without quotes"),
  IssueCase(
    "a pipeline without a list",
    file(report: "type: pipeline_overview\npipelines: 0a000000-0000-4000-8000-000000000001"),
    "6:20: `pipelines` must be `all` or a list of pipeline ids, "
      + "not `0a000000-0000-4000-8000-000000000001`; write a single id as a list too: `[…]`"),
  IssueCase(
    "a keyword of another report", file(report: "type: pipeline_overview\npipelines: each"),
    "6:20: `pipelines` must be `all` or a list of pipeline ids, not `each`; only `all` is allowed"),
  IssueCase(
    "a duplicate pipeline in upper case",
    file(
      report: """
        type: pipeline_overview
        pipelines:
          - 0a000000-0000-4000-8000-000000000001
          - 0A000000-0000-4000-8000-000000000001
        """),
    "8:13: duplicate item in `pipelines`; the first one is on line 7"),
  IssueCase(
    "wrong principals",
    file(report: "type: pipeline_coverage\nprincipals: [{type: usr, id: 1}, {type: user}, x]"),
    "6:29: `type` must be `user` or `group`, not `usr`; did you mean `user`?",
    "6:38: `id` must be a UUID, not `1`; for example `6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "6:42: an item of `principals` lacks `id`; add `id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "6:56: an item of `principals` must be a mapping, not `x`; with `type` and `id`"),
]
