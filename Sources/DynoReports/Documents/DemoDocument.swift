internal import Orchestration

/// The JSON of `demo`.
struct DemoDocument: Encodable {
  let run: RunOutcomeDocument
  /// The folder of the published files.
  let exports: String
  /// The folder of the embedded server's data.
  let serverFolder: String
  /// What other commands take as --database-url, to use the same data.
  let databaseURL = "embedded"
  /// The slugs of all tenants in the database, also of earlier demos.
  let tenants: [String]

  init(_ outcome: RunOutcome, exports: String, serverFolder: String, tenants: [String]) {
    run = RunOutcomeDocument(outcome)
    self.exports = exports
    self.serverFolder = serverFolder
    self.tenants = tenants
  }
}
