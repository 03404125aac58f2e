internal import Foundation

/// The sections of a `SHA256SUMS` that is in place, one for each part of the manifest, in the order of the parts.
struct ChecksumSections {
  private let file: FileHandle?
  private let sections: [String: (offset: Int, section: TreeRecord.Section)]

  /// - Parameter parts: the parts as recorded when the file was written, ordered by path.
  init(_ path: String, _ parts: [TreeRecord.Part]) {
    file = FileHandle(forReadingAtPath: path)
    var offset = 0
    var sections: [String: (Int, TreeRecord.Section)] = [:]
    for part in parts {
      sections[part.path] = (offset, part.sums)
      offset += part.sums.bytes
    }
    self.sections = sections
  }

  /// The section of a part.
  ///
  /// - Returns: nil if it is not there as it was recorded.
  func section(_ part: String, _ wanted: TreeRecord.Section) -> [UInt8]? {
    guard let file, let found = sections[part], found.section == wanted,
      (try? file.seek(toOffset: UInt64(found.offset))) != nil,
      let data = try? file.read(upToCount: wanted.bytes)
    else { return nil }
    let content = Array(data)
    return TreeRecord.Section(content) == wanted ? content : nil
  }
}
