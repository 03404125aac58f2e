import Foundation

/// The files of the repository that are not code.
enum Repository {
  static let schemaPath = path("schedules/schedule.schema.json")

  static func path(_ name: String) -> String {
    let folders = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4)
    return "/" + folders.dropFirst().joined(separator: "/") + "/" + name
  }

  /// The sample tenants' files, by name.
  static func sampleFiles() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path("schedules"))
      .filter { $0.hasSuffix(".yaml") }.sorted()
  }

  static func contents(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }
}
