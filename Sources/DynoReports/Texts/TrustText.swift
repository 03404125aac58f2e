internal import Runs

/// Says which tables of the CRM are trusted, and what might hide their rows.
enum TrustText {
  static func lines(_ sources: CheckedSources) -> [String] {
    guard !sources.trusted.isEmpty else { return [] }
    return ["trusted to hide no rows: \(sources.trusted.joined(separator: ", "))"] + sources.doubts
  }
}
