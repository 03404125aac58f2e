internal import Foundation
internal import Glibc

/// What `doctor` tries in the exports folder. No reader looks into `.staging`, and no tenant's folder there has a `=` in
/// its name.
extension ExportsFolder {
  private static let trialPrefix = "trial="

  /// Runs the body with a new folder, and removes it with all that is in it.
  package func withTrial(_ body: (_ folder: String) throws -> Void) throws {
    guard try FileSystem.isExportsFolder(path) else {
      errno = ENOENT
      throw FileSystemError("find", path)
    }
    let wasThere = try FileSystem.isFolder(staging)
    try FileSystem.makeFolderIfMissing(staging, permissions)
    removeAbandonedTrials()
    let id = UUID().uuidString.lowercased()
    let (new, trial) = ("\(staging)/new-\(Self.trialPrefix)\(id)", "\(staging)/\(Self.trialPrefix)\(id)")
    try FileSystem.makeFolder(new, permissions)
    // Says that the trial is under way, until this process ends. A file system without locks says so by its error.
    let lock = try? FolderLock(ifFree: new)
    defer { withExtendedLifetime(lock) {} }
    try FileSystem.rename(new, to: trial)
    do {
      try FileSystem.rename(trial, to: trial + "-renamed")
      try FileSystem.rename(trial + "-renamed", to: trial)
      try FileSystem.synchronizeFolder(staging)
      try body(trial)
    } catch {
      // The first error says why.
      try? FileSystem.removeTree(trial)
      if !wasThere { try? FileSystem.removeFolderIfEmpty(staging) }
      throw error
    }
    try FileSystem.removeTree(trial)
    // Not if a publisher has begun to use it.
    if !wasThere { try FileSystem.removeFolderIfEmpty(staging) }
  }

  private var staging: String { path + "/" + Staging.folderName }

  /// Removes the trials of processes that were killed, and what publishers were removing when they were. All of it is of no use and
  /// in nobody's way, so what cannot be removed stays.
  package func removeWhatWasLeft() {
    guard (try? FileSystem.isFolder(staging)) == true else { return }
    for name in (try? FileSystem.entries(of: staging)) ?? []
    where name.hasPrefix(Leftovers.removingPrefix) {
      try? FileSystem.removeTree(staging + "/" + name)
    }
    removeAbandonedTrials()
  }

  /// Those that no process holds.
  private func removeAbandonedTrials() {
    for name in (try? FileSystem.entries(of: staging)) ?? [] where name.hasPrefix(Self.trialPrefix) {
      let trial = staging + "/" + name
      // Something else is not ours, such as a link, but has no place here.
      guard (try? FileSystem.kind(of: trial)) == .folder else {
        try? FileSystem.removeFileIfThere(trial)
        continue
      }
      guard let lock = (try? FolderLock(ifFree: trial)).flatMap(\.self) else { continue }
      defer { withExtendedLifetime(lock) {} }
      try? FileSystem.removeTree(trial)
    }
  }

  /// Looks whether this process may change the folders of a tenant's tree and what killed publishers left, and whether
  /// all are folders on the mount of the exports folder.
  package func probeTree(of slug: String) throws {
    for folder in [staging, staging + "/" + slug] where try FileSystem.isFolder(folder) {
      try FileSystem.checkChangeable(folder, like: path)
    }
    let leftovers = staging + "/" + slug
    if try FileSystem.isFolder(leftovers) {
      for name in try FileSystem.entries(of: leftovers)
      where try FileSystem.kind(of: leftovers + "/" + name) == .folder {
        try FileSystem.checkChangeable(leftovers + "/" + name, like: path)
      }
    }
    let tree = path + "/" + TreeLayout(slug: slug).tenantFolder
    if try FileSystem.isFolder(tree) { try probeFolders(in: tree) }
  }

  /// The folders of single periods are too many to look at each, and are made by the same hands.
  private func probeFolders(in folder: String) throws(FileSystemError) {
    try FileSystem.checkChangeable(folder, like: path)
    for name in try FileSystem.entries(of: folder) where !name.hasPrefix("period=") {
      let entry = folder + "/" + name
      switch try FileSystem.kind(of: entry) {
      case .folder?: try probeFolders(in: entry)
      // Publishing follows no link.
      case .other?:
        errno = ENOTDIR
        throw FileSystemError("use as a file or folder, because it is a link or a special file,", entry)
      case .file?, nil: break
      }
    }
  }
}
