/// A position in a file. Both numbers begin at 1. Columns count Unicode scalars, as YAML does.
struct Position: Sendable, Hashable {
  let line: Int
  let column: Int

  static let start = Position(line: 1, column: 1)
}
