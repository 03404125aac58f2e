internal import Foundation

/// Where files are kept that were set aside: they were in a tree, but the product did not write them.
enum SetAside {
  /// Within a staging folder, until its publisher ends.
  static let folderInStaging = "set-aside"
  private static let folderName = ".set-aside"

  /// Where the files of a staging folder will be kept.
  static func place(of folder: String, exports: String, slug: String) -> String {
    "\(exports)/\(folderName)/\(slug)/\(URL(filePath: folder).lastPathComponent)"
  }

  /// Moves the files that were set aside out of a staging folder, which is temporary.
  static func keep(
    _ folder: String, exports: String, slug: String, _ permissions: Permissions
  ) throws(FileSystemError) {
    let aside = folder + "/" + folderInStaging
    guard try FileSystem.kind(of: folder) == .folder, try FileSystem.kind(of: aside) != nil else { return }
    let all = "\(exports)/\(folderName)"
    for path in [all, "\(all)/\(slug)"] { try FileSystem.makeFolderIfMissing(path, permissions) }
    try FileSystem.rename(aside, to: place(of: folder, exports: exports, slug: slug))
    try FileSystem.synchronizeFolder("\(all)/\(slug)")
  }
}
