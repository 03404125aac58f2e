extension FactRow {
  var isOfWonStage: Bool { self["stage_state"] == "DONE_SUCCESS" }
  /// Whether its stage is neither won nor lost.
  var isOfOpenStage: Bool { !isOfWonStage && self["stage_state"] != "DONE_FAILED" }
}

extension Sequence<FactRow> {
  func total(_ column: String) -> ExactNumber { reduce(.zero) { $0 + $1.amount(column) } }
  func count(_ column: String) -> Int { reduce(0) { $0 + $1.count(column) } }
}
