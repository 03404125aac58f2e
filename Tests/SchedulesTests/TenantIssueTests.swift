import Schedules
import Testing

// `ReadingFiles` has the file around the snippets, which decides the line and column where they begin.

@Suite("Issues with a tenant's values")
struct TenantIssueTests {
  @Test("are reported at their positions", arguments: tenantCases)
  func issue(_ issueCase: IssueCase) throws { try check(issueCase) }
}

private let tenantCases: [IssueCase] = [
  IssueCase(
    "several issues at once",
    file(
      tenant: "id: 5\nslug: Acme Inc\ntimezone: Europe/Berln\nweek_start: Monday\nfiscal_year_start: April"),
    "2:7: `id` must be a UUID, not `5`; for example `6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11`",
    "3:9: `slug` must be at most 63 lower-case letters, digits and inner hyphens, not `Acme Inc`; "
      + "for example `acme-inc`",
    "4:13: unknown time zone `Europe/Berln`; did you mean `Europe/Berlin`?",
    "5:15: `week_start` must be a day of the week, not `Monday`; did you mean `monday`?",
    "6:22: `fiscal_year_start` must be a whole number from 1 to 12, not `April`; write the month's number: `4`"
  ),
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
    "3:9: `slug` must be at most 63 lower-case letters, digits and inner hyphens, not `../acme`; "
      + "for example `acme`"),
  IssueCase(
    "a slug of 64 letters", tenant("slug", String(repeating: "a", count: 64)),
    "3:9: `slug` must be at most 63 lower-case letters, digits and inner hyphens, "
      + "not `\(String(repeating: "a", count: 40))…`; for example `\(String(repeating: "a", count: 63))`"),
  IssueCase("a slug of 63 letters", tenant("slug", String(repeating: "a", count: 63))),
  IssueCase(
    "a boolean as a slug", tenant("slug", "true"),
    "3:9: `slug` must be at most 63 lower-case letters, digits and inner hyphens, not `true`; "
      + "YAML reads it as a boolean; to use it as a name, quote it"),
  IssueCase(
    "a null slug", tenant("slug", "~"),
    "3:9: `slug` must be at most 63 lower-case letters, digits and inner hyphens, not empty; "
      + "for example `acme`"),
  IssueCase(
    "a city as a time zone", tenant("timezone", "Berlin"),
    "4:13: unknown time zone `Berlin`; did you mean `Europe/Berlin`?"),
  IssueCase(
    "an abbreviation as a time zone", tenant("timezone", "PST"),
    "4:13: the time zone `PST` is an abbreviation or a fixed offset; "
      + "name a place, such as `America/New_York`, or `UTC`"),
  IssueCase(
    "an offset as a time zone", tenant("timezone", "GMT+5"),
    "4:13: the time zone `GMT+5` is an abbreviation or a fixed offset; "
      + "name a place, such as `America/New_York`, or `UTC`"),
  IssueCase(
    "a path as a time zone", tenant("timezone", "../../etc/passwd"),
    "4:13: unknown time zone `../../etc/passwd`; use a name from tzdata, such as `Europe/Berlin`"),
  IssueCase(
    "a long text as a time zone", tenant("timezone", String(repeating: "x", count: 65)),
    "4:13: `timezone` must be the name of a time zone, not `\(String(repeating: "x", count: 40))…`; "
      + "for example `Europe/Berlin`"),
  IssueCase("UTC", tenant("timezone", "UTC")),
  IssueCase(
    "month 0", tenant("fiscal_year_start", "0"),
    "5:22: `fiscal_year_start` must be a whole number from 1 to 12, not `0`; for example `4`"),
  IssueCase(
    "month 04", tenant("fiscal_year_start", "04"),
    "5:22: `fiscal_year_start` must be a whole number from 1 to 12, not `04`; for example `4`"),
  IssueCase("a currency", tenant("currency", "EUR")),
  IssueCase("a currency in lower case", tenant("currency", "usd\nother_currencies: fail")),
  IssueCase(
    "a name of a currency", tenant("currency", "Euro"),
    "5:13: `currency` must be a currency code of ISO 4217, not `Euro`; did you mean `EUR`?"),
  IssueCase(
    "a number of a currency", tenant("currency", "978"),
    "5:13: `currency` must be a currency code of ISO 4217, not `978`; for example `EUR`"),
  IssueCase(
    "a code that is no longer in use", tenant("currency", "DEM"),
    "5:13: `currency` must be a currency code of ISO 4217, not `DEM`; write `EUR`"),
  IssueCase(
    "an empty currency", tenant("currency", "~"),
    "5:13: `currency` must be a currency code of ISO 4217, not empty; for example `EUR`"),
  IssueCase(
    "other currencies without a currency", tenant("other_currencies", "fail"),
    "5:21: `other_currencies` needs `currency`; add `currency: EUR`"),
  IssueCase(
    "an unknown word for other currencies", tenant("currency", "EUR\nother_currencies: convert"),
    "6:21: `other_currencies` must be what becomes of other currencies, not `convert`; one of `warn` or `fail`"
  ),
]

/// A tenant that is valid except for one value.
private func tenant(_ key: String, _ value: String) -> String {
  let right = [
    "id": "6f1d2c9e-0a57-4f0e-9d0b-2f5f7f7a0c11", "slug": "acme", "timezone": "Europe/Berlin",
  ]
  let keys = ["id", "slug", "timezone"] + (right[key] == nil ? [key] : [])
  let lines = keys.map { "\($0): \($0 == key ? value : right[$0] ?? "")" }
  return file(tenant: lines.joined(separator: "\n"))
}
