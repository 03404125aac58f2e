import Foundation
import Reports

/// The numbers of one report of a part of a CRM: all of it, or one deal or one target.
///
/// The oracle computes them, because it is fast and other tests compare it with the SQL.
struct Part {
  /// The values that are neither NULL nor 0, by the dimensions of their row.
  typealias Values = [[String: String?]: Decimal]

  private let values: [String: Values]

  init(_ oracle: any ReportOracle.Type, _ crm: CRM, _ request: OracleRequest) {
    // Rows of the oracle begin after `run_id` and `tenant_id`.
    let columns = oracle.report.columns.dropFirst(2)
    var values: [String: Values] = [:]
    for case .succeeded(let rows) in oracle.runs(crm, request).map(\.outcome) {
      for row in rows {
        let cells = zip(columns, row)
        let key = Dictionary(
          uniqueKeysWithValues: cells.filter { $0.0.role == .dimension }.map { ($0.0.name, $0.1) })
        for (column, text) in cells where column.isNumber {
          guard let text, let value = Decimal(string: text), value != 0 else { continue }
          values[column.name, default: [:]][key] = value
        }
      }
    }
    self.values = values
  }

  func values(of column: Column) -> Values { values[column.name] ?? [:] }
}

extension [Part] {
  /// The sums of the parts, without those that are 0.
  func sums(of column: Column) -> Part.Values {
    reduce(into: [:]) { sums, part in sums.merge(part.values(of: column), uniquingKeysWith: +) }
      .filter { $0.value != 0 }
  }
}
