internal import Reports
internal import Runs
internal import Schedules

/// The JSON of `explain`. Numbers are strings, so that they stay exact.
struct ExplanationDocument: Encodable {
  struct Sum: Encodable {
    let stored: String?
    let now: String?
    /// `now` less `stored`. Absent for a run that failed, and where there is no number to compare.
    let difference: String?
  }

  struct Row: Encodable {
    /// By name of the dimension column.
    let dimensions: [String: String?]
    /// The names of the ids among them, by name of the column.
    let names: [String: String?]
    /// Whether the run has the row, or only the CRM as it is now.
    let isStored: Bool
    let deals: Int
    /// Those that were changed since the snapshot.
    let touchedDeals: Int
    /// By metric.
    let metrics: [String: Sum]
  }

  struct Deal: Encodable {
    let dealID: String?
    /// Those of the row that it stands behind, by name of the column.
    let dimensions: [String: String?]
    /// The names of the ids among `dimensions` and `values`, by name of the column.
    let names: [String: String?]
    /// By name of the column: what the deal adds to metrics, and what else the report says of it.
    let values: [String: String?]
    let createdAt: String?
    let updatedAt: String?
    let isTouched: Bool
    /// Absent if the tenant had no currency.
    let isInOtherCurrency: Bool?
    /// The column whose value makes the run fail, or `currency`. Absent if nothing does.
    let fault: String?
  }

  let run: RunDocument
  /// When the CRM was read.
  let readAt: String
  let rows: [Row]
  /// Whether `deals` has only those that make the run fail.
  let failingDealsOnly: Bool
  /// The largest contribution comes first.
  let deals: [Deal]

  /// - Parameter deals: rows with the explanation's columns.
  init(_ explanation: Explanation, _ deals: [[String?]], tenant: Tenant) {
    run = RunDocument(
      explanation.run, tenant: tenant, names: explanation.rows.first?.namesOfRun(explanation), occurrence: nil
    )
    readAt = explanation.readAt
    rows = explanation.rows.map { row in
      Row(
        dimensions: row.dimensions, names: row.names, isStored: row.isStored, deals: row.deals,
        touchedDeals: row.touchedDeals,
        metrics: row.sums.mapValues { Sum(stored: $0.stored, now: $0.now, difference: $0.difference) })
    }
    failingDealsOnly = explanation.listsFailingOnly
    self.deals = deals.map { Deal($0, explanation) }
  }
}

extension ExplanationDocument.Deal {
  fileprivate init(_ deal: [String?], _ explanation: Explanation) {
    let cells = Dictionary(uniqueKeysWithValues: zip(explanation.columns.map(\.name), deal))
    func values(of columns: [Column]) -> [String: String?] {
      Dictionary(uniqueKeysWithValues: columns.map { ($0.name, cells[$0.name] ?? nil) })
    }
    dealID = cells["deal_id"] ?? nil
    dimensions = values(of: explanation.report.dimensions)
    names = values(of: explanation.columns.filter { $0.role == .name })
    self.values = values(of: explanation.report.dealColumns)
    createdAt = cells["created_at"] ?? nil
    updatedAt = cells["updated_at"] ?? nil
    isTouched = cells["is_touched"] == "true"
    isInOtherCurrency = (cells["is_in_other_currency"] ?? nil).map { $0 == "true" }
    fault = cells["fault"] ?? nil
  }
}

extension Explanation.Row {
  /// The names of what the run is about, by name of the column; nil if there are none.
  fileprivate func namesOfRun(_ explanation: Explanation) -> [String: String]? {
    let names = names.compactMapValues(\.self).filter { explanation.report.runNames.contains($0.key) }
    return names.isEmpty ? nil : names
  }
}
