/// A row of a report's facts, in the text form of its files.
struct FactRow {
  /// The place of each column, by its name.
  let positions: [String: Int]
  let values: [String?]

  /// nil for NULL, and for a column that the report's version does not have.
  subscript(column: String) -> String? { positions[column].flatMap { values[$0] } }

  func number(_ column: String) -> ExactNumber? { self[column].flatMap { ExactNumber($0) } }

  /// 0 for NULL.
  func amount(_ column: String) -> ExactNumber { number(column) ?? .zero }

  func count(_ column: String) -> Int { self[column].flatMap { Int($0) } ?? 0 }

  /// What an id is called.
  func name(_ column: String, of id: String) -> ShownName { ShownName(self[column], id: self[id]) }
}
