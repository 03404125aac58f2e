package import Foundation

/// A temporary folder for one test. It is removed together with the object.
package final class TemporaryFolder: Sendable {
  package let path: String
  private let stays: Bool

  package init() {
    path = FileManager.default.temporaryDirectory.path + "/dyno-reports-\(UUID().uuidString)"
    // If this fails, the test's first use of the folder says why.
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    stays = false
  }

  /// A new folder that stays after the test, to be looked at.
  package init(staysIn folder: String, name: String) throws {
    path = folder + "/\(name)-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    stays = true
  }

  deinit { if !stays { try? FileManager.default.removeItem(atPath: path) } }

  /// The bytes of every file in the folder and its subfolders, by relative path.
  package func files() throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: path) {
      let url = URL(filePath: path + "/" + name)
      if try url.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
        files[name] = try Data(contentsOf: url)
      }
    }
    return files
  }
}
