/// The currency that a tenant's amounts are in.
package struct Currency: Sendable, Hashable {
  /// What becomes of runs that would add up amounts in other currencies.
  package enum Others: String, Sendable, CaseIterable {
    /// They are added as they are, and counted in a warning.
    case warn
    /// The run fails.
    case fail
  }

  /// Three upper-case letters, by ISO 4217.
  package let code: String
  package let others: Others

  package init(code: String, others: Others = .warn) {
    self.code = code
    self.others = others
  }
}
