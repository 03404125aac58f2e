/// What there is in a folder and below, following no link.
struct TreeScan {
  enum Kind {
    case file
    /// A link, or a name that is no text.
    case other
    /// A folder that cannot be looked into.
    case unreadable
  }

  struct Entry {
    /// Relative to the folder.
    let path: String
    let kind: Kind
  }

  /// Everything but folders that can be looked into, in no order.
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
