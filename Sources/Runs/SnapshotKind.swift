/// How a period came to its numbers. Pages, the index, the status page and workbooks all go by this.
package enum SnapshotKind: Sendable, Equatable {
  /// The CRM was read before the next period was due.
  case timely
  /// The CRM was read later: its numbers are of that day.
  case late
  /// Computed as things stood at the end of the period, from the CRM's history of stages. The CRM was read late for it too, but
  /// nothing is wrong with that: readers are told this alone, with the instant that it is as of.
  case reconstructed

  package init(isLate: Bool, isReconstructed: Bool) {
    self = isReconstructed ? .reconstructed : isLate ? .late : .timely
  }

  /// What it is called; nil if nothing need be said.
  package var name: String? {
    switch self {
    case .timely: nil
    case .late: "late"
    case .reconstructed: "reconstructed"
    }
  }

  /// The same as a clause; nil if nothing need be said.
  package var explanation: String? {
    switch self {
    case .timely: nil
    case .late: "the CRM was read when the next period was due, so later changes are in it"
    case .reconstructed: "deals stand where the CRM's history of stages has them"
    }
  }
}

extension Occurrence {
  package var snapshotKind: SnapshotKind {
    SnapshotKind(isLate: hasLateSnapshot, isReconstructed: isReconstructed)
  }
}
