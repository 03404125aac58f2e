import Foundation
import TestingDatabase

/// The Python environment that `scripts/test` creates. It contains common readers of CSV files.
enum Python {
  private static var path: String? { ProcessInfo.processInfo.environment["DYNO_REPORTS_PYTHON"] }

  static var isThere: Bool { path != nil }

  /// Spark needs Java, which not every machine has.
  static let hasSpark: Bool = {
    guard let path, let found = try? Shell.run([path, "-c", "import pyspark"]) else { return false }
    return found.status == 0
  }()

  static func run(
    _ script: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Shell.Result {
    try start(script, arguments, environment: environment).wait()
  }

  static func start(
    _ script: String, _ arguments: [String], environment: [String: String] = [:]
  ) throws -> Shell.Running {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    return try Shell.start(
      [path ?? "python3", folder.appending(path: script).path] + arguments, environment: environment)
  }
}
