internal import ArgumentParser
internal import Foundation
internal import PostgreSQL
internal import Runs

/// The CRM tables of which the operator says that no rows are hidden.
struct TrustOption: ParsableArguments {
  private static let none = "none"

  @Option(
    help: ArgumentHelp(
      "Tables of the CRM that are read although something might hide rows: names with commas, or `none`. "
        + Setting.trustSource.defaultHint,
      discussion: "Where numbers are stored, it is kept with them, as trusted_sources.", valueName: "tables"),
    completion: .list([Self.none] + SourceTables.names))
  var trustSource: String?

  func validate() throws {
    for table in tables where !SourceTables.names.contains(table) {
      throw ValidationError(
        "--trust-source must name some of \(SourceTables.names.joined(separator: ", ")), with commas, "
          + "or be `\(Self.none)`.")
    }
  }

  private var tables: [String] {
    let value = Setting.trustSource.value(trustSource)
    guard value != Self.none else { return [] }
    return value.split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  /// - Throws: `SourceContract.Broken`.
  func check(_ connection: Connection, _ database: Database) throws -> CheckedSources {
    try SourceContract.check(connection, database, trusting: tables)
  }
}
