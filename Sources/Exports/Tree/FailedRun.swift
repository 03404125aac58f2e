package struct FailedRun: Sendable, Codable, Equatable {
  package let id: String
  package let message: String
  /// What the run was about, by dimension column.
  package let dimensions: [String: String?]
}
