internal import Foundation
internal import Glibc

/// The file operations that publishing needs, with their errors checked.
enum FileSystem {
  /// Makes a system call that returns -1 after an error, and makes it again if a signal interrupted it, as some file systems of
  /// a network allow.
  static func call(_ systemCall: () -> Int32) -> Int32 {
    while true {
      let result = systemCall()
      if result != -1 || errno != EINTR { return result }
    }
  }

  /// Closes a descriptor. The kernel does that also if a signal interrupts it.
  static func close(_ descriptor: Int32, of path: String) throws(FileSystemError) {
    guard Glibc.close(descriptor) == 0 || errno == EINTR else { throw FileSystemError("close", path) }
  }

  static func makeFolder(_ path: String, _ permissions: Permissions) throws(FileSystemError) {
    guard call({ unsafe mkdir(path, permissions.folderMode) }) == 0 else {
      throw FileSystemError("make the folder", path)
    }
    var info = stat()
    guard call({ unsafe lstat(path, &info) }) == 0 else { throw FileSystemError("look at", path) }
    // Regardless of the umask. A folder that hands its group on has made this one such a folder too.
    guard call({ unsafe chmod(path, permissions.folderMode | info.st_mode & S_ISGID) }) == 0 else {
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
    if call({ unsafe lstat(path, &info) }) != 0 {
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
      let error = FileSystemError(
        "use \(kind == .file ? "a file" : "a link or a special file") as a folder:", path)
      throw error.advising("move it away; publishing follows no link below the exports folder")
    }
    return true
  }

  /// The same of the exports folder itself, which may be a link: that is the administrator's choice.
  static func isExportsFolder(_ path: String) throws(FileSystemError) -> Bool {
    var info = stat()
    if call({ unsafe stat(path, &info) }) == 0, info.st_mode & S_IFMT == S_IFDIR { return true }
    return try isFolder(path)
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
    let descriptor = call { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileSystemError("open", path) }
    defer { _ = Glibc.close(descriptor) }
    let info = try? String(contentsOfFile: "/proc/self/fdinfo/\(descriptor)", encoding: .utf8)
    return info?.split(separator: "\n").first { $0.hasPrefix("mnt_id:") }
  }

  /// The content of a plain file.
  ///
  /// - Returns: nil if nothing exists there, or something else, such as a link.
  static func contents(of path: String) throws(FileSystemError) -> Data? {
    guard try kind(of: path) == .file else { return nil }
    let descriptor = call { unsafe open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC) }
    guard descriptor >= 0 else {
      if errno == ENOENT { return nil }
      throw FileSystemError("read", path)
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      return try file.readToEnd() ?? Data()
    } catch {
      errno = ((error as? CocoaError)?.underlying as? POSIXError)?.code.rawValue ?? EIO
      throw FileSystemError("read", path)
    }
  }

  static func rename(_ source: String, to target: String) throws(FileSystemError) {
    guard call({ unsafe Glibc.rename(source, target) }) == 0 else {
      throw FileSystemError("move", source, to: target)
    }
  }

  /// The group of a folder, and whether it hands the group on to what is made in it.
  ///
  /// - Returns: nil if nothing exists there.
  static func group(of path: String) throws(FileSystemError) -> (id: gid_t, isHandedOn: Bool)? {
    var info = stat()
    guard call({ unsafe stat(path, &info) }) == 0 else {
      if errno == ENOENT { return nil }
      throw FileSystemError("look at", path)
    }
    return (info.st_gid, info.st_mode & S_ISGID != 0)
  }

  /// Lets a folder hand a group on to what is made in it, if this process may.
  static func handOn(_ group: gid_t, in path: String, _ permissions: Permissions) {
    if call({ unsafe chown(path, uid_t.max, group) }) == 0 {
      _ = call { unsafe chmod(path, permissions.folderMode | S_ISGID) }
    }
  }

  /// Makes renames in the folder survive a crash.
  static func synchronizeFolder(_ path: String) throws(FileSystemError) {
    let descriptor = call { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileSystemError("open", path) }
    guard call({ fsync(descriptor) }) == 0 else {
      let error = FileSystemError("write to disk", path)
      _ = Glibc.close(descriptor)
      throw error
    }
    try close(descriptor, of: path)
  }

  static func entries(of path: String) throws(FileSystemError) -> [String] {
    let descriptor = call { unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard descriptor >= 0 else { throw FileSystemError("list", path) }
    guard let folder = unsafe fdopendir(descriptor) else {
      let error = FileSystemError("list", path)
      _ = Glibc.close(descriptor)
      throw error
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while true {
      // Only errno tells an error from the end.
      errno = 0
      guard let entry = unsafe readdir(folder) else {
        guard errno == 0 else { throw FileSystemError("list", path) }
        break
      }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  static func removeFolderIfEmpty(_ path: String) throws(FileSystemError) {
    guard call({ unsafe rmdir(path) }) == 0 || errno == ENOTEMPTY || errno == ENOENT else {
      throw FileSystemError("remove", path)
    }
  }

  static func removeFileIfThere(_ path: String) throws(FileSystemError) {
    guard call({ unsafe unlink(path) }) == 0 || errno == ENOENT else { throw FileSystemError("remove", path) }
  }

  /// Removes a folder and everything in it, or a file. Does not follow links, and stops at mounts. Another process may be removing
  /// the same.
  static func removeTree(_ path: String) throws(FileSystemError) {
    // What is mounted here belongs to someone else. An empty folder is gone already.
    if call({ unsafe rmdir(path) }) == 0 || errno == ENOENT { return }
    guard errno != EBUSY else { throw FileSystemError("remove", path) }
    // A file, or a link: what is behind it is not ours.
    if errno == ENOTDIR { return try removeFileIfThere(path) }
    let names: [String]
    do {
      names = try entries(of: path)
    } catch {
      if error.code == ENOENT { return }
      throw error
    }
    for name in names { try removeTree(path + "/" + name) }
    guard call({ unsafe rmdir(path) }) == 0 || errno == ENOENT else { throw FileSystemError("remove", path) }
  }
}
