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

    /// Whether it is about a window, and not about a point in time: where that is not the period, it can be compared within it alone.
    var isOfWindow: Bool {
      switch self {
      case .openAmount, .openCount, .weightedAmount: false
      case .wonAmount, .wonCount, .shortCount, .reachedCount, .targetCount, .winRate, .closedCount,
        .closedWonCount, .averageWonAmount:
        true
      }
    }
  }

  /// Why a number of an earlier period cannot be compared with the page's own.
  enum Difference: String {
    case currency, definition
    /// How far the forecast looked ahead.
    case horizon
  }

  private static let wonBy = "won_by"

  /// Exact decimals by their names, and words about them.
  private var values: [String: String] = [:]

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

  /// Whether what was won is taken from the histories of stages, and not from when deals last changed.
  var isWonByStages: Bool {
    get { values[Self.wonBy] != nil }
    set { values[Self.wonBy] = newValue ? "stages" : nil }
  }

  /// Why it was left out; nil if it was not.
  func difference(_ name: Name) -> Difference? {
    values["without_\(name.rawValue)"].flatMap(Difference.init)
  }

  mutating func leaveOut(_ name: Name, because difference: Difference) {
    values[name.rawValue] = nil
    values["without_\(name.rawValue)"] = difference.rawValue
  }
}
