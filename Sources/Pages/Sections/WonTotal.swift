/// What came to a won stage in the window, by the histories of stages.
struct WonTotal: Equatable {
  let count: Int
  let amount: ExactNumber

  /// - Parameters:
  ///   - rows: of stage conversion, in which a deal counts once for each stage that it enters.
  ///   - pipelines: how many the report was run for.
  /// - Returns: nil if a pipeline has no rows, because its stages have no order: a part is not the whole. Nil too if there is
  ///   no won stage, and if a pipeline has several: a deal that passes two of them is in both rows.
  init?(_ rows: [FactRow], pipelines: Int) {
    let won = rows.filter(\.isOfWonStage)
    guard !won.isEmpty, rows.grouped(by: "pipeline_id").count == pipelines,
      won.grouped(by: "pipeline_id").allSatisfy({ $0.count == 1 })
    else { return nil }
    count = won.count("entered_count")
    amount = won.total("entered_amount")
  }
}
