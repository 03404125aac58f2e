/// The versions that are stored with every run, besides the version of tzdata.
package enum Versions {
  package static let software = "0.1.0"
  /// Increased when a definition changes so much that numbers from before and after must not be compared.
  package static let methodology = "1"
}
