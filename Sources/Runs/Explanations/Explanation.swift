package import Reports

/// The rows of a run beside the deals that stand behind them now.
package struct Explanation: Sendable {
  /// What the deals add to one metric of a row.
  package struct Sum: Sendable {
    /// The stored fact; nil for NULL, and without a stored row.
    package let stored: String?
    /// The sum over the deals; nil if none of them has a value.
    package let now: String?
    /// `now` less `stored`, exactly; nil if one of them is missing. A row that is not stored counts 0.
    package let difference: String?
    /// Whether the metric's column could not hold the sum.
    package let isTooLarge: Bool
  }

  package struct Row: Sendable {
    /// By name of the dimension column.
    package let dimensions: [String: String?]
    /// The names of the ids among them, by name of the column: those of now, or else those in the stored row.
    package let names: [String: String?]
    package let isStored: Bool
    package let deals: Int
    /// The deals that were changed since the snapshot.
    package let touchedDeals: Int
    /// The entries of the list of deals: a deal can have several.
    package let entries: Int
    /// Those of them that make the run fail.
    package let failingEntries: Int
    /// By metric.
    package let sums: [String: Sum]
  }

  package let run: RunHeader
  /// The latest version.
  package let report: Report
  /// The metrics of the run that deals add up to, in the order of the report.
  package let metrics: [Column]
  /// The run's rows, and those that it has only now, in the report's order.
  package let rows: [Row]
  /// How many deals stand behind them, each counted once.
  package let deals: Int
  /// Those of them that were changed since the snapshot.
  package let touchedDeals: Int
  /// The columns of the list of deals.
  package let columns: [Column]
  /// When the CRM was read.
  package let readAt: String

  /// Whether the list has only the entries that make the run fail.
  package var listsFailingOnly: Bool { failingEntries > 0 }
  package var entries: Int {
    failingEntries > 0 ? failingEntries : rows.map(\.entries).reduce(0, +)
  }
  package var hasFailed: Bool { run.errorMessage != nil }

  private var failingEntries: Int { rows.map(\.failingEntries).reduce(0, +) }
}
