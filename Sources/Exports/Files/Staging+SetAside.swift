internal import Foundation

/// What `export` moves out of a tree, because the product did not write it.
extension Staging {
  /// Paths in the tree that are blocked by something of the wrong kind: a folder in place of a file, or
  /// something else in place of a folder.
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

  /// Moves something that the product did not write out of the tree. It is kept, even if the publisher fails:
  /// see ``keepWhatWasSetAside()``.
  ///
  /// - Returns: the path where it will be kept.
  func setAside(_ path: String) throws(FileSystemError) -> String {
    let parents = path.split(separator: "/").dropLast().map(String.init)
    var place = folder + "/" + SetAside.folderInStaging
    try FileSystem.makeFolderIfMissing(place, permissions)
    for part in parents {
      place += "/" + part
      try FileSystem.makeFolderIfMissing(place, permissions)
    }
    let name = path.split(separator: "/").last ?? ""
    try FileSystem.rename(tree + "/" + path, to: place + "/" + name)
    return SetAside.place(of: folder, exports: exports, slug: slug) + "/" + path
  }

  /// Moves the files that were set aside out of the staging folder, which is temporary.
  func keepWhatWasSetAside() throws(FileSystemError) {
    try SetAside.keep(folder, exports: exports, slug: slug, permissions)
  }
}
