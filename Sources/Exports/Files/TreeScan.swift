/// What there is in a folder and below, following no link.
struct TreeScan {
  struct Entry {
    /// Relative to the folder.
    let path: String
    let isRegularFile: Bool
  }

  /// Everything but folders, in no order.
  let files: [Entry]

  init(_ folder: String) throws(FileSystemError) {
    var files: [Entry] = []
    try Self.scan(folder, "", into: &files)
    self.files = files
  }

  private static func scan(
    _ folder: String, _ prefix: String, into files: inout [Entry]
  ) throws(FileSystemError) {
    for name in try FileSystem.entries(of: folder) {
      let path = folder + "/" + name
      switch try FileSystem.kind(of: path) {
      case .folder: try scan(path, prefix + name + "/", into: &files)
      case .file: files.append(Entry(path: prefix + name, isRegularFile: true))
      case .other: files.append(Entry(path: prefix + name, isRegularFile: false))
      case nil: break
      }
    }
  }
}
