internal import PostgreSQL

/// Rows of the CRM that a report does not count, or not where they belong, because of what they lack or what they do not match.
struct UncountedRows {
  enum Verdict {
    case problem
    case note
    /// It happens in every CRM.
    case silent
  }

  let table: String
  /// Such as `deals`.
  let rows: String
  /// How a sentence about the deals that such rows stand for begins, such as `none of these`.
  let none: String
  /// What is said of such rows, after `have`.
  let lack: String
  /// How many they are, and of how many.
  let count: Int
  let total: Int
  let ifAll: Verdict
  let ifPartial: Verdict
  let remedy: String

  /// - Parameter missing: what no deal does in which reports; nil if no report misses anything.
  func violation(_ missing: String?) -> SourceViolation? {
    guard let missing, count > 0, total > 0 else { return nil }
    let verdict = count == total ? ifAll : ifPartial
    guard verdict != .silent else { return nil }
    let number = count == total ? "all \(total)" : "\(count) of \(total)"
    let link = count == total ? "so that" : "and"
    return SourceViolation(
      table: table,
      problem: "\(number) of the tenant's \(rows) have \(lack), \(link) \(none) \(missing)",
      remedy: verdict == .note ? "if that is not meant, \(remedy)" : remedy, isNote: verdict == .note)
  }
}
