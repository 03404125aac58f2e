internal import Foundation

/// The ledger's `tree_files`: the record of a tenant's tree, in the form of the program that wrote it.
enum RecordedTree {
  /// Nothing is recorded: nothing was published, or an earlier program published last.
  case none
  /// A tree of version 1: SHA-256 by path.
  case version1([String: String])
  case current(TreeRecord)

  private struct Version1: Decodable { let sha256: [String: String] }

  init(_ json: String?) throws {
    guard let json else {
      self = .none
      return
    }
    let data = Data(json.utf8)
    do {
      self = .current(try JSONDecoder().decode(TreeRecord.self, from: data))
    } catch {
      guard let old = try? JSONDecoder().decode(Version1.self, from: data) else { throw error }
      self = .version1(old.sha256)
    }
  }

  /// A record that cannot be read is as good as none: every file is looked at, and it is replaced.
  init(readable json: String?) { self = (try? RecordedTree(json)) ?? .none }

  /// SHA-256 by path, of all files that describe the tree; nil if they are not recorded.
  var sha256: [String: String]? {
    switch self {
    case .none: nil
    case .version1(let files): files
    case .current(let record): record.sha256
    }
  }

  var record: TreeRecord? { if case .current(let record) = self { record } else { nil } }
}
