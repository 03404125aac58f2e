import Schedules
import Testing

// The file around the snippets, and so the line and column in which they begin, is in `ReadingFiles`.

@Suite("What is wrong with a tenant's values")
struct TenantIssueTests {
  @Test("is named where it stands", arguments: tenantCases)
  func issue(_ issueCase: IssueCase) throws { try check(issueCase) }
}

private let tenantCases: [IssueCase] = [
  IssueCase(
    "everything at once",
    file(
      tenant: "id: 5\nslug: Acme Inc\ntimezone: Europe/Berln\nweek_start: Monday\nfiscal_year_start: April"),
    "2:7: `id` must be a UUID, not `5`; for example `6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "3:9: `slug` must be lower-case letters, digits and inner hyphens, at most 63, not `Acme Inc`; "
      + "for example `acme-inc`",
    "4:13: unknown time zone `Europe/Berln`; did you mean `Europe/Berlin`?",
    "5:15: `week_start` must be a day of the week, not `Monday`; did you mean `monday`?",
    "6:22: `fiscal_year_start` must be a whole number from 1 to 12, not `April`; the month's number: `4`"),
  IssueCase(
    "an id in braces", tenant("id", "'{6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11}'"),
    "2:7: `id` must be a UUID, not the quoted text `{6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11}`; "
      + "for example `6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`"),
  IssueCase(
    "an id without hyphens", tenant("id", "6f1d2c9e0a574f0e9d0b2f5f7f7a0c11"),
    "2:7: `id` must be a UUID, not `6f1d2c9e0a574f0e9d0b2f5f7f7a0c11`; "
      + "for example `6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`"),
  IssueCase(
    "a path as a slug", tenant("slug", "../acme"),
    "3:9: `slug` must be lower-case letters, digits and inner hyphens, at most 63, not `../acme`; "
      + "for example `acme`"),
  IssueCase(
    "a slug of 64 letters", tenant("slug", String(repeating: "a", count: 64)),
    "3:9: `slug` must be lower-case letters, digits and inner hyphens, at most 63, "
      + "not `\(String(repeating: "a", count: 40))…`; for example `\(String(repeating: "a", count: 63))`"),
  IssueCase("a slug of 63 letters", tenant("slug", String(repeating: "a", count: 63))),
  IssueCase(
    "a truth value as a slug", tenant("slug", "true"),
    "3:9: `slug` must be lower-case letters, digits and inner hyphens, at most 63, not `true`; "
      + "YAML takes it for a truth value; if it is meant, quote it"),
  IssueCase(
    "no slug", tenant("slug", "~"),
    "3:9: `slug` must be lower-case letters, digits and inner hyphens, at most 63, not empty; "
      + "for example `acme`"),
  IssueCase(
    "a city for a zone", tenant("timezone", "Berlin"),
    "4:13: unknown time zone `Berlin`; did you mean `Europe/Berlin`?"),
  IssueCase(
    "an abbreviation", tenant("timezone", "PST"),
    "4:13: the time zone `PST` is an abbreviation or a fixed offset; "
      + "name a place, such as `America/New_York`, or `UTC`"),
  IssueCase(
    "an offset", tenant("timezone", "GMT+5"),
    "4:13: the time zone `GMT+5` is an abbreviation or a fixed offset; "
      + "name a place, such as `America/New_York`, or `UTC`"),
  IssueCase(
    "no zone at all", tenant("timezone", "../../etc/passwd"),
    "4:13: unknown time zone `../../etc/passwd`; a name of tzdata's list, such as `Europe/Berlin`"),
  IssueCase(
    "a text for a zone", tenant("timezone", String(repeating: "x", count: 65)),
    "4:13: `timezone` must be the name of a time zone, not `\(String(repeating: "x", count: 40))…`; "
      + "for example `Europe/Berlin`"),
  IssueCase("UTC", tenant("timezone", "UTC")),
  IssueCase(
    "month 0", tenant("fiscal_year_start", "0"),
    "5:22: `fiscal_year_start` must be a whole number from 1 to 12, not `0`; for example `4`"),
  IssueCase(
    "month 04", tenant("fiscal_year_start", "04"),
    "5:22: `fiscal_year_start` must be a whole number from 1 to 12, not `04`; for example `4`"),
]

/// A tenant that is right but for one value.
private func tenant(_ key: String, _ value: String) -> String {
  let right = [
    "id": "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11", "slug": "acme", "timezone": "Europe/Berlin",
  ]
  let keys = ["id", "slug", "timezone"] + (right[key] == nil ? [key] : [])
  let lines = keys.map { "\($0): \($0 == key ? value : right[$0] ?? "")" }
  return file(tenant: lines.joined(separator: "\n"))
}
