package struct FailedRun: Sendable, Codable, Equatable {
  package let id: String
  package let message: String
  /// The run's dimension values, by column.
  package let dimensions: [String: String?]
}
