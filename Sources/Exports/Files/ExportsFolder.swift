internal import Foundation

/// The folder that holds the trees of all tenants.
package struct ExportsFolder {
  let path: String
  let permissions: Permissions

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
}
