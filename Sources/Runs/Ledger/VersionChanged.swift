extension Ledger {
  /// A program that is not the one the database was migrated for.
  package struct VersionChanged: Error, CustomStringConvertible {
    let have: Int
    let want: Int

    package var description: String {
      "the database was migrated to version \(have) while this program, which knows version \(want), was at work; "
        + "nothing was changed. Start the newer program: it goes on from here"
    }
  }
}
