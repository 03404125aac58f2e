/// What a reader of a reconstructed period must know besides its name.
package struct ReconstructionNotes: Sendable, Equatable {
  /// What was taken from the CRM as it was when the period was computed, for readers; empty if that is not recorded.
  package let fromToday: [String]
  /// The schedule's reports that cannot be reconstructed, and were left out.
  package let leftOut: [NotReconstructed]

  /// - Parameter today: as an ``ExportRequest`` has it.
  package init(today: [String]?, leftOut: [NotReconstructed]?) {
    fromToday = (today ?? []).map(Self.words)
    self.leftOut = leftOut ?? []
  }

  /// The same as a clause; nil if there is none.
  package var today: String? {
    fromToday.isEmpty ? nil : "as of the day on which it was computed: \(fromToday.joined(separator: ", "))"
  }

  private static func words(_ name: String) -> String {
    switch name {
    case "deals": "which deals there are"
    case "stages": "which stages there are"
    default: name.replacing("_", with: " ")
    }
  }
}

extension ExportRequest {
  /// nil if the period was not reconstructed.
  package var reconstructionNotes: ReconstructionNotes? {
    reconstructed == true ? ReconstructionNotes(today: today, leftOut: notReconstructed) : nil
  }
}
