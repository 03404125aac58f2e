/// Whether a report can be computed for a past instant as things stood then, from the history of stages alone.
package enum Reconstruction: Sendable, Hashable {
  case possible
  /// - Parameter because: what today's CRM does not know of then: a clause, without a full stop.
  case impossible(because: String)

  package var isPossible: Bool { self == .possible }

  /// What a reconstructed report takes from the CRM as it is when it is computed, because the history does not have it.
  package static let today = [
    "amounts", "currency", "deals", "names", "stage_order", "stage_probabilities", "stage_states", "stages",
  ]
}
