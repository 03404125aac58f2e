internal import Exports

/// A section of a page: a question on the left, and on the right what the facts say.
struct PageSection {
  /// What stands on the right.
  enum Content {
    /// The finding in one sentence, charts, and the exact numbers.
    case finding(Markup, Markup, ExactTable)
    /// Why there is nothing: a bold word, what it means, and the id of the run if there is one.
    case state(String, isFault: Bool, String, runID: String? = nil)
  }

  let id: String
  let title: String
  let question: String
  /// How the charts are to be read.
  var notes: [String] = []
  private(set) var content: Content

  var table: ExactTable? { if case .finding(_, _, let table) = content { table } else { nil } }

  /// Of its markup, but for the rows of its table.
  var bytesWithoutRows: Int { markup.text.utf8.count - (table?.rowSizes.reduce(0, +) ?? 0) }

  /// With no more rows of the report in its table.
  func cut(to limit: Int) -> PageSection {
    guard case .finding(let sentence, let charts, var table) = content else { return self }
    table.cut(to: limit)
    var section = self
    section.content = .finding(sentence, charts, table)
    return section
  }

  var markup: Markup {
    let notes: Markup =
      self.notes.isEmpty ? "" : "<div class=\"how\">\(self.notes.map { "<p>\($0)</p>" as Markup })</div>"
    return """
      <section id="\(id)" aria-labelledby="\(id)-title">
      <div class="rail"><h2 id="\(id)-title">\(title)</h2><p>\(question)</p></div>
      \(notes)<div class="main">\(main)</div>
      </section>

      """
  }

  private var main: Markup {
    switch content {
    case .finding(let sentence, let charts, let table):
      return "<p class=\"finding\">\(sentence)</p>\n\(charts)\(table.markup)"
    case .state(let word, let isFault, let text, let runID):
      let run: Markup = runID.map { " Run <code>\($0)</code>" } ?? ""
      return
        "<p class=\"state\"><b\(isFault ? " class=\"warn\"" : "" as Markup)>\(word)</b> \(text)\(run)</p>"
    }
  }
}

extension PageSection.Content {
  /// What there is to say of a report without rows; nil if it has some.
  ///
  /// - Parameter reason: why a report whose runs succeeded may have no rows.
  static func ofNoRows(_ table: FactTable, count: Int, reason: String) -> Self? {
    guard count == 0 else { return nil }
    guard let runs = table.published?.runs, runs.succeeded == 0, let first = runs.failedRuns.first else {
      return .state("No rows.", isFault: false, "\(reason) The file has a header alone.")
    }
    if runs.failed == 1 { return .state("Run failed.", isFault: true, first.message, runID: first.id) }
    return .state(
      "Not computed.", isFault: true,
      "All \(ExactNumber(runs.failed).grouped()) runs failed: \(first.message)",
      runID: first.id)
  }
}
