internal import Glibc

/// The names in a folder. Foundation takes an error in the middle of a folder for its end.
enum FolderNames {
  /// - Returns: nil if the folder cannot be read to its end.
  static func all(in folder: String) -> [String]? {
    guard let listing = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(listing) }
    var names: [String] = []
    while true {
      // Only errno tells an error from the end.
      errno = 0
      guard let entry = unsafe readdir(listing) else { return errno == 0 ? names : nil }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { tuple in
        unsafe tuple.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
  }
}
