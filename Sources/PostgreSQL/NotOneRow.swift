/// The database returned no row or several rows where exactly one was expected.
package struct NotOneRow: Error, Sendable, CustomStringConvertible {
  let count: Int

  package var description: String { "the database returned \(count) rows instead of one" }
}
