import Schedules
import Testing

@Suite("Restrictions and errors of YAML")
struct YAMLTests {
  @Test("features that are not allowed are reported at their positions", arguments: featureCases)
  func feature(_ issueCase: IssueCase) throws { try check(issueCase) }

  @Test("all duplicate keys are reported, with other issues", arguments: duplicateCases)
  func duplicate(_ issueCase: IssueCase) throws { try check(issueCase) }

  @Test("syntax errors are explained", arguments: syntaxCases)
  func syntaxError(_ issueCase: IssueCase) throws { try check(issueCase) }

  @Test("aliases of aliases do not multiply", .timeLimit(.minutes(1)))
  func bomb() throws {
    let names = Array("abcdefghijklmnopqrstuvwxyz")
    let lines = zip(names, names.dropFirst()).map { "\($1): &\($1) [*\($0), *\($0), *\($0)]" }
    let yaml = "a: &a [x]\n" + lines.joined(separator: "\n") + "\n? *z\n: 1\n"
    #expect(try issues(in: yaml).contains("2:8: aliases (`*`) are not allowed; write the value out here"))
  }

  @Test("the number of reported duplicate keys is limited")
  func manyDuplicates() throws {
    let found = try issues(in: String(repeating: "a: 1\n", count: 50))
    #expect(found.count == 31)
    #expect(
      found.first
        == "1:1: this key appears in the mapping more than once; the rest of the file was not checked")
  }
}

private let featureCases: [IssueCase] = [
  IssueCase(
    "an anchor, its aliases and a merge key",
    """
    base: &base
      period: weekly
    tenant: {id: &id 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11, slug: acme, timezone: Europe/Berlin}
    schedules:
      - <<: *base
        name: *id
        reports: [*base, {type: pipeline_overview}]
    """,
    "1:1: unknown key `base`; one of `tenant` or `schedules`",
    "1:7: anchors (`&`) are not allowed; write the value out where it is needed",
    "3:14: anchors (`&`) are not allowed; write the value out where it is needed",
    "5:5: merge keys (`<<`) are not allowed; write the keys out",
    "5:9: aliases (`*`) are not allowed; write the value out here",
    "6:11: aliases (`*`) are not allowed; write the value out here",
    "7:15: aliases (`*`) are not allowed; write the value out here"),
  IssueCase(
    "an anchor at a key", file(schedule: "&a period: weekly"),
    "5:5: anchors (`&`) are not allowed; write the value out where it is needed"),
  IssueCase(
    "an alias as a key", file(schedule: "*a : weekly"),
    "5:5: aliases (`*`) are not allowed; write the value out here"),
  IssueCase(
    "tags", file(schedule: "period: !!str weekly\nready_after: !span 6h\nexports: !!seq [csv]"),
    "5:13: tags (`!`) are not allowed; write the plain value",
    "6:18: tags (`!`) are not allowed; write the plain value",
    "7:14: tags (`!`) are not allowed; write the plain value"),
  IssueCase(
    "a second document", file(schedule: "period: wekly") + "---\nx: 1\nx: 2\n",
    "5:13: `period` must be a period, not `wekly`; did you mean `weekly`?",
    "6:1: a second document; a file contains one tenant: delete the `---`"),
  IssueCase("an empty file", "", "1:1: the file is empty; it needs `tenant` and `schedules`"),
  IssueCase("comments only", "# nothing\n\n", "1:1: the file is empty; it needs `tenant` and `schedules`"),
  IssueCase("null", "---\n~\n", "1:1: the file is empty; it needs `tenant` and `schedules`"),
  IssueCase(
    "tabs", "tenant:\n\tid: x\n  \tslug: y\n", "2:1: tab in the indentation; indent with spaces",
    "3:3: tab in the indentation; indent with spaces"),
]

