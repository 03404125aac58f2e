internal import Crypto
internal import Foundation

/// A tenant's staging folder: outside the tenant's tree, for some readers take every file they find, and
/// on the same file system, so that a rename publishes.
///
/// It is also the fence in the file system. Whoever publishes moves everybody else's folder away first, and
/// every change to the tree is a rename with one end in the folder: a publisher that was stopped, lost its
/// database lock and goes on meets a missing file, and has changed nothing.
struct Staging {
  static let folderName = ".staging"
  static let setAsideName = ".set-aside"

  private let exports: String
  private let slug: String
  /// Absolute, as is the tree's.
  let folder: String
  let tree: String
  private let permissions: Permissions

  /// To be called under the tenant's lock.
  init(exports: String, layout: TreeLayout, _ permissions: Permissions) throws(FileSystemError) {
    self.permissions = permissions
    self.exports = exports
    slug = layout.slug
    tree = exports + "/" + layout.tenantFolder
    let all = exports + "/" + Self.folderName
    let tenant = all + "/" + layout.slug
    for path in [all, tenant] { try FileSystem.makeFolderIfMissing(path, permissions) }
    if try !FileSystem.isFolder(tree) {
      try FileSystem.makeFolder(tree, permissions)
      try FileSystem.synchronizeFolder(exports)
    }
    let id = UUID().uuidString.lowercased()
    // No slug has a `=`. What a killed publisher could not remove, the next one does.
    let discarded = all + "/discarded=" + layout.slug
    if try FileSystem.isFolder(discarded) { try FileSystem.removeTree(discarded) }
    for name in try FileSystem.entries(of: tenant) {
      try FileSystem.makeFolderIfMissing(discarded, permissions)
      try FileSystem.rename(tenant + "/" + name, to: discarded + "/" + name)
    }
    folder = tenant + "/" + id
    try FileSystem.makeFolder(folder, permissions)
    if try FileSystem.isFolder(discarded) { try FileSystem.removeTree(discarded) }
  }

  /// Where a file that will stand at `path` in the tree is written first.
  private func path(for path: String) -> String {
    // The path itself can be longer than a file's name may be.
    folder + "/" + SHA256.hash(data: Data(path.utf8)).hexadecimal
  }

  /// A new file that will stand at `path` in the tree.
  func makeFile(_ path: String) throws(FileSystemError) -> ExportFile {
    try ExportFile(path: self.path(for: path), permissions)
  }

  /// Renames a finished file to its place, over what is there.
  func install(_ path: String) throws(FileSystemError) {
    let parent = path.split(separator: "/").dropLast()
    var made = tree
    for part in parent {
      try installFolder(part, in: made)
      made += "/" + part
    }
    try FileSystem.rename(self.path(for: path), to: tree + "/" + path)
    try FileSystem.synchronizeFolder(made)
  }

  /// A folder too comes into the tree by a rename.
  private func installFolder(_ name: Substring, in parent: String) throws(FileSystemError) {
    guard try !FileSystem.isFolder(parent + "/" + name) else { return }
    let new = folder + "/folder"
    try FileSystem.makeFolder(new, permissions)
    try FileSystem.rename(new, to: parent + "/" + name)
    try FileSystem.synchronizeFolder(parent)
  }

  /// Takes a file out of the tree; one that is not there was taken out before.
  func remove(_ path: String) throws(FileSystemError) {
    let file = tree + "/" + path
    if try FileSystem.kind(of: file) != nil {
      try FileSystem.rename(file, to: self.path(for: "removed/" + path))
    }
  }

  /// Takes something out of the tree that the product did not put there, and keeps it.
  ///
  /// - Returns: where it is now.
  func setAside(_ path: String) throws(FileSystemError) -> String {
    try remove(path)
    let name = URL(filePath: path).lastPathComponent
    var place = exports + "/" + Self.setAsideName
    try FileSystem.makeFolderIfMissing(place, permissions)
    // The staging folder's name is one that no other has.
    let unique = URL(filePath: folder).lastPathComponent
    for part in [slug, unique] + path.split(separator: "/").dropLast().map(String.init) {
      place += "/" + part
      try FileSystem.makeFolderIfMissing(place, permissions)
    }
    place += "/" + name
    try FileSystem.rename(self.path(for: "removed/" + path), to: place)
    return place
  }

  func remove() throws(FileSystemError) { try FileSystem.removeTree(folder) }
}
