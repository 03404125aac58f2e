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

  /// Runs the body with a new folder in the exports folder, and removes it with all that is in it.
  package func withTrial(_ body: (_ folder: String) throws -> Void) throws {
    guard try FileSystem.isFolder(path) else {
      errno = ENOENT
      throw FileSystemError("find", path)
    }
    let trial = "\(path)/.trial-\(UUID().uuidString.lowercased())"
    try FileSystem.makeFolder(trial, permissions)
    do {
      try body(trial)
    } catch {
      // The first error says why.
      try? FileSystem.removeTree(trial)
      throw error
    }
    try FileSystem.removeTree(trial)
  }

  /// Tries what publishing does to a tenant's tree: moves a folder into it and out again. Then looks whether this
  /// process may change the folders in it, and whether they are on the same file system.
  ///
  /// - Throws: `FileSystemError`; also if the tree or a folder in it is a mount of its own.
  package func probeTree(of slug: String) throws {
    let tree = path + "/" + TreeLayout(slug: slug).tenantFolder
    guard try FileSystem.isFolder(tree) else { return }
    try withTrial { trial in
      let new = trial + "/new"
      let inTree = tree + "/" + URL(filePath: trial).lastPathComponent
      try FileSystem.makeFolder(new, permissions)
      try FileSystem.rename(new, to: inTree)
      try FileSystem.rename(inTree, to: new)
    }
    for folder in [path + "/" + Staging.folderName, path + "/" + Staging.folderName + "/" + slug]
    where try FileSystem.isFolder(folder) {
      try FileSystem.checkChangeable(folder, like: path)
    }
    try probeFolders(in: tree, depth: 4)
  }

  /// The folders of single periods are too many to look at each, and are made by the same hands.
  private func probeFolders(in folder: String, depth: Int) throws(FileSystemError) {
    try FileSystem.checkChangeable(folder, like: path)
    guard depth > 0 else { return }
    for name in try FileSystem.entries(of: folder) where !name.hasPrefix("period=") {
      let entry = folder + "/" + name
      if try FileSystem.kind(of: entry) == .folder { try probeFolders(in: entry, depth: depth - 1) }
    }
  }
}
