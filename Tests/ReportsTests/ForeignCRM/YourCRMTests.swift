import Foundation
import PostgreSQL
import Reports
import Testing
import TestingDatabase
import TestingRepository

@testable import Runs

/// docs/your_crm.md is true: its definitions are what the program checks, and its views give what the CRM's own rows mean.
@Suite(.serialized) struct YourCRMTests {
  private static let seeds: ClosedRange<UInt64> = 1...25

  @Test func theTablesAreThoseOfTheSourceContract() throws {
    let database = try TestDatabase(migrated: false, hasSources: false)
    try database.load(DocumentedSQL("docs/your_crm.md").block("contract"))
    _ = try SourceContract.check(database.owner.connect(), database.owner)
    let columns = try database.query(
      "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = $1",
      [database.schema])
    #expect(Set(columns.map { $0[0] }) == Set(SourceColumn.all.map { "\($0.table).\($0.name)" }))
  }

  @Test func theViewsHaveTheRowsThatTheCRMMeans() throws {
    let mapping = try ForeignMapping()
    for seed in Self.seeds {
      let difference = try mapping.difference(ForeignCRM(seed: seed))
      #expect(difference == nil, "seed \(seed)")
    }
  }

  @Test("Reports from the views", arguments: oracleTypes)
  func reports(type: String) throws {
    let oracle = try oracle(type)
    let comparison = try OracleComparison()
    let mapping = try ForeignMapping()
    let query = ReportQuery(oracle.report)
    for seed in Self.seeds {
      let crm = ForeignCRM(seed: seed)
      let difference = try comparison.difference(
        oracle, query, on: crm.meaning, Self.requests(oracle.report),
        script: mapping.script(crm))
      #expect(difference == nil, "seed \(seed)")
    }
  }

  @Test(
    "A line of the mapping that is wrong",
    arguments: [
      ["o.created AT TIME ZONE g.time_zone", "o.created AT TIME ZONE 'UTC'"],
      ["h.since AT TIME ZONE h.time_zone", "h.since AT TIME ZONE 'Europe/Berlin'"],
      ["o.value_cents * 0.01", "o.value_cents / 100"], ["q.last_day + 1", "q.last_day"],
      ["WHERE o.deleted_at IS NULL;", ";"], ["LEFT JOIN map_rep r", "JOIN map_rep r"],
      ["LEFT JOIN map_process p", "JOIN map_process p"], ["is_main DESC, team_id", "team_id"],
      ["t.ids[2]", "t.ids[3]"], ["PARTITION BY g.tenant_id, c.opportunity_id", "PARTITION BY g.tenant_id"],
      ["ORDER BY c.changed, c.id", "ORDER BY c.changed, c.phase_id"],
      ["WHERE next_change IS NOT NULL", ""], ["    WHERE o.deleted_at IS NULL\n  ) past", "  ) past"],
      ["WHEN 'L' THEN 'DONE_FAILED'", ""],
      ["coalesce(f.title, '')", "f.title"],
      ["o.closed::date", "(o.closed AT TIME ZONE g.time_zone)::date"],
      ["'USER' ELSE 'GROUP'", "'GROUP' ELSE 'USER'"],
      ["f.sort AS position", "1 AS position"], ["f.chance AS probability", "f.chance / 2 AS probability"],
    ])
  func mistakesAreNoticed(change: [String]) throws {
    let mapping = try ForeignMapping(replacing: change[0], with: change[1])
    let noticed = try Self.seeds.contains { try mapping.difference(ForeignCRM(seed: $0)) != nil }
    #expect(noticed)
  }

  /// On the first of November.
  private static func bounds(_ time: LocalTime) -> OracleBounds {
    let date = CivilText.day(2026, 11, 1)
    return OracleBounds(
      outcomesUntil: time.microseconds(date * CivilText.microsecondsPerDay), asOfDate: date,
      horizonEnd: CivilText.day(2027, 1, 1), nextHorizonEnd: CivilText.day(2027, 4, 1))
  }

