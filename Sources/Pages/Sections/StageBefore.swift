/// How many deals stand in the stage before an open one; stages of one rank stand side by side.
struct StageBefore {
  let deals: Int

  /// - Parameter open: the rows of the open stages of its pipeline. A stage without deals has none.
  /// - Returns: nil for the first stage, for one without a rank, for a closed one, and where a stage between has no row.
  init?(_ stage: FactRow, in open: [FactRow]) {
    guard stage.isOfOpenStage, let rank = Self.rank(stage) else { return nil }
    guard let previous = open.compactMap(Self.rank).filter({ $0 < rank }).max() else { return nil }
    let before = open.filter { Self.rank($0) == previous }
    // A rank is 1 + the number of stages before it.
    guard previous + before.count == rank else { return nil }
    deals = before.count("deal_count")
  }

  private static func rank(_ row: FactRow) -> Int? { row["stage_rank"].flatMap { Int($0) } }
}
