import Foundation
import Reports

/// A pipeline with the open stages A, B and C in order, the won stage W and the lost stage L, and deals that went through it,
/// written as `A 10-02 > B 10-05`: month and day of 2026, or a whole instant. `left 10-07` at the end says when the deal left
/// the pipeline.
struct ConversionCRM {
  static let pipelineID = id("b1be", 1)
  static let tenantID = id("7e4a", 1)
  private static let letters = ["A", "B", "C", "W", "L"]

  var crm = CRM(positionType: "numeric")

  init() {
    for letter in Self.letters { addStage(letter) }
  }

  init(_ deals: (amount: Int128?, path: String)...) {
    self.init()
    for (amount, path) in deals { add(amount, path) }
  }

  /// October 2026 in UTC.
  static func request(followUp days: Int = 0, stages: [String] = []) -> OracleRequest {
    let (start, end) = (CivilText.day(2026, 10, 1), CivilText.day(2026, 11, 1))
    let window = OracleWindow(
      start: start * CivilText.microsecondsPerDay, end: end * CivilText.microsecondsPerDay, startDate: start,
      endDate: end)
    var request = OracleRequest(
      tenantID: tenantID, window: window, asOf: end * CivilText.microsecondsPerDay, pipelines: .all)
    request.bounds.outcomesUntil = (end + days) * CivilText.microsecondsPerDay
    if !stages.isEmpty { request.options["stages"] = .stages(stages.map(stage)) }
    return request
  }

  static func stage(_ letter: String) -> UUID {
    // The order of the ids is not that of the letters.
    id("57a6", 100 - Int(letter.unicodeScalars.first?.value ?? 0))
  }

  mutating func addStage(_ letter: String, _ state: String? = "OPEN", at position: SourcePosition? = nil) {
    let known = ["W": "DONE_SUCCESS", "L": "DONE_FAILED"]
    let place = Self.letters.firstIndex(of: letter).map { SourcePosition.number(100 * $0) }
    crm.stages.append(
      StageRow(
        tenantID: Self.tenantID, id: Self.stage(letter), pipelineID: Self.pipelineID, name: letter,
        stageState: known[letter] ?? state, position: position ?? place))
  }

  mutating func changeStage(_ letter: String, _ change: (inout StageRow) -> Void) {
    for index in crm.stages.indices where crm.stages[index].id == Self.stage(letter) {
      change(&crm.stages[index])
    }
  }

  /// - Parameter amount: in whole units.
  mutating func add(_ amount: Int128?, _ path: String) {
    let dealID = Self.id("dea1", crm.deals.count)
    crm.deals.append(
      DealRow(
        tenantID: Self.tenantID, id: dealID, amount: amount.map { .cents(100 * $0) }, createdAt: .at(0),
        updatedAt: .at(0)))
    var rows: [StageStateRow] = []
    for part in path.replacing(" left", with: " > left").split(separator: " > ") {
      let words = part.split(separator: " ")
      let time = SourceInstant.at(Self.time(words[1]))
      if !rows.isEmpty { (rows[rows.count - 1].exitedAt, rows[rows.count - 1].isCurrent) = (time, false) }
      if words[0] == "left" { continue }
      rows.append(row(of: dealID, in: String(words[0]), at: time))
    }
    crm.stageStates += rows
  }

  /// A current row.
  func row(of dealID: UUID, in letter: String, at time: SourceInstant) -> StageStateRow {
    StageStateRow(
      tenantID: Self.tenantID, dealID: dealID, pipelineID: Self.pipelineID, stageID: Self.stage(letter),
      enteredAt: time, exitedAt: nil, isCurrent: true)
  }

  /// `10-02`, `10-31T12` or microseconds before such a day: `10-01-1us`.
  static func time(_ text: Substring) -> Int {
    let numbers = text.split { "-Tu".contains($0) }.map { Int($0) ?? 0 }
    let day = CivilText.day(2026, numbers[0], numbers[1]) * CivilText.microsecondsPerDay
    if text.contains("T") { return day + numbers[2] * 3_600_000_000 }
    return text.contains("us") ? day - numbers[2] : day
  }

  static func id(_ kind: String, _ number: Int) -> UUID {
    RandomIDs.id(first: 0, kind: kind, number: number)
  }
}
