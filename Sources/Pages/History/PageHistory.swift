/// Numbers of a period and of those before it that its page shows, as the ledger keeps them: so that the page can be made anew
/// as it was, whatever became of the other periods.
struct PageHistory: Codable {
  /// As many periods are shown, with the period itself.
  static let maxPeriods = 12

  struct Earlier: Codable {
    let label: String
    /// The label of what its reports looked at.
    let window: String
    /// Whether the period after it is the next one in ``earlier``, or the page's own.
    let isFollowed: Bool
    let figures: Figures
    /// Multiples of coverage of the rows that the page's chart has; nil if it looked at another window.
    let multiples: [String: String]?

    enum CodingKeys: String, CodingKey {
      case label, window, figures, multiples
      case isFollowed = "followed"
    }
  }

  let own: Figures
  /// Oldest first.
  let earlier: [Earlier]

  var hasMultiples: Bool { earlier.contains { $0.multiples != nil } }

  private var sameWindow: [Earlier] { earlier.filter { $0.multiples != nil } }

  /// The periods of ``multiples(of:)``, and the page's own.
  var span: String { sameWindow.first.map { "from \($0.label)" } ?? "" }

  /// Of each period before, oldest first.
  func multiples(of key: String) -> [ExactNumber?] {
    sameWindow.flatMap { period -> [ExactNumber?] in
      let value = period.multiples?[key].flatMap { ExactNumber($0) }
      return period.isFollowed ? [value] : [value, nil]
    }
  }
}
