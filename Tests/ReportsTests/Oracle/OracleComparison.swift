import Foundation
import PostgreSQL
import Reports
import Runs
import TestingDatabase

/// Loads CRMs, one after the other, and compares the results of the SQL with those of the oracle.
struct OracleComparison {
  private let connection: Connection
  private let settings: TransactionSettings

  init() throws {
    let database = try TestDatabase(migrated: false, hasSources: false)
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
    struct Finished: Error { let difference: String? }
    do {
      try connection.transaction(settings) { (connection) -> Void in
        try connection.executeScript(script)
        for request in requests {
          let expected = oracle.runs(crm, request)
          let computed = try query.runs(connection, request)
          if let difference = Self.difference(expected, computed) {
            throw Finished(difference: "\(difference)\nfor \(request)")
          }
        }
        // Nothing is kept: the next CRM makes its own tables.
        throw Finished(difference: nil)
      }
      return nil
    } catch let finished as Finished {
      return finished.difference
    }
  }

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
        let rows = rows.sorted(by: precedes)
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
