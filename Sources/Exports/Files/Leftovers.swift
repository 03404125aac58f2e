internal import Foundation
internal import Glibc

/// The staging folders that earlier publishers of a tenant left behind: they were killed, or they are suspended.
///
/// No slug contains a `=`, so the names of the folders beside the tenants' own are free.
struct Leftovers {
  /// Of what is of no use to anybody.
  static let removingPrefix = "removing="

  private static let advice =
    "an interrupted publisher left it: remove it, as its owner if it is another user's, while no publisher runs; "
    + "all publishers should run as one user"

  private let exports: String
  private let slug: String
  private let permissions: Permissions
  private let staging: String
  /// What was moved away, before this publisher has a folder of its own.
  private let discarded: String
  /// Has an entry for each mount that a complete publication has passed by.
  private let passedBy: String
  private var mounts: [String] = []
  private(set) var foundInterrupted = false
  private(set) var notices: [String] = []

  /// - Parameter staging: the folder that has the tenants' staging folders.
  init(in staging: String, exports: String, slug: String, _ permissions: Permissions) {
    self.exports = exports
    self.slug = slug
    self.permissions = permissions
    self.staging = staging
    discarded = staging + "/discarded=" + slug
    passedBy = staging + "/passed-by=" + slug
  }

  /// Moves everything away from the tenant's staging folder. Whoever worked there changes nothing any more.
  mutating func fenceOff() throws(FileSystemError) {
    let found = try FileSystem.entries(of: staging + "/" + slug)
    let known = try FileSystem.isFolder(passedBy) ? try FileSystem.entries(of: passedBy) : []
    foundInterrupted = try FileSystem.isFolder(discarded) || !Set(found).isSubset(of: known)
    try forgetMounts(except: found, of: known)
    for name in found { try fenceOff(name) }
  }

  private func forgetMounts(except found: [String], of known: [String]) throws(FileSystemError) {
    let gone = known.filter { !found.contains($0) }
    for name in gone { try FileSystem.removeTree(passedBy + "/" + name) }
    if !known.isEmpty, gone.count == known.count { try FileSystem.removeTree(passedBy) }
  }

  private mutating func fenceOff(_ name: String) throws(FileSystemError) {
    let path = staging + "/" + slug + "/" + name
    try FileSystem.makeFolderIfMissing(discarded, permissions)
    do {
      try FileSystem.rename(path, to: discarded + "/" + name)
    } catch {
      switch error.code {
      // Already gone, or its name is not valid UTF-8, so it is not one of ours.
      case ENOENT: break
      // overlayfs does not rename the folders of a lower layer, and nobody renames a mount.
      case EXDEV, EBUSY: try removeInPlace(path, name)
      default: throw error.advising(Self.advice)
      }
    }
  }

  /// Removing fences off as well as moving: a publisher that worked there finds neither the folder nor its files. What
  /// it installs until then is in the tree before this publisher reads it.
  private mutating func removeInPlace(_ path: String, _ name: String) throws(FileSystemError) {
    do {
      try SetAside.keep(path, exports: exports, slug: slug, permissions)
      if try FileSystem.kind(of: path) == .folder {
        try FileSystem.removeTree(path)
      } else {
        try FileSystem.removeFileIfThere(path)
      }
    } catch {
      guard error.code == EBUSY, error.path == path else { throw error.advising(Self.advice) }
      mounts.append(name)
      notices.append(
        "\(path) is a mount, so it cannot be moved away. It was left where it is: nothing can be published from "
          + "there. Unmount it and remove it")
    }
  }

  /// Removes what was moved away. What cannot be removed is fenced off all the same.
  mutating func removeDiscarded() throws(FileSystemError) {
    let prefix = Self.removingPrefix + slug + "="
    if try FileSystem.isFolder(discarded) {
      for name in try FileSystem.entries(of: discarded) {
        try SetAside.keep(discarded + "/" + name, exports: exports, slug: slug, permissions)
      }
      // Under another name, so that a remainder does not tell of an interruption again and again.
      try FileSystem.rename(discarded, to: staging + "/" + prefix + UUID().uuidString.lowercased())
    }
    for name in try FileSystem.entries(of: staging) where name.hasPrefix(prefix) {
      do {
        try FileSystem.removeTree(staging + "/" + name)
      } catch {
        notices.append("\(error). An interrupted publisher left it; it is not in the way, and can be removed")
      }
    }
  }

  /// To be called when every file of the tree was looked at: the mounts tell nothing more.
  func rememberMounts() throws(FileSystemError) {
    if mounts.isEmpty { return }
    try FileSystem.makeFolderIfMissing(passedBy, permissions)
    for name in mounts { try FileSystem.makeFolderIfMissing(passedBy + "/" + name, permissions) }
  }
}
