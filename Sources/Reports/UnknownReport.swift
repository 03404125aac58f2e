/// A report that was published, but that this program does not have.
package struct UnknownReport: Error, CustomStringConvertible {
  let type: String
  /// nil if no version of it is known.
  let version: Int?

  package init(type: String, version: Int?) {
    self.type = type
    self.version = version
  }

  package var description: String {
    version.map {
      "version \($0) of the report `\(type)` is not known to this program; "
        + "use the newer program that computed it"
    }
      ?? "the report `\(type)` is not known to this program; use the program that computed it"
  }
}
