internal import PostgreSQL

/// Rows of the CRM that a report leaves out without an error, because of what they lack or what they do not match.
struct UncountedRows {
  /// What it means that only some rows are such.
  enum Some {
    case note
    /// It happens in every CRM.
    case nothing
  }

  let table: String
  /// Such as `deals`.
  let rows: String
  /// What is said of such rows, after `have`.
  let lack: String
  /// How many they are, and of how many.
  let count: Int
  let total: Int
  let some: Some
  let remedy: String

  /// - Parameter readers: the names of the reports that leave such rows out.
  func violation(_ readers: String) -> SourceViolation? {
    guard count > 0, total > 0 else { return nil }
    if count == total {
      return SourceViolation(
        table: table,
        problem: "all \(total) of the tenant's \(rows) have \(lack), so that \(readers) cannot count any",
        remedy: remedy)
    }
    guard some == .note else { return nil }
    return SourceViolation(
      table: table,
      problem: "\(count) of \(total) of the tenant's \(rows) have \(lack), and \(readers) may not count them",
      remedy: "if that is not meant, \(remedy)", mayBeMeant: true)
  }
}
