internal import Foundation
internal import Glibc

/// The folder that holds the trees of all tenants.
package struct ExportsFolder {
  private let path: String
  private let permissions: Permissions

  package init(_ path: String, _ permissions: Permissions) {
    self.path = path
    self.permissions = permissions
  }

  /// Creates the folder and its parents if they are missing.
  package func make() throws(FileSystemError) {
    var made = path.hasPrefix("/") ? "/" : ""
    for part in path.split(separator: "/") {
      made += (made.isEmpty || made == "/" ? "" : "/") + part
      // A link in the path to the folder is followed: it is the administrator's choice.
      if !FileManager.default.fileExists(atPath: made) {
        try FileSystem.makeFolderIfMissing(made, permissions)
      }
    }
  }

  /// Tries everything that publishing needs: creates a folder, renames it, syncs the rename to disk, and
  /// removes it.
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
