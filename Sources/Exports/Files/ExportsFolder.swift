internal import Foundation
internal import Glibc

/// The folder of all tenants' trees.
package struct ExportsFolder {
  private let path: String
  private let permissions: Permissions

  package init(_ path: String, _ permissions: Permissions) {
    self.path = path
    self.permissions = permissions
  }

  /// Makes the folder, and those above it, where they are missing.
  package func make() throws(FileSystemError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      // Links on the way to the folder are the administrator's business.
      if !FileManager.default.fileExists(atPath: made) {
        try FileSystem.makeFolderIfMissing(made, permissions)
      }
    }
  }

  /// Does in it what publishing needs: makes a folder, renames it, makes that last, and removes it.
  package func probe() throws(FileSystemError) {
    guard try FileSystem.isFolder(path) else {
      errno = ENOENT
      throw FileSystemError("find", path)
    }
    let trial = "\(path)/.trial-\(UUID().uuidString.lowercased())"
    try FileSystem.makeFolder(trial, permissions)
    try FileSystem.rename(trial, to: trial + "-renamed")
    try FileSystem.synchronizeFolder(path)
    try FileSystem.removeTree(trial + "-renamed")
  }
}
