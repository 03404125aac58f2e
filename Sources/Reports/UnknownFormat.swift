/// A format that was asked for when an occurrence was computed, and that this program does not have.
package struct UnknownFormat: Error, CustomStringConvertible {
  let name: String

  package var description: String {
    "the file format `\(name)` is not known to this program; use the newer one that computed the period"
  }
}
