import Foundation
import PostgreSQL
import Reports
import Runs
import Testing
import TestingDatabase

/// Loads CRMs, one after the other, and compares the results of the SQL with those of the oracle.
struct OracleComparison {
  private let connection: Connection
  private let settings: TransactionSettings
  /// Whether the server has the collations of languages. Some servers are built without.
  private let hasCollations: Bool

  init() throws {
    let database = try TestDatabase(migrated: false, hasSources: false)
    hasCollations = try !database.query("SELECT 1 FROM pg_collation WHERE collname = 'tr-x-icu'").isEmpty
    connection = try database.owner.connect()
    var settings = database.owner.transaction(.readCommitted, tenant: nil)
    settings.createsTables = true
    self.settings = settings
  }

  /// - Parameter types: those of the CRM's columns; nil for the usual ones.
  /// - Returns: a description of the difference; nil if there is none.
  func difference(
    _ oracle: any ReportOracle.Type, _ query: ReportQuery, on crm: CRM, _ requests: [OracleRequest],
    _ types: SourceTypes? = nil
  ) throws -> String? {
    try difference(
      oracle, query, on: crm, requests,
      script: CRMInserts.createTables(types ?? .usual(for: crm)) + CRMInserts.inserts(of: crm))
  }

  /// - Parameter script: makes tables or views that have the CRM's rows, and may set anything for the transaction.
  func difference(
    _ oracle: any ReportOracle.Type, _ query: ReportQuery, on crm: CRM, _ requests: [OracleRequest],
    script: String
  ) throws -> String? {
    try read(script) { connection in
      for request in requests {
        let expected = oracle.runs(crm, request)
        let computed = try query.runs(connection, request, using: crm.optionalColumns)
        if let difference = Self.difference(expected, computed) { return "\(difference)\nfor \(request)" }
      }
      return nil
    }
  }

  /// Makes a CRM and reads it. Nothing is kept: the next one makes its own tables.
  func read<Result>(_ script: String, _ body: (Connection) throws -> Result) throws -> Result {
    let script = hasCollations ? script : script.replacing(" COLLATE \"tr-x-icu\"", with: "")
    var result: Result?
    do {
      try connection.transaction(settings) { (connection) -> Void in
        try connection.executeScript(script)
        result = try body(connection)
        throw Finished()
      }
    } catch is Finished {}
    return try #require(result)
  }

  private struct Finished: Error {}

  private static func difference(_ expected: [ExpectedRun], _ computed: [ComputedRun]) -> String? {
    guard Set(computed.map(\.dimensions)) == Set(expected.map(\.dimensions)) else {
      return "runs \(computed.map(\.dimensions)) instead of \(expected.map(\.dimensions))"
    }
    for run in expected {
      guard let actual = computed.first(where: { $0.dimensions == run.dimensions }) else { continue }
      let name = "run \(run.dimensions)"
      switch run.outcome {
      case .failed(let reasons):
        if actual.errorMessage == nil { return "\(name) succeeded instead of failing for \(reasons)" }
        if !actual.rows.isEmpty { return "\(name) failed with facts" }
        if let message = actual.errorMessage, !reasons.contains(where: { $0.isNamed(by: message) }) {
          return "\(name) failed with \(message) for \(reasons)"
        }
      case .succeeded(let rows):
        if let message = actual.errorMessage { return "\(name) failed: \(message)" }
        if actual.rows != rows { return "\(name): rows \(actual.rows) instead of \(rows)" }
        let warnings = Dictionary(uniqueKeysWithValues: run.warnings.map { ($0.rawValue, $1) })
        if actual.warnings != warnings {
          return "\(name): warnings \(actual.warnings) instead of \(warnings)"
        }
      }
    }
    return nil
  }
}

extension CRM {
  /// Those that it has.
  var optionalColumns: Set<OptionalColumn> {
    Set(
      OptionalColumn.allCases.filter { column in
        switch column {
        case .stagePosition: positionType != nil
        case .stageProbability: probabilityType != nil
        case .dealCurrency: currencyType != nil
        }
      })
  }
}
