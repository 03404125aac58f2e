extension Ledger {
  /// The database was migrated to another version than this program's while the program was running.
  package struct VersionChanged: Error, CustomStringConvertible {
    let have: Int
    let want: Int

    package var description: String {
      "the database was migrated to version \(have) while this program, which knows version \(want), "
        + "was running; nothing was changed. Start the newer program: it continues from here"
    }
  }
}