private let duplicateCases: [IssueCase] = [
  IssueCase(
    "in several mappings, beside other problems",
    file(
      schedule: """
        period: weekly
        perod: weekly
        "period": monthly
        exports: [csv]
        'name': other
        exports: [cvs]
        period: yearly
        """),
    "6:5: unknown key `perod`; did you mean `period`?",
    "7:5: duplicate key `period`; the first one is on line 5",
    "9:5: duplicate key `name`; the first one is on line 3",
    "10:5: duplicate key `exports`; the first one is on line 8",
    "10:15: an item of `exports` must be a file format, not `cvs`; did you mean `csv`?",
    "11:5: duplicate key `period`; the first one is on line 5"),
  IssueCase(
    "in one line", file(report: "{type: pipeline_overview, type: pipeline_overview, type: x}"),
    "5:35: duplicate key `type`; the first one is on line 5",
    "5:60: duplicate key `type`; the first one is on line 5",
    "5:66: `type` must be a report type, not `x`; one of `pipeline_overview` or `pipeline_coverage`"),
  IssueCase(
    "under one key", "tenant: {}\nschedules: []\ntenant: 5\n",
    "1:9: `tenant` lacks `id`; add `id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "1:9: `tenant` lacks `slug`; add `slug: acme`",
    "1:9: `tenant` lacks `timezone`; add `timezone: Europe/Berlin`",
    "2:12: `schedules` is an empty list; for example `- name: weekly-overview`",
    "3:1: duplicate key `tenant`; the first one is on line 1"),
  IssueCase(
    "that are lists", "? [a]\n: 1\n? [a]\n: 2\n",
    "1:3: this key appears in the mapping more than once; the rest of the file was not checked"),
  IssueCase(
    "that are empty", "{\"\": 1, \"\": 2}",
    "1:2: this key appears in the mapping more than once; the rest of the file was not checked"),
  IssueCase(
    "before a syntax error", "a: {b: 1, b: 2}\nc: @x\n",
    "1:5: this key appears in the mapping more than once; the rest of the file was not checked",
    "2:4: not valid YAML: found character that cannot start any token; "
      + "quote a value that begins with this character"),
  IssueCase(
    "that differ only in their spelling",
    file(schedule: "").replacing("slug:", with: "\"slu\\x67\": acme, slug:"),
    "1:69: duplicate key `slug`; the first one is on line 1"),
]

private let syntaxCases: [IssueCase] = [
  IssueCase(
    "an unclosed quote", "tenant: \"a\nschedules: 2",
    "1:9: not valid YAML: found unexpected end of stream; a quote is not closed"),
  IssueCase(
    "an unclosed bracket", "tenant: [1\nschedules: 2\n",
    "2:10: not valid YAML: did not find expected ',' or ']' while parsing a flow sequence "
      + "that begins on line 1; close the bracket, or put a comma between the items"),
  IssueCase(
    "no space after a colon", "tenant:\n  slug:acme\n  id: 3\n",
    "3:5: not valid YAML: mapping values are not allowed in this context; "
      + "check the indentation, the space after the previous colon, and quote a value that contains `: `"),
  IssueCase(
    "keys in two columns", "tenant:\n  a: 1\n b: 2\n",
    "3:2: not valid YAML: did not find expected key while parsing a block mapping that begins on line 1; "
      + "keys of one mapping must begin in the same column"),
  IssueCase(
    "a key with too little indentation", "  tenant: {}\nschedules: []\n",
    "1:3: the file lacks `schedules`; add `schedules: [{name: …, reports: […]}]`",
    "1:11: `tenant` lacks `id`; add `id: 6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "1:11: `tenant` lacks `slug`; add `slug: acme`",
    "1:11: `tenant` lacks `timezone`; add `timezone: Europe/Berlin`",
    "2:1: not valid YAML: did not find expected <document start>; top-level keys must begin in the first column"
  ),
  IssueCase(
    "a reserved character", "tenant: @acme\n",
    "1:9: not valid YAML: found character that cannot start any token; "
      + "quote a value that begins with this character"),
  IssueCase(
    "too many brackets", String(repeating: "[", count: 100_000),
    "1:1: not valid YAML: Maximum nesting level reached; schedule files are only a few levels deep"),
]
