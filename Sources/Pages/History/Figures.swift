internal import Exports

/// The few numbers of a period that its page begins with, and that later pages compare themselves with.
struct Figures: Codable, Equatable {
  enum Name: String, Codable, CaseIterable {
    case openAmount = "open_amount"
    case openCount = "open_count"
    case weightedAmount = "weighted_amount"
    case wonAmount = "won_amount"
    case wonCount = "won_count"
    case shortCount = "short_count"
    case reachedCount = "reached_count"
    case targetCount = "target_count"
    case winRate = "win_rate"
    case closedCount = "closed_count"
    case closedWonCount = "closed_won_count"
    case averageWonAmount = "average_won_amount"

    /// Whether it grows from nothing with each new window, so that it can be compared within a window alone.
    var beginsWithWindow: Bool {
      switch self {
      case .wonAmount, .wonCount, .winRate, .closedCount, .closedWonCount, .averageWonAmount: true
      default: false
      }
    }
  }

  /// Exact decimals.
  private(set) var values: [String: String] = [:]

  init() {}

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: String].self)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }

  /// nil where the period does not have the number.
  subscript(name: Name) -> ExactNumber? {
    get { values[name.rawValue].flatMap { ExactNumber($0) } }
    set { values[name.rawValue] = newValue?.text }
  }
}
