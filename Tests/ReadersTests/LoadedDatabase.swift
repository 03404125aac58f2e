import Foundation
import Recipes
import Reports
import TestingDatabase

/// A database that loaders fill: a file of DuckDB or a schema of PostgreSQL.
struct LoadedDatabase {
  private let tool: Recipe
  private let database: TestDatabase
  private let folder = TemporaryFolder()
  private let schema: String
  private var temporaryFolder: String { folder.path + "/temporary" }
  private var file: String { folder.path + "/loaded.duckdb" }

  init(_ tool: Recipe, _ database: TestDatabase) throws {
    self.tool = tool
    self.database = database
    schema = "loaded_" + UUID().uuidString.lowercased().replacing("-", with: "")
    if tool == .postgresql { try database.load("CREATE SCHEMA \(schema)") }
    try FileManager.default.createDirectory(atPath: temporaryFolder, withIntermediateDirectories: false)
  }

  /// The variables of `proof.py` that name the database.
  var places: [String: String] { ["PROOF_DUCKDB": file, "PROOF_SCHEMA": schema] }

  /// Starts a loader.
  func start(_ loader: String) throws -> Shell.Running {
    let script = folder.path + "/\(UUID().uuidString).sql"
    try Data((loader + "\n").utf8).write(to: URL(filePath: script))
    return switch tool {
    case .duckdb: try Python.start("load.py", [file, script])
    default: try Shell.start(["psql", "-XqAt", "-f", script], environment: environment)
    }
  }

  /// The names of temporary files that loaders left behind.
  func leftovers() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: temporaryFolder) }

  /// Executes SQL as the owner, where the loaders of PostgreSQL create their tables.
  func prepare(_ sql: String) throws { try database.load("SET search_path = \(schema); \(sql)") }

  func run(_ loader: String) throws -> Shell.Result { try start(loader).wait() }

  /// The rows of the reports' tables and of what a loader keeps beside them, sorted, each after its table's name.
  func rows(of reports: [Report]) throws -> [String] {
    let tables =
      reports.map(\.type) + ["dyno_reports_sequence", "dyno_reports_expected", "dyno_reports_problems"]
    let result =
      switch tool {
      case .duckdb: try Python.run("rows.py", [file] + tables)
      default:
        try Shell.run(
          ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c"]
            + [
              tables.map { "SELECT '\($0) ' || to_jsonb(t)::text FROM \($0) AS t" }.joined(
                separator: " UNION ALL ")
                + " ORDER BY 1"
            ],
          environment: environment)
      }
    guard result.status == 0 else { throw Failure(message: result.errors) }
    return result.output.split(separator: "\n").map(String.init)
  }

  private var environment: [String: String] {
    database.environmentOfOwner.merging(
      ["PGOPTIONS": "-c search_path=\(schema)", "TMPDIR": temporaryFolder]
    ) { $1 }
  }

  struct Failure: Error {
    let message: String
  }
}
