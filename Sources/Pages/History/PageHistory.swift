/// Numbers of a period and of those before it that its page shows, as the ledger keeps them: so that the page can be made anew
/// as it was, whatever became of the other periods.
struct PageHistory: Codable {
  /// As many periods are shown, with the period itself.
  static let maxPeriods = 12

  struct Earlier: Codable {
    let label: String
    /// The label of what its reports looked at.
    let window: String
    /// Whether that is the window that the page's reports looked at, or an earlier part of it; nil as an earlier program kept it, which compared labels.
    let isSameWindow: Bool?
    /// Whether its numbers are the CRM's of a later day; nil as an earlier program kept it.
    let isLate: Bool?
    /// Whether the period after it is the next one in ``earlier``, or the page's own.
    let isFollowed: Bool
    let figures: Figures
    /// Multiples of coverage of the rows that the page's chart has; nil if it looked at another window, empty if they cannot be
    /// read.
    let multiples: [String: String]?

    /// - Parameter window: the label of the page's window.
    func isOf(_ window: String) -> Bool { isSameWindow ?? (self.window == window) }

    fileprivate var hasFigures: Bool { Figures.Name.allCases.contains { figures[$0] != nil } }

    enum CodingKeys: String, CodingKey {
      case label, window, figures, multiples
      case isLate = "late"
      case isSameWindow = "same_window"
      case isFollowed = "followed"
    }
  }

  let own: Figures
  /// Oldest first.
  let earlier: [Earlier]

  var hasMultiples: Bool { earlier.contains { $0.multiples?.isEmpty == false } }

  /// The label of the period directly before, if the page shows changes since then and its numbers are the CRM's of a later day.
  var lateBefore: String? {
    earlier.last.flatMap {
      $0.isLate == true && $0.isFollowed && $0.hasFigures ? $0.label : nil
    }
  }

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
