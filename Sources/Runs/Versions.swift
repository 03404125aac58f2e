/// What is written on every run, beside the version of tzdata.
package enum Versions {
  package static let software = "0.1.0"
  /// Grows when a definition changes so that numbers of before and after must not be compared.
  package static let methodology = "1"
}
