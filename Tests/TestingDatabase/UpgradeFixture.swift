internal import Foundation

/// What the program of an earlier commit left behind: a database and a published tree, stored in
/// `Tests/Fixtures`.
package struct UpgradeFixture: Sendable {
  /// The first release from which an upgrade must work.
  package static let f0e1412 = UpgradeFixture(commit: "f0e1412")

  private let folder: URL

  private init(commit: String) {
    folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/\(commit)")
  }

  /// The schedule file of the tenant `acme`.
  package var schedule: String {
    get throws { try text("schedules/acme.yaml") }
  }

  /// A recipe that the old program printed.
  ///
  /// - Parameter exports: the exports folder that the recipe reads.
  package func recipe(_ tool: String, exports: String) throws -> String {
    try text("recipes/\(tool).recipe").replacing("/EXPORTS", with: exports)
  }

  /// Copies the tenant's tree into an exports folder.
  package func copyTree(to exports: String) throws {
    try FileManager.default.copyItem(
      atPath: folder.appending(path: "tenant=acme").path, toPath: exports + "/tenant=acme")
  }

  /// The dump of the database, with another schema name.
  func dump(schema: String) throws -> String {
    try text("database.sql").replacing("dyno_crm", with: schema)
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }
}
