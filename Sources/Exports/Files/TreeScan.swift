internal import Glibc

/// Everything in a folder and its subfolders. Does not follow links.
struct TreeScan {
  enum Kind {
    case file
    /// For example, a link, or a file whose name is not valid UTF-8.
    case other
    /// A folder that this user may not list.
    case unreadable
  }

  struct Entry {
    /// Relative to the folder.
    let path: String
    let kind: Kind

    /// Whether a path leads into it.
    func contains(_ path: String) -> Bool { path.hasPrefix(self.path + "/") }
  }

  /// Everything except the folders that could be listed, in no particular order.
  let entries: [Entry]

  /// - Throws: also if part of it cannot be looked at for another reason than missing rights: what is not seen must not be
  ///   taken for something that is not there.
  init(_ folder: String) throws(FileSystemError) {
    var entries: [Entry] = []
    for name in try FileSystem.entries(of: folder) { try Self.add(name, folder + "/" + name, to: &entries) }
    self.entries = entries
  }

  private static func add(
    _ path: String, _ place: String, to entries: inout [Entry]
  ) throws(FileSystemError) {
    switch try FileSystem.kind(of: place) {
    case .file?: entries.append(Entry(path: path, kind: .file))
    case .folder?:
      let names: [String]
      do {
        names = try FileSystem.entries(of: place)
      } catch {
        // It may be gone since.
        if error.code == ENOENT { return }
        guard error.code == EACCES else { throw error }
        return entries.append(Entry(path: path, kind: .unreadable))
      }
      for name in names { try add(path + "/" + name, place + "/" + name, to: &entries) }
    case .other?: entries.append(Entry(path: path, kind: .other))
    // Its name is not valid UTF-8, or it is gone since.
    case nil: if path.unicodeScalars.contains("\u{FFFD}") { entries.append(Entry(path: path, kind: .other)) }
    }
  }
}
