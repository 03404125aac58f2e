import Foundation
import Reports
import Testing
import TestingDatabase

struct AdHocReportTests {
  private struct Document: Decodable {
    struct Period: Decodable, Equatable {
      let label: String
      let kind: String
    }
    struct Failure: Decodable {
      let dimensions: [String: String?]
      let message: String
    }
    let period: Period?
    let window: Period?
    let currency: String?
    let asOf: String
    let rows: [[String: String?]]
    let failures: [Failure]
  }

  private func report(_ installation: Installation, _ arguments: String...) throws -> Document {
    let result = try installation.run(["report"] + arguments + ["--json"])
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Document.self, from: Data(result.output.utf8))
  }

  private static let october = ["--from", "2026-10-01", "--to", "2026-11-01"]

  @Test(
    "A report equals the stored facts of a schedule with the same window",
    arguments: ReportCatalog.product.reports.map(\.type))
  func sameFactsAsTheSchedule(type: String) throws {
    let others = ReportCatalog.product.reports.map(\.type).filter { !Installation.acme.contains($0) }
    let file = Installation.acme + others.map { "\n      - type: \($0)" }.joined()
    let installation = try Installation(SmallCRM.ordered + SmallCRM.probabilities, files: ["acme.yaml": file])
    #expect(try installation.tick().status == 0)
    let before = try installation.count("report_run")
    let document = try report(installation, type, "--from", "2026-10-01", "--to", "2026-11-01")
    #expect(document.period?.kind == "monthly" && document.period?.label == "2026-10")
    #expect(document.window == document.period && document.currency == nil)
    #expect(document.asOf == "2026-10-31T23:00:00Z")
    let columns = try #require(document.rows.first).keys.sorted()
    let facts = try installation.database.query(
      "SELECT \(columns.joined(separator: ", ")) FROM report_\(type)_fact")
    let rows = document.rows.map { row in columns.map { row[$0] ?? nil } }
    #expect(Set(rows) == Set(facts) && rows.count == facts.count)
    #expect(try installation.count("report_run") == before)
    #expect(try installation.count("report_occurrence") == 1)
  }

  @Test(arguments: [
    ("2026-10-05", "2026-10-06", "daily"), ("2026-10-06", "2026-10-13", "weekly"),
    ("2026-01-31", "2026-02-28", "monthly"), ("2026-02-15", "2026-05-15", "quarterly"),
    ("2026-03-01", "2027-03-01", "yearly"), ("2026-10-01", "2026-10-20", "custom"),
  ])
  func windowKindFollowsItsLength(from: String, to: String, kind: String) throws {
    let installation = try Installation()
    #expect(try report(installation, "pipeline_overview", "--from", from, "--to", to).period?.kind == kind)
  }

  @Test func reportWithoutWindowCoversAllDeals() throws {
    let installation = try Installation()
    let document = try report(installation, "pipeline_overview")
    #expect(document.period == nil && document.window == nil)
    let count = document.rows.compactMap { $0["deal_count"].flatMap { $0.flatMap(Int.init) } }.reduce(0, +)
    #expect(count == 60)
    let result = try installation.run("report", "pipeline_coverage")
    #expect(result.status == 64 && result.errors.contains("needs a window"))
  }

  /// Nothing that is to come is measured, and `--as-of` says from when on.
  @Test func agesAreMeasuredUpToTheEarlierOfNowAndTheEndOrUpToAnInstant() throws {
    let installation = try Installation()
    let window = ["--from", "2026-10-01", "--to", "2999-01-01"]
    func asOf(_ arguments: [String]) throws -> String {
      let result = try installation.run(["report", "pipeline_overview", "--json"] + arguments)
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      return try decoder.decode(Document.self, from: Data(result.output.utf8)).asOf
    }
    let now = try asOf([])
    #expect(try now <= asOf(window) && asOf(window) < "2999")
    #expect(try asOf(Self.october) == "2026-10-31T23:00:00Z")
    let given = ["--as-of", "2026-10-15T12:00:00+02:00"]
    for arguments in [[], window, Self.october] {
      #expect(try asOf(arguments + given) == "2026-10-15T10:00:00Z")
    }
    // What happened later does not count.
    let all = try report(installation, "pipeline_overview", "--from", "2026-10-01", "--to", "2026-11-01")
    let until = try report(
      installation, "pipeline_overview", "--from", "2026-10-01", "--to", "2026-11-01", "--as-of",
      "2026-10-15T12:00:00+02:00")
    let count = { (document: Document) in
      document.rows.compactMap { $0["deal_count"].flatMap { $0.flatMap(Int.init) } }.reduce(0, +)
    }
    let updated = try installation.database.query(
      """
      SELECT count(*) FROM deal WHERE tenant_id = '\(SmallCRM.acme)' AND updated_at >= '2026-09-30 22:00Z'
        AND updated_at < '2026-10-15 10:00Z'
      """)
    #expect(String(count(until)) == updated[0][0] && count(until) < count(all))
  }

  @Test func anInstantInTheFutureIsAWarning() throws {
    let installation = try Installation()
    let report = ["report", "pipeline_overview", "--json", "--as-of"]
    let future = try installation.run(report + ["2999-01-01T00:00:00Z"])
    #expect(
      future.status == 0 && future.errors.contains(#"{"warning":{"message":"--as-of is in the future"#),
      "\(future)")
    let past = try installation.run(report + ["2026-10-15T00:00:00Z"])
    #expect(past.status == 0 && !past.errors.contains("warning"), "\(past)")
  }

  /// As the help says.
  @Test func openDealsCountWheneverTheyWereCreated() throws {
    let installation = try Installation()
    let window = ["report", "pipeline_coverage", "--from", "2026-10-01", "--to", "2026-11-01", "--json"]
    func amounts(_ arguments: [String]) throws -> [[String?]] {
      let decoder = JSONDecoder()
      decoder.keyDecodingStrategy = .convertFromSnakeCase
      let output = try installation.run(window + arguments).output
      return try decoder.decode(Document.self, from: Data(output.utf8)).rows.map { row in
        ["principal_id", "open_amount"].map { row[$0] ?? nil }
      }
    }
    try installation.database.load("UPDATE deal SET created_at = '2026-10-20'")
    let all = try amounts([])
    #expect(try all == amounts(["--as-of", "2026-10-10T00:00:00Z"]) && all.contains { $0[1] != "0.00" })
  }

  @Test func optionsAreReadAsInScheduleFiles() throws {
    let installation = try Installation()
    let open = try report(
      installation, "pipeline_overview", "--option", "include_inactive=false", "--option", "pipelines=all")
    #expect(Set(open.rows.map { $0["status"] ?? nil }) == ["OPEN"])
    for (option, message) in [
      ("include_inactive=maybe", "must be `true` or `false`"), ("include_inactiv=true", "did you mean"),
      ("pipelines", "write `name=value`"),
    ] {
      let result = try installation.run("report", "pipeline_overview", "--option", option)
      #expect(result.status == 64 && result.errors.contains(message), "\(result.errors)")
    }
  }

  @Test(
    "A failed run is printed once, however many rows it would have",
    arguments: ReportCatalog.product.reports.map(\.type))
  func failedRunIsPrintedOnce(type: String) throws {
    let installation = try Installation()
    try installation.database.load("UPDATE deal SET amount = 'NaN'")
    let failures = try report(installation, type, "--from", "2026-08-01", "--to", "2026-11-01").failures
    #expect(!failures.isEmpty && Set(failures.map(\.dimensions)).count == failures.count)
  }

  @Test func failedRunsArePrinted() throws {
    let installation = try Installation()
    try installation.database.load("UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 48')::uuid")
    let arguments = ["report", "pipeline_coverage"] + Self.october
    let result = try installation.run(arguments)
    #expect(result.status == 1 && result.output.contains("FAILED USER"))
    #expect(result.errors.contains("Nothing was stored or published."))
    #expect(try installation.count("report_run") == 0)
  }
}
