/// How long the tables of a page can be, so that a browser opens it at once: together, with all else, up to 2 MB.
///
/// Where they would be longer, all have the same limit: a short table stays whole, and of a long one rows in the middle are left out.
enum PageBudget {
  /// In bytes.
  static let page = 2_000_000
  /// In bytes: the style, the heading, the notes and the key figures.
  private static let beginning = 40_000
  /// Half the rows that a table has at least.
  private static let minHalf = 50

  /// - Parameter end: what comes after the sections.
  static func fitted(_ sections: [PageSection], before end: Markup) -> [PageSection] {
    let room = page - beginning - end.text.utf8.count - sections.map(\.bytesWithoutRows).reduce(0, +)
    let lengths = sections.compactMap(\.table).map { Lengths($0.rowSizes) }
    // The largest limit that fits.
    var (lowest, highest) = (minHalf, ExactTable.maxRows / 2)
    while lowest < highest {
      let middle = (lowest + highest + 1) / 2
      if lengths.map({ $0.bytes(half: middle) }).reduce(0, +) <= room {
        lowest = middle
      } else {
        highest = middle - 1
      }
    }
    return sections.map { $0.cut(to: lowest * 2) }
  }

  /// How many bytes the first and the last rows of a table have.
  private struct Lengths {
    /// Of the rows before each place.
    private let sums: [Int]

    init(_ sizes: [Int]) {
      var sum = 0
      sums =
        [0]
        + sizes.map { size in
          sum += size
          return sum
        }
    }

    func bytes(half: Int) -> Int {
      let count = sums.count - 1
      return count <= half * 2 ? sums[count] : sums[half] + sums[count] - sums[count - half]
    }
  }
}
