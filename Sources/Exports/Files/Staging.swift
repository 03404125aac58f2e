internal import Crypto
internal import Foundation
internal import Glibc

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
    func discard() throws(FileSystemError) {
      guard try FileSystem.isFolder(discarded) else { return }
      for name in try FileSystem.entries(of: discarded) {
        try Self.keep(discarded + "/" + name, exports: exports, slug: layout.slug, permissions)
      }
      try FileSystem.removeTree(discarded)
    }
    try discard()
    for name in try FileSystem.entries(of: tenant) {
      try FileSystem.makeFolderIfMissing(discarded, permissions)
      do {
        try FileSystem.rename(tenant + "/" + name, to: discarded + "/" + name)
      } catch {
        // Gone meanwhile, or a name that is no text: none of ours.
        guard error.code == ENOENT else { throw error }
      }
    }
    folder = tenant + "/" + id
    try FileSystem.makeFolder(folder, permissions)
    try discard()
  }

  /// Where a file that will stand at `path` in the tree is written first.
  private func path(for path: String) -> String {
    // The path itself can be longer than a file's name may be.
    folder + "/" + SHA256.hash(data: Data(path.utf8)).hexadecimal
  }

  /// A new file that will stand at `path` in the tree. One that was begun before is given up.
  ///
  /// - Throws: also where the path is longer than the file system takes.
  func makeFile(_ path: String) throws(FileSystemError) -> ExportFile {
    // Names in the staging folder are short: a name that is too long would be noticed when half of the rest is in place.
    _ = try FileSystem.kind(of: tree + "/" + path)
    for name in path.split(separator: "/") { _ = try FileSystem.kind(of: folder + "/" + name) }
    try FileSystem.removeFileIfThere(self.path(for: path))
    return try ExportFile(path: self.path(for: path), permissions)
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

  /// Whether the files stand in the tree as they were published.
  func hasAll(_ files: [ManifestFile]) -> Bool {
    files.allSatisfy { DigestSink.ofFile(tree + "/" + $0.path)?.sha256 == $0.sha256 }
  }

  /// Paths in the tree where something of the wrong kind stands in the way: a folder for a file, or the other way
  /// round.
  func obstacles(to paths: [String]) throws(FileSystemError) -> Set<String> {
    var found: Set<String> = []
    for path in paths {
      if try FileSystem.kind(of: tree + "/" + path) == .folder { found.insert(path) }
      var parent = ""
      for part in path.split(separator: "/").dropLast() {
        parent += parent.isEmpty ? String(part) : "/" + part
        guard let kind = try FileSystem.kind(of: tree + "/" + parent) else { break }
        if kind != .folder {
          found.insert(parent)
          break
        }
      }
    }
    return found
  }

  /// Takes something out of the tree that the product did not put there. It is kept, whatever happens next: see
  /// ``keepWhatWasSetAside()``.
  ///
  /// - Returns: where it will be.
  func setAside(_ path: String) throws(FileSystemError) -> String {
    let parents = path.split(separator: "/").dropLast().map(String.init)
    var place = folder + "/" + Self.setAsideFolder
    try FileSystem.makeFolderIfMissing(place, permissions)
    for part in parents {
      place += "/" + part
      try FileSystem.makeFolderIfMissing(place, permissions)
    }
    let name = path.split(separator: "/").last ?? ""
    try FileSystem.rename(tree + "/" + path, to: place + "/" + name)
    return Self.keptFolder(folder, exports: exports, slug: slug) + "/" + path
  }

  /// Moves what was set aside out of the staging folder, which does not last.
  func keepWhatWasSetAside() throws(FileSystemError) {
    try Self.keep(folder, exports: exports, slug: slug, permissions)
  }

  private static let setAsideFolder = "set-aside"

  private static func keptFolder(_ folder: String, exports: String, slug: String) -> String {
    "\(exports)/\(setAsideName)/\(slug)/\(URL(filePath: folder).lastPathComponent)"
  }

  private static func keep(
    _ folder: String, exports: String, slug: String, _ permissions: Permissions
  ) throws(FileSystemError) {
    let aside = folder + "/" + setAsideFolder
    guard try FileSystem.kind(of: folder) == .folder, try FileSystem.kind(of: aside) != nil else { return }
    let all = "\(exports)/\(setAsideName)"
    for path in [all, "\(all)/\(slug)"] { try FileSystem.makeFolderIfMissing(path, permissions) }
    try FileSystem.rename(aside, to: keptFolder(folder, exports: exports, slug: slug))
    try FileSystem.synchronizeFolder("\(all)/\(slug)")
  }

  /// Removes the folder, once what was set aside is kept.
  func remove() throws(FileSystemError) {
    try keepWhatWasSetAside()
    try FileSystem.removeTree(folder)
  }
}
