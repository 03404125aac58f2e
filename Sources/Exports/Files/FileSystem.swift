internal import Glibc

/// The few operations on files that publishing needs, each checked.
enum FileSystem {
  static func makeFolder(_ path: String, _ permissions: Permissions) throws(FileSystemError) {
    guard unsafe mkdir(path, permissions.folderMode) == 0 else {
      throw FileSystemError("make the folder", path)
    }
    // Whatever the umask says.
    guard unsafe chmod(path, permissions.folderMode) == 0 else {
      throw FileSystemError("set the mode of", path)
    }
  }

  /// - Throws: where something is there that is not a folder, a link to one included.
  static func makeFolderIfMissing(_ path: String, _ permissions: Permissions) throws(FileSystemError) {
    do {
      try makeFolder(path, permissions)
    } catch {
      // Another may have made it a moment ago.
      guard error.code == EEXIST, try isFolder(path) else { throw error }
    }
  }

  enum Kind {
    case file, folder
    /// A link, for example.
    case other
  }

  /// - Returns: nil where nothing is there.
  static func kind(of path: String) throws(FileSystemError) -> Kind? {
    var info = stat()
    if unsafe lstat(path, &info) != 0 {
      // Below a file there is nothing either.
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileSystemError("look at", path)
    }
    return switch info.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// - Returns: false where nothing is there.
  /// - Throws: where something else is there, a link to a folder included.
  static func isFolder(_ path: String) throws(FileSystemError) -> Bool {
    guard let kind = try kind(of: path) else { return false }
    guard kind == .folder else {
      errno = ENOTDIR
      throw FileSystemError("use as a folder", path)
    }
    return true
  }

  static func rename(_ source: String, to target: String) throws(FileSystemError) {
    guard unsafe Glibc.rename(source, target) == 0 else {
      throw FileSystemError("rename", source, to: target)
    }
  }

  /// Makes what was renamed in the folder outlast a crash.
  static func synchronizeFolder(_ path: String) throws(FileSystemError) {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystemError("open", path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileSystemError("write to disk", path) }
  }

  static func entries(of path: String) throws(FileSystemError) -> [String] {
    guard let folder = unsafe opendir(path) else { throw FileSystemError("list", path) }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  static func removeFileIfThere(_ path: String) throws(FileSystemError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileSystemError("remove", path) }
  }

  /// Removes a folder and all in it, following no link.
  static func removeTree(_ path: String) throws(FileSystemError) {
    for name in try entries(of: path) {
      let entry = path + "/" + name
      if try kind(of: entry) == .folder {
        try removeTree(entry)
      } else if unsafe unlink(entry) != 0 {
        throw FileSystemError("remove", entry)
      }
    }
    guard unsafe rmdir(path) == 0 else { throw FileSystemError("remove", path) }
  }
}
