import Foundation
import Reports

/// Histories that no CRM should have: the rows of a deal one by one, written as `A 09-20 to 10-01 current, B 10-02 unknown`.
///
/// A row is when the deal entered a stage, when it left it, if a time follows `to`, and whether it is marked as current: no,
/// unless it says so; `unknown` is NULL.
extension ConversionCRM {
  /// What was reconstructed: the beginning of 5 October 2026 in UTC.
  static let reconstructed = time("10-05")

  /// Of all pipelines, looking back to the beginning of 25 September, for what counts closed deals.
  static func reconstruction(
    _ options: [String: OptionValue] = [:], includeClosed: Bool = false
  ) -> OracleRequest {
    var request = OracleRequest(
      tenantID: tenantID, window: OracleWindow(start: time("09-28"), end: reconstructed),
      asOf: reconstructed,
      pipelines: .all)
    request.asItWas = true
    request.options = options
    request.flags = ["include_closed": includeClosed]
    // The report reads the horizon, though no row has a bucket of dates.
    request.bounds = OracleBounds(
      asOfDate: CivilText.day(2026, 10, 5), horizonEnd: CivilText.day(2027, 1, 1),
      nextHorizonEnd: CivilText.day(2027, 4, 1), lookBackStart: time("09-25"))
    return request
  }

  /// Options by which each open stage has a chance of one half.
  static let halves: [String: OptionValue] = [
    "probabilities": .percents(
      Dictionary(uniqueKeysWithValues: ["A", "B", "C", "X"].map { (stage($0), 5_000) }))
  ]

  /// Another pipeline, with an open stage X.
  static let otherPipelineID = id("b1be", 2)

  mutating func addOtherPipeline() {
    addStage("X")
    changeStage("X") { $0.pipelineID = Self.otherPipelineID }
  }

  /// - Parameters:
  ///   - amount: in whole units.
  ///   - created: when the deal was created, as in the rows; long before, unless it says so.
  mutating func add(_ amount: Int128?, created: String = "-infinity", rows: String) {
    add(amount.map { .cents(100 * $0) }, created: created, rows: rows)
  }

  mutating func add(_ amount: SourceAmount?, created: String = "-infinity", rows: String) {
    let dealID = Self.id("dea1", crm.deals.count)
    crm.deals.append(
      DealRow(
        tenantID: Self.tenantID, id: dealID, amount: amount, createdAt: Self.instant(created[...]),
        updatedAt: .at(0)))
    for part in rows.split(separator: ", ") {
      let words = part.split(separator: " ")
      var row = row(of: dealID, in: String(words[0]), at: Self.instant(words[1]))
      row.pipelineID = crm.stages.first { $0.id == row.stageID }?.pipelineID ?? row.pipelineID
      row.exitedAt = words.firstIndex(of: "to").map { Self.instant(words[$0 + 1]) }
      row.isCurrent = words.contains("unknown") ? nil : words.contains("current")
      crm.stageStates.append(row)
    }
  }

  private static func instant(_ text: some StringProtocol) -> SourceInstant {
    switch text {
    case "-infinity": .minusInfinity
    case "infinity": .infinity
    default: .at(time(Substring(text)))
    }
  }
}
