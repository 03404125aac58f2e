package import Foundation

/// The checkout that the tests are built from.
package enum Repository {
  package static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  package static func path(_ name: String) -> String { root.appending(path: name).path }

  package static func contents(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }

  /// Sorted paths of files, relative to the checkout.
  ///
  /// - Parameter suffix: the end of the path, such as `.swift`.
  package static func files(in folder: String, _ suffix: String) throws -> [String] {
    try FileManager.default.subpathsOfDirectory(atPath: path(folder)).filter { $0.hasSuffix(suffix) }
      .map { folder + "/" + $0 }.sorted()
  }
}
