internal import Foundation
internal import Glibc

/// The file operations that publishing needs, with their errors checked.
enum FileSystem {
  static func makeFolder(_ path: String, _ permissions: Permissions) throws(FileSystemError) {
    guard unsafe mkdir(path, permissions.folderMode) == 0 else {
      throw FileSystemError("make the folder", path)
    }
    // Regardless of the umask.
    guard unsafe chmod(path, permissions.folderMode) == 0 else {
      throw FileSystemError("set the mode of", path)
    }
  }

  /// - Throws: also if something other than a folder exists there, such as a link to a folder.
  static func makeFolderIfMissing(_ path: String, _ permissions: Permissions) throws(FileSystemError) {
    do {
      try makeFolder(path, permissions)
    } catch {
      // Another process may have created it in the meantime.
      guard error.code == EEXIST, try isFolder(path) else { throw error }
    }
  }

  enum Kind {
    case file, folder
    /// For example, a link.
    case other
  }

  /// - Returns: nil if nothing exists there.
  static func kind(of path: String) throws(FileSystemError) -> Kind? {
    var info = stat()
    if unsafe lstat(path, &info) != 0 {
      // ENOTDIR: the path leads through a plain file, so nothing exists there either.
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw FileSystemError("look at", path)
    }
    return switch info.st_mode & S_IFMT {
    case S_IFREG: .file
    case S_IFDIR: .folder
    default: .other
    }
  }

  /// - Returns: false if nothing exists there.
  /// - Throws: also if something other than a folder exists there, such as a link to a folder.
  static func isFolder(_ path: String) throws(FileSystemError) -> Bool {
    guard let kind = try kind(of: path) else { return false }
    guard kind == .folder else {
      errno = ENOTDIR
      throw FileSystemError("use as a folder", path)
    }
    return true
  }

  /// Checks that this process may change what is in the folder, and that a file can be moved there from the other one.
  static func checkChangeable(_ path: String, like other: String) throws(FileSystemError) {
    guard unsafe access(path, W_OK | X_OK) == 0 else { throw FileSystemError("change what is in", path) }
    guard try mount(of: path) == mount(of: other) else {
      errno = EXDEV
      throw FileSystemError("move files into", path)
    }
  }

  /// The mount that a path is on. Two bind mounts can be of one device, and still no file can be moved between them.
  ///
  /// - Returns: the kernel's number of it, as a line of text; nil if the kernel does not say.
  private static func mount(of path: String) throws(FileSystemError) -> Substring? {
    let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileSystemError("open", path) }
    defer { close(descriptor) }
    let info = try? String(contentsOfFile: "/proc/self/fdinfo/\(descriptor)", encoding: .utf8)
    return info?.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
  }

  static func secondsSinceChange(of path: String) throws(FileSystemError) -> Int {
    var info = stat()
    guard unsafe lstat(path, &info) == 0 else { throw FileSystemError("look at", path) }
    return time(nil) - info.st_mtim.tv_sec
  }

  /// The content of a plain file.
  ///
  /// - Returns: nil if nothing exists there, or something else, such as a link.
  static func contents(of path: String) throws(FileSystemError) -> Data? {
    guard try kind(of: path) == .file else { return nil }
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileSystemError("read", path)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      return try file.readToEnd() ?? Data()
    } catch {
      errno = EIO
      throw FileSystemError("read", path)
    }
  }

  static func rename(_ source: String, to target: String) throws(FileSystemError) {
    guard unsafe Glibc.rename(source, target) == 0 else {
      throw FileSystemError("rename", source, to: target)
    }
  }

  /// Makes renames in the folder survive a crash.
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

  static func removeFolderIfEmpty(_ path: String) throws(FileSystemError) {
    guard unsafe rmdir(path) == 0 || errno == ENOTEMPTY || errno == ENOENT else {
      throw FileSystemError("remove", path)
    }
  }

  static func removeFileIfThere(_ path: String) throws(FileSystemError) {
    guard unsafe unlink(path) == 0 || errno == ENOENT else { throw FileSystemError("remove", path) }
  }

  /// Removes a folder and everything in it, or a file. Does not follow links, and stops at mounts.
  static func removeTree(_ path: String) throws(FileSystemError) {
    // What is mounted here belongs to someone else. An empty folder is gone already.
    if unsafe rmdir(path) == 0 { return }
    guard errno != EBUSY else { throw FileSystemError("remove", path) }
    if errno == ENOTDIR {
      // A file, or a link: what is behind it is not ours.
      guard unsafe unlink(path) == 0 else { throw FileSystemError("remove", path) }
      return
    }
    for name in try entries(of: path) { try removeTree(path + "/" + name) }
    guard unsafe rmdir(path) == 0 else { throw FileSystemError("remove", path) }
  }
}
