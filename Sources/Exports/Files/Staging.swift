internal import Crypto
internal import Foundation
internal import Glibc

/// A tenant's staging folder. It is outside the tenant's tree, because some readers load every file that they
/// find there. It is on the same file system, so that a file is published by a rename.
///
/// It is also the fence in the file system. Each publisher first moves the staging folders of other
/// publishers away, and every change to the tree is a rename into or out of its own folder. A publisher that
/// was suspended, lost its database lock and then resumes finds its folder gone, so it changes nothing.
struct Staging {
  static let folderName = ".staging"

  let exports: String
  let slug: String
  /// An absolute path, like that of the tree.
  let folder: String
  let tree: String
  /// Whether another publisher's folder was there: it was interrupted, or it is suspended.
  let foundInterrupted: Bool
  let permissions: Permissions
  private let leftovers: Leftovers

  private let groupNotice: String?

  /// What a person should know about the groups of files, and about folders that earlier publishers left behind, one sentence
  /// each.
  var notices: [String] { leftovers.notices + (groupNotice.map { [$0] } ?? []) }

  /// Must be called under the tenant's lock.
  init(exports: String, layout: TreeLayout, _ permissions: Permissions) throws(FileSystemError) {
    self.permissions = permissions
    self.exports = exports
    slug = layout.slug
    tree = exports + "/" + layout.tenantFolder
    let all = exports + "/" + Self.folderName
    let tenant = all + "/" + layout.slug
    for path in [all, tenant] { try FileSystem.makeFolderIfMissing(path, permissions) }
    var leftovers = Leftovers(in: all, exports: exports, slug: layout.slug, permissions)
    try leftovers.fenceOff()
    foundInterrupted = leftovers.foundInterrupted
    folder = tenant + "/" + UUID().uuidString.lowercased()
    try FileSystem.makeFolder(folder, permissions)
    groupNotice = try Self.takeGroup(of: [tree, exports], for: folder, permissions)
    // Only now: until then, they are what tells the next publisher that one was interrupted.
    try leftovers.removeDiscarded()
    self.leftovers = leftovers
    if try installFolder(layout.tenantFolder[...], in: exports) { try FileSystem.synchronizeFolder(exports) }
  }

  /// Files are made in the staging folder, and keep its group when they are moved into the tree. So it gets that of the first
  /// folder that hands its group on.
  ///
  /// - Returns: what a person should know, if the tree's readers cannot read what is new.
  private static func takeGroup(
    of places: [String], for folder: String, _ permissions: Permissions
  ) throws(FileSystemError) -> String? {
    guard permissions == .group, let own = try FileSystem.group(of: folder) else { return nil }
    for place in places {
      guard let group = try FileSystem.group(of: place), group.isHandedOn else { continue }
      if own.id == group.id, own.isHandedOn { return nil }
      FileSystem.handOn(group.id, in: folder, permissions)
      // The kernel can ignore a part of that without an error.
      if let now = try FileSystem.group(of: folder), now.id == group.id, now.isHandedOn { return nil }
      return
        "new files get the group \(own.id), and not \(group.id), which \(place) hands on: this user may not hand it on"
    }
    guard let place = places.first, let group = try FileSystem.group(of: place), group.id != own.id else {
      return nil
    }
    return
      "new files get the group \(own.id), and \(place) has the group \(group.id), whose members cannot read them; "
      + "`chmod g+s` on that folder hands its group on"
  }

  /// Where a file is staged before it is installed at `path` in the tree.
  private func path(for path: String) -> String {
    // A hash, because the path itself may be too long for a file name.
    folder + "/" + SHA256.hash(data: Data(path.utf8)).hexadecimal
  }

