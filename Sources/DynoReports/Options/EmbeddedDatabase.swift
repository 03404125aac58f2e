/// Names in the embedded server.
enum EmbeddedDatabase {
  static let name = "dyno"
  static let owner = "postgres"
  static let runtimeRole = "dyno_reports"
}
