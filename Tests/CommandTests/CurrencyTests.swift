import Foundation
import Testing
import TestingDatabase

/// The currency of a tenant's amounts: what needs it, what keeps it and what shows it.
struct CurrencyTests {
  /// Acme with a currency, and another tenant without one.
  private static let files = [
    "acme.yaml": Installation.acme.replacing("Europe/Berlin", with: "Europe/Berlin\n  currency: eur"),
    "other.yaml": Installation.other,
  ]
  /// Both tenants have the same deals: 1 to 60. 20 are in dollars, 10 without a currency.
  private static let column = """
    ALTER TABLE deal ADD COLUMN currency varchar(10);
    UPDATE deal SET currency = CASE WHEN amount::integer % 3 = 0 THEN ' usd' WHEN amount IS NULL THEN NULL ELSE 'EUR' END;
    """

  @Test func aMissingColumnStopsNoOtherTenant() throws {
    let installation = try Installation(files: Self.files)
    let result = try installation.tick()
    #expect(result.status == 3, "\(result)")
    #expect(
      result.errors.contains(
        "tenant acme has the currency EUR, and deal has no column currency, which must be text, varchar, char or an enum; "
      ) && result.errors.contains("; or remove currency from the tenant's schedule file"), "\(result)")
    let tenants = try installation.database.query("SELECT DISTINCT tenant_id FROM report_occurrence")
    #expect(tenants == [[SmallCRM.other.uuidString.lowercased()]])
    for arguments in [
      ["run", "--at", Installation.at, "--tenant", "acme"],
      ["report", "pipeline_overview", "--tenant", "acme"],
    ] {
      #expect(try installation.run(arguments).status == 78)
    }
    #expect(try installation.run("report", "pipeline_overview", "--tenant", "other").status == 0)
    let doctor = try installation.run("doctor")
    let problems = doctor.output.split(separator: "\n").filter { $0.hasPrefix("PROBLEM") }
    #expect(doctor.status == 78 && problems.count == 1, "\(doctor)")
    #expect(
      problems.allSatisfy { $0.contains("CRM of acme") && $0.contains("no column currency") }, "\(doctor)")
    #expect(
      !doctor.output.contains("monthly of acme") && doctor.output.contains("monthly of other"), "\(doctor)")
  }

  @Test func reportShowsTheCode() throws {
    let installation = try Installation(files: Self.files)
    try installation.database.load(Self.column)
    let report = ["report", "pipeline_overview", "--json", "--tenant"]
    #expect(try installation.run(report + ["acme"]).output.contains("\"currency\" : \"EUR\""))
    #expect(try !installation.run(report + ["other"]).output.contains("\"currency\""))
  }

  @Test(arguments: [
    ("integer", "deal.currency is integer, and must be text, varchar, char or an enum; "),
    ("\"char\"", "deal.currency is \"char\", and must be"), ("text", nil), ("char(3)", nil),
    ("own_currency", nil),
  ])
  func types(type: String, problem: String?) throws {
    let installation = try Installation(files: Self.files)
    try installation.database.load(
      """
      CREATE TYPE some_currency AS ENUM ('EUR', 'USD'); CREATE DOMAIN own_currency AS some_currency;
      ALTER TABLE deal ADD COLUMN currency \(type);
      """)
    let result = try installation.tick()
    #expect(result.status == (problem == nil ? 0 : 3), "\(result)")
    if let problem { #expect(result.errors.contains("and \(problem)"), "\(result)") }
  }

  @Test func aRightThatIsMissingIsNamed() throws {
    let installation = try Installation(files: Self.files)
    let columns =
      try installation.database.query(
        """
        SELECT string_agg(attname, ', ') FROM pg_attribute
        WHERE attrelid = 'deal'::regclass AND attnum > 0 AND NOT attisdropped
        """)[0][0] ?? ""
    try installation.database.load(
      """
      ALTER TABLE deal ADD COLUMN currency text;
      REVOKE SELECT ON deal FROM dyno_reports; GRANT SELECT (\(columns)) ON deal TO dyno_reports;
      """)
    let result = try installation.tick()
    #expect(
      result.status == 3
        && result.errors.contains("GRANT SELECT (currency) ON \(installation.database.schema).deal"),
      "\(result)")
    try installation.database.load("GRANT SELECT (currency) ON deal TO dyno_reports")
    #expect(try installation.tick().status == 0)
  }

  @Test func theCodeIsKeptAndShown() throws {
    let installation = try Installation(files: Self.files)
    try installation.database.load(Self.column)
    #expect(try installation.tick().status == 0)
    let kept = try installation.database.query(
      """
      SELECT DISTINCT o.request ->> 'currency', r.input_params ->> 'currency', r.input_params ->> 'other_currencies'
      FROM report_occurrence o JOIN report_run r ON r.tenant_id = o.tenant_id
      ORDER BY 1
      """)
    #expect(kept == [["EUR", "EUR", "warn"], [nil, nil, nil]])
    let files = try installation.publishedFiles()
    let part = try #require(files["tenant=acme/manifest/monthly-2026.json"])
    #expect(String(decoding: part, as: UTF8.self).contains(/"currency": ?"EUR"/))
    let other = try #require(files["tenant=other/manifest/monthly-2026.json"])
    #expect(!String(decoding: other, as: UTF8.self).contains("currency"))
    let headers = files.keys.filter { $0.contains("/xml/report=report_run/") }
    #expect(headers.count == 2)
    for path in headers {
      let xml = try Shell.run(["zcat", installation.exports.path + "/" + path]).output
      #expect(xml.contains(#" currency="EUR""#) == path.hasPrefix("tenant=acme"), "\(xml.prefix(900))")
    }
    #expect(try installation.run("verify").status == 0)
    // Nobody could say it of what is published, if only the schedule file had it.
    try installation.replaceSchedule(Installation.acme)
    #expect(try installation.run("verify").status == 0)
    #expect(try installation.run("export").status == 0)
    #expect(try installation.publishedFiles() == files)
  }

  @Test func otherCurrenciesAreAParameter() throws {
    let ids = try ["", "\n  currency: EUR", "\n  currency: EUR\n  other_currencies: fail"].map { lines in
      let file = Installation.acme.replacing("Europe/Berlin", with: "Europe/Berlin" + lines)
      let installation = try Installation(files: ["acme.yaml": file])
      try installation.database.load("ALTER TABLE deal ADD COLUMN currency text")
      #expect(try installation.tick().status == 0)
      return try installation.database.query("SELECT run_id FROM report_run ORDER BY 1").map { $0[0] ?? "" }
    }
    #expect(Set(ids.joined()).count == ids.joined().count)
    #expect(Set(ids.map(\.count)).count == 1)
  }

  private func doctor(_ installation: Installation) throws -> (status: Int32, lines: [String]) {
    let result = try installation.run("doctor")
    let lines = result.output.split(separator: "\n").map(String.init)
    return (result.status, lines.filter { $0.contains(" deals are in ") })
  }

  @Test func doctorNamesTenantsThatMixCurrencies() throws {
    let installation = try Installation(files: Self.files)
    try installation.database.load(Self.column)
    try installation.database.load(
      "UPDATE deal SET currency = 'Yen!' WHERE id = md5('deal 1')::uuid AND currency = 'EUR'")
    let mixed = try doctor(installation)
    #expect(mixed.status == 78 && mixed.lines.count == 2, "\(mixed)")
    let counts = try installation.database.query(
      "SELECT upper(btrim(currency)), count(*) FROM deal WHERE tenant_id = $1::uuid GROUP BY 1 ORDER BY 2 DESC",
      [SmallCRM.acme.uuidString]
    ).map { "\($0[0] ?? "-") (\($0[1] ?? ""))" }
    #expect(counts.count == 4)
    let acme = mixed.lines.first { $0.hasPrefix("note     CRM of acme") } ?? ""
    #expect(
      acme.contains(
        "the tenant's deals are in \(counts[0]), \(counts[1]), what is no code of three letters (1); 5 have none, and the "
          + "tenant's currency is EUR: reports add up the others as they are, and count them in a warning; "),
      "\(mixed) \(counts)")
    let other = mixed.lines.first { $0.hasPrefix("PROBLEM  CRM of other") } ?? ""
    #expect(other.contains("add up their amounts as they are; set currency under tenant in "), "\(mixed)")
    #expect(other.contains("other.yaml"), "\(mixed)")
    // What is no code is the CRM's, and may be anything.
    #expect(!mixed.lines.joined().contains("Yen"))

    try installation.database.load("UPDATE deal SET currency = 'usd'")
    let another = try doctor(installation)
    #expect(another.status == 0 && another.lines.count == 1, "\(another)")
    #expect(
      another.lines.first?.contains("are in USD (60), and the tenant's currency is EUR: ") == true,
      "\(another)")
    try installation.database.load("UPDATE deal SET currency = CASE WHEN amount > 9000 THEN ' eUr ' END")
    #expect(try doctor(installation).lines.isEmpty)
  }

  /// As for the reports: the upper case of inr is not INR in a Turkish collation.
  @Test func doctorReadsCodesInAnyCollation() throws {
    let file = Installation.acme.replacing("Europe/Berlin", with: "Europe/Berlin\n  currency: INR")
    let installation = try Installation(files: ["acme.yaml": file])
    try installation.database.load(
      #"ALTER TABLE deal ADD COLUMN currency text COLLATE "tr-x-icu"; UPDATE deal SET currency = 'inr';"#)
    #expect(try doctor(installation).lines.isEmpty)
  }
}