  /// Creates the staged file for `path` in the tree. Replaces one that was begun before.
  ///
  /// - Throws: also if the path is too long for the file system.
  func makeFile(_ path: String) throws(FileSystemError) -> ExportFile {
    // Staged names are short. Without this check, a name that is too long would fail only during
    // installation, when other files are already in place.
    _ = try FileSystem.kind(of: tree + "/" + path)
    for name in path.split(separator: "/") { _ = try FileSystem.kind(of: folder + "/" + name) }
    try FileSystem.removeFileIfThere(self.path(for: path))
    return try ExportFile(path: self.path(for: path), permissions)
  }

  /// Moves finished files to their places in the tree, and makes the moves survive a crash. Replaces existing
  /// files.
  func install(_ paths: [String]) throws(FileSystemError) {
    var changed: Set<String> = []
    for path in paths {
      var folder = tree
      for part in path.split(separator: "/").dropLast() {
        if try installFolder(part, in: folder) { changed.insert(folder) }
        folder += "/" + part
      }
      try FileSystem.rename(self.path(for: path), to: tree + "/" + path)
      changed.insert(folder)
    }
    for folder in changed { try FileSystem.synchronizeFolder(folder) }
  }

  /// Adds a folder to the tree, also by a rename.
  ///
  /// - Returns: false if it is there already.
  private func installFolder(_ name: Substring, in parent: String) throws(FileSystemError) -> Bool {
    guard try !FileSystem.isFolder(parent + "/" + name) else { return false }
    let new = folder + "/folder"
    try FileSystem.makeFolder(new, permissions)
    try FileSystem.rename(new, to: parent + "/" + name)
    return true
  }

  /// Removes files from the tree, and makes that survive a crash. Files that are already gone are left out.
  func remove(_ paths: [String]) throws(FileSystemError) {
    var changed: Set<String> = []
    for path in paths {
      let file = tree + "/" + path
      guard try FileSystem.kind(of: file) != nil else { continue }
      // A link in the path is not followed.
      var folder = tree
      for part in path.split(separator: "/").dropLast() {
        folder += "/" + part
        _ = try FileSystem.isFolder(folder)
      }
      try FileSystem.rename(file, to: self.path(for: "removed/" + path))
      changed.insert(folder)
    }
    for folder in changed { try FileSystem.synchronizeFolder(folder) }
  }

  /// Whether all files are in the tree, unchanged since their publication.
  func hasAll(_ files: [ManifestFile]) -> Bool {
    files.allSatisfy { has($0.path, sha256: $0.sha256) }
  }

  /// Whether the tree has a file with this content. What is behind a link is not in the tree.
  func has(_ path: String, sha256: String) -> Bool {
    var folder = tree
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      guard (try? FileSystem.isFolder(folder)) == true else { return false }
    }
    return DigestSink.ofFile(tree + "/" + path)?.sha256 == sha256
  }

  /// Removes what is in the folder, if the tree may be changed in part. The folder itself stays: it tells the next
  /// publisher to look at every file.
  func abandon() throws(FileSystemError) {
    try keepWhatWasSetAside()
    for name in try FileSystem.entries(of: folder) {
      let entry = folder + "/" + name
      if try FileSystem.kind(of: entry) == .folder {
        try FileSystem.removeTree(entry)
      } else {
        try FileSystem.removeFileIfThere(entry)
      }
    }
  }

  /// Removes the folder after a failure that left the tree as it was. If another publisher had been interrupted
  /// before, the empty folder stays, so that the next publisher knows.
  func giveUp() throws(FileSystemError) {
    if foundInterrupted { try abandon() } else { try remove() }
  }

  /// Removes the folder. Keeps the files that were set aside.
  func remove() throws(FileSystemError) {
    try keepWhatWasSetAside()
    try leftovers.rememberMounts()
    let removed =
      "\(exports)/\(Self.folderName)/\(Leftovers.removingPrefix)\(slug)=\(UUID().uuidString.lowercased())"
    do {
      // What is left of it after a kill does not tell the next publisher of an interruption.
      try FileSystem.rename(folder, to: removed)
    } catch {
      return try FileSystem.removeTree(folder)
    }
    // What is left of it, the next run removes at its start.
    try? FileSystem.removeTree(removed)
  }
}
