/// An answer of the database that must be one row, and is none or several.
package struct NotOneRow: Error, Sendable, CustomStringConvertible {
  let count: Int

  package var description: String { "the database answered with \(count) rows where there must be one" }
}
