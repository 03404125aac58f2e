/// What a reader of a reconstructed period must know besides its name.
package struct ReconstructionNotes: Sendable, Equatable {
  /// A clause: what was taken from the CRM as it was when the period was computed; nil if that is not recorded.
  package let today: String?
  /// The schedule's reports that cannot be reconstructed, and were left out.
  package let leftOut: [NotReconstructed]

  /// - Parameter today: as an ``ExportRequest`` has it.
  package init(today: [String]?, leftOut: [NotReconstructed]?) {
    let words = (today ?? []).map { $0.replacing("_", with: " ") }
    self.today =
      words.isEmpty
      ? nil : "\(words.joined(separator: ", ")) are those of the day on which it was computed"
    self.leftOut = leftOut ?? []
  }
}

extension ExportRequest {
  /// nil if the period was not reconstructed.
  package var reconstructionNotes: ReconstructionNotes? {
    reconstructed == true ? ReconstructionNotes(today: today, leftOut: notReconstructed) : nil
  }
}
