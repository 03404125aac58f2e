import Foundation
import TestingRepository

extension Repository {
  static let schemaPath = "schedules/schedule.schema.json"

  /// The sample tenants' files, by name.
  static func sampleFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path("schedules"))
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }
}