  /// October, and all time where the report has that, for every organisation.
  private static func requests(_ report: Report) -> [OracleRequest] {
    ForeignCRM.organisations.flatMap { organisation -> [OracleRequest] in
      guard let tenantID = UUID(uuidString: organisation.tenantID) else { return [] }
      let time = LocalTime(zone: organisation.zone)
      let (start, end) = (CivilText.day(2026, 10, 1), CivilText.day(2026, 11, 1))
      let october = OracleWindow(
        start: time.microseconds(start * CivilText.microsecondsPerDay),
        end: time.microseconds(end * CivilText.microsecondsPerDay), startDate: start, endDate: end)
      let flags = Dictionary(
        uniqueKeysWithValues: report.options.compactMap {
          if case .flag = $0.kind { ($0.name, true) } else { nil }
        })
      let isCombined = report.options.contains {
        if case .pipelines(let keywords) = $0.kind { keywords.contains("combined") } else { false }
      }
      let windows = report.supportsNoWindow ? [october, .unbounded] : [october]
      let choices: [PipelineChoice] = isCombined ? [.combined, .each] : [.all]
      let currencies = [nil, OracleCurrency(code: "EUR"), OracleCurrency(code: "USD", fails: true)]
      return windows.flatMap { window in
        choices.flatMap { pipelines in
          currencies.map { currency in
            OracleRequest(
              tenantID: tenantID, window: window, asOf: october.end ?? 0, currency: currency,
              pipelines: pipelines,
              bounds: bounds(time),
              flags: flags)
          }
        }
      }
    }
  }
}

/// The views of the document, over the tables of the document.
struct ForeignMapping {
  private let connection: Connection
  private let settings: TransactionSettings
  private let tables: String
  private let views: String

  /// - Parameters:
  ///   - line: a part of the views; nil for the views as they stand.
  ///   - mistake: what takes its place everywhere.
  init(replacing line: String? = nil, with mistake: String = "") throws {
    let database = try TestDatabase(migrated: false, hasSources: false)
    connection = try database.owner.connect()
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.createsTables = true
    self.settings = settings
    let document = try DocumentedSQL("docs/your_crm.md")
    tables = try document.block("crm") + "CREATE SCHEMA dyno_crm;\n"
    let views = try ["ids", "views", "labels"].map(document.block).joined()
    if let line { #expect(views.contains(line), "\(line)") }
    self.views = line.map { views.replacing($0, with: mistake) } ?? views
  }

  /// Creates tables and views, and fills the tables. The search path then leads to the views.
  func script(_ crm: ForeignCRM) -> String { tables + views + crm.inserts }

  /// The names of the views' columns, by view.
  private static let columns: [String: [String]] = {
    let needed = SourceColumn.all.map { ($0.table, $0.name) }
    let optional = OptionalColumn.allCases.map { ($0.table, $0.name) }
    let labels = ["tenant_id", "kind", "id", "name"].map { ("report_label", $0) }
    return Dictionary(grouping: needed + optional + labels, by: \.0).mapValues { $0.map(\.1) }
  }()

  /// Where rows of the views are not what the CRM's rows mean.
  ///
  /// - Returns: the views and how many of their rows differ; nil if none do.
  func difference(_ crm: ForeignCRM) throws -> String? {
    struct Finished: Error { let difference: String? }
    do {
      try connection.transaction(settings) { (connection) -> Void in
        try connection.executeScript(script(crm))
        try connection.executeScript(
          "CREATE SCHEMA meant; SET LOCAL search_path = meant;"
            + CRMInserts.createTables(.usual(for: crm.meaning))
            + CRMInserts.inserts(of: crm.meaning) + "SET LOCAL timezone = 'Asia/Tokyo';")
        let differences = try Self.columns.compactMap { table, columns -> String? in
          let names = columns.joined(separator: ", ")
          let (found, meant) = (
            "SELECT \(names) FROM dyno_crm.\(table)", "SELECT \(names) FROM meant.\(table)"
          )
          let count: Int = try connection.execute(
            """
            SELECT count(*) AS rows
            FROM ((\(found) EXCEPT ALL \(meant)) UNION ALL (\(meant) EXCEPT ALL \(found))) AS different
            """
          ).only.value("rows")
          return count > 0 ? "\(table): \(count)" : nil
        }
        // Nothing is kept: the next CRM makes its own tables.
        throw Finished(difference: differences.isEmpty ? nil : differences.sorted().joined(separator: ", "))
      }
      return nil
    } catch let finished as Finished {
      return finished.difference
    }
  }
}
