internal import Foundation

/// Looks at the files of a tree, and remembers which of them belong there.
struct TreeInspection {
  static let wrongDescription = "does not say what was published"

  /// The tenant's folder.
  let tree: String
  var finding = Finding()
  /// Everything in the tree; nil if only single files are looked at.
  private let found: [String: TreeScan.Kind]?
  private var belonging: Set<String> = []

  /// - Parameter scans: whether to look at everything in the tree, to find what does not belong there.
  init(_ tree: String, scans: Bool) throws {
    self.tree = tree
    guard scans else {
      found = nil
      return
    }
    let scan = try FileSystem.isFolder(tree) ? try TreeScan(tree).entries : []
    found = Dictionary(scan.map { ($0.path, $0.kind) }) { first, _ in first }
    for entry in scan where entry.kind == .unreadable {
      finding.report(entry.path, "is a folder that cannot be listed")
    }
  }

  /// Compares a data file with what was published.
  mutating func check(_ file: ManifestFile) { check(file.path, bytes: file.bytes, sha256: file.sha256) }

  /// Compares a view with what was published.
  mutating func check(_ view: ViewFile) { check(view.path, bytes: view.bytes, sha256: view.sha256) }

  private mutating func check(_ path: String, bytes: Int, sha256: String) {
    guard isThere(path) else { return }
    guard let actual = DigestSink.ofFile(tree + "/" + path) else {
      finding.report(path, "cannot be read")
      return
    }
    finding.files += 1
    finding.bytes += actual.bytes
    if actual.bytes != bytes {
      finding.report(path, "has \(actual.bytes) bytes, but \(bytes) were published")
    } else if actual.sha256 != sha256 {
      finding.report(path, "was changed: its SHA-256 is not the published one")
    }
  }

  /// Compares a file that describes the tree with its recorded hash.
  ///
  /// - Returns: whether it is there and has the hash.
  @discardableResult
  mutating func check(_ path: String, sha256: String) -> Bool {
    guard isThere(path) else { return false }
    if DigestSink.ofFile(tree + "/" + path)?.sha256 == sha256 { return true }
    finding.report(path, Self.wrongDescription)
    return false
  }

  /// Reports a file that is missing or is not a plain file. In any case, the path belongs to the tree.
  mutating func isThere(_ path: String) -> Bool {
    belonging.insert(path)
    let kind = found.map { $0[path] } ?? kindInTree(path)
    switch kind {
    case nil: finding.report(path, "is missing")
    case .other?, .unreadable?: finding.report(path, "is not a plain file")
    case .file?: return true
    }
    return false
  }

  /// Takes files that are there as belonging to the tree, whatever is in them.
  mutating func accept(_ isKnown: (String) -> Bool) {
    belonging.formUnion((found ?? [:]).filter { $0.value == .file && isKnown($0.key) }.keys)
  }

  private func kindInTree(_ path: String) -> TreeScan.Kind? {
    switch try? FileSystem.kind(of: tree + "/" + path) {
    case .file?: .file
    case .folder?, .other?: .other
    case nil: nil
    }
  }

  func contents(_ path: String) -> Data? { try? FileSystem.contents(of: tree + "/" + path) }

  mutating func reportUnexpected() {
    guard let found else { return }
    for path in found.keys.sorted() where !belonging.contains(path) && found[path] != .unreadable {
      finding.report(path, "does not belong here")
    }
  }
}
