import Schedules
import Testing

// The file around the snippets, and so the line and column in which they begin, is in `ReadingFiles`.

@Suite("What is wrong with reports and their options")
struct ReportIssueTests {
  @Test("is named where it stands", arguments: reportCases)
  func issue(_ issueCase: IssueCase) throws { try check(issueCase) }
}

private let reportCases: [IssueCase] = [
  IssueCase(
    "a slip", file(report: "type: pipeline_covrage"),
    "5:15: `type` must be the type of a report, not `pipeline_covrage`; did you mean `pipeline_coverage`?"),
  IssueCase(
    "a type without its key", file(report: "pipeline_overview"),
    "5:9: an item of `reports` must be a mapping, not `pipeline_overview`; write `type: pipeline_overview`"),
  IssueCase(
    "no type", file(report: "pipelines: all\nowners: all"),
    "5:9: an item of `reports` lacks `type`; add `type: pipeline_overview`",
    "6:9: unknown key `owners`; "
      + "one of `type`, `pipelines`, `include_inactive` or `principals`"),
  IssueCase(
    "a type twice", file(report: "type: pipeline_overview") + "      - type: pipeline_overview\n",
    "6:9: duplicate report `pipeline_overview` in `reports`; the first one is in line 5"),
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
    "a truth value in quotes", file(report: "type: pipeline_overview\ninclude_inactive: 'true'"),
    "6:27: `include_inactive` must be `true` or `false`, not the quoted text `true`; "
      + "write `true`, without quotes"),
  IssueCase(
    "a pipeline without a list",
    file(report: "type: pipeline_overview\npipelines: 0a000000-0000-4000-8000-000000000001"),
    "6:20: `pipelines` must be `all` or a list of pipeline ids, "
      + "not `0a000000-0000-4000-8000-000000000001`; a single one is a list too: `[…]`"),
  IssueCase(
    "a word of another report", file(report: "type: pipeline_overview\npipelines: each"),
    "6:20: `pipelines` must be `all` or a list of pipeline ids, not `each`; only `all`"),
  IssueCase(
    "a pipeline twice, in another case",
    file(
      report: """
        type: pipeline_overview
        pipelines:
          - 0a000000-0000-4000-8000-000000000001
          - 0A000000-0000-4000-8000-000000000001
        """),
    "8:13: duplicate item in `pipelines`; the first one is in line 7"),
  IssueCase(
    "principals", file(report: "type: pipeline_coverage\nprincipals: [{type: usr, id: 1}, {type: user}, x]"),
    "6:29: `type` must be `user` or `group`, not `usr`; did you mean `user`?",
    "6:38: `id` must be a UUID, not `1`; for example `6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "6:42: an item of `principals` lacks `id`; add `id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "6:56: an item of `principals` must be a mapping, not `x`; with `type` and `id`"),
]
