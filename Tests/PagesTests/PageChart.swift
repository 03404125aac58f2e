import Testing

/// What a chart of a page says, column by column.
struct PageChart {
  private let columns: [PageElement]
  let summary: String

  init(_ page: PageElement, _ kind: String) throws {
    let chart = try #require(page.all("div", kind).first { $0.classes.contains("chart") }, "no chart \(kind)")
    columns = chart.elements
    summary = try #require(chart.element(id: "\(kind)-d")).text
  }

  /// The texts in the rows of a column, of several columns with the same name one after the other.
  func labels(_ column: String) -> [[Int: [String]]] {
    columns.filter { $0.classes.contains(column) }.map { column in
      column.elements.filter { $0.name == "text" }.reduce(into: [:]) { rows, text in
        // Rows are 22 pixels high, below a head of 36.
        guard let y = text.attributes["y"].flatMap({ Int($0) }), y >= 36 else { return }
        rows[(y - 36) / 22, default: []].append(text.text)
      }
    }
  }

  /// The first text of each row in which several columns have one.
  func rows(_ names: String...) -> [[String]] {
    let labels = names.map { self.labels($0).first ?? [:] }
    return (labels.first ?? [:]).keys.sorted().compactMap { row in
      let texts = labels.compactMap { $0[row]?.first }
      return texts.count == names.count ? texts : nil
    }
  }
}
