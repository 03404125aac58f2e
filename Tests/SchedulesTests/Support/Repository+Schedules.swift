import Foundation
import TestingRepository

extension Repository {
  static let schemaPath = "schedules/schedule.schema.json"

  /// The names of the sample schedule files, sorted.
  static func sampleFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path("schedules"))
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }
}
