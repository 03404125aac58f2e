/// Everything in a folder and its subfolders. Does not follow links.
struct TreeScan {
  enum Kind {
    case file
    /// For example, a link, or a file whose name is not valid UTF-8.
    case other
    /// A folder that cannot be listed.
    case unreadable
  }

  struct Entry {
    /// Relative to the folder.
    let path: String
    let kind: Kind
  }

  /// Everything except the folders that could be listed, in no particular order.
  let entries: [Entry]

  init(_ folder: String) throws(FileSystemError) {
    var entries: [Entry] = []
    for name in try FileSystem.entries(of: folder) { Self.add(name, folder + "/" + name, to: &entries) }
    self.entries = entries
  }

  private static func add(_ path: String, _ place: String, to entries: inout [Entry]) {
    switch try? FileSystem.kind(of: place) {
    case .file?: entries.append(Entry(path: path, kind: .file))
    case .folder?:
      if let names = try? FileSystem.entries(of: place) {
        for name in names { add(path + "/" + name, place + "/" + name, to: &entries) }
      } else {
        entries.append(Entry(path: path, kind: .unreadable))
      }
    case .other?, nil: entries.append(Entry(path: path, kind: .other))
    }
  }
}
