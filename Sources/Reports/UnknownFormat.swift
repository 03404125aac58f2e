/// A format that was requested when an occurrence was computed, but that this program does not have.
package struct UnknownFormat: Error, CustomStringConvertible {
  let name: String

  /// - Parameter name: as the ledger has it.
  package init(name: String) { self.name = name }

  package var description: String {
    "the file format `\(name)` is not known to this program; use the newer program that computed the period"
  }
}
