import Calendars
import Testing

@testable import Pages

/// What sections about stages and pipelines say in one sentence, for none, one and several.
struct PipelineFindingTests {
  // MARK: Stages now

  private func stage(_ name: String, _ state: String, deals: Int, days: String?) -> FactRow {
    FactRow([
      "stage_id": "id of \(name)", "stage_name": name, "stage_state": state, "deal_count": "\(deals)",
      "avg_age_days": days,
    ])
  }

  @Test func openDeals() throws {
    let won = stage("Won", "DONE_SUCCESS", deals: 9, days: "900")
    let lost = stage("Lost", "DONE_FAILED", deals: 8, days: "800")
    let early = stage("Early", "OPEN", deals: 2, days: "10.5")
    let late = stage("Late", "OPEN", deals: 3, days: "12.4")
    func text(_ rows: FactRow...) throws -> String {
      try StagesFinding(rows: rows + [won, lost]).markup.plainText()
    }
    #expect(try text() == "No deal is open.")
    #expect(try text(stage("Early", "OPEN", deals: 0, days: nil)) == "No deal is open.")
    #expect(
      try text(stage("Early", "OPEN", deals: 1, days: "1.2")) == "1 open deal, in Early for 1 day.")
    #expect(try text(early) == "2 open deals, all in Early, for 11 days on average.")
    #expect(
      try text(early, late) == "5 open deals; those in Late have been there longest, 12 days on average.")
    #expect(
      try text(
        early, stage("Late", "OPEN", deals: 1, days: "0.5"), stage("Old", "OPEN", deals: 1, days: "40"))
        == "4 open deals; the one in Old has been there longest, 40 days.")
    #expect(try text(stage("Early", "OPEN", deals: 2, days: nil)) == "2 open deals.")
  }

  // MARK: Stages in motion

  /// - Parameter new: the deals that are new in the pipeline.
  private func entered(
    _ pipeline: String, _ state: String, new: Int, reached: Int, entered: Int = 0, lost: Int = 0
  ) -> FactRow {
    FactRow([
      "pipeline_id": pipeline, "stage_state": state, "pipeline_entered_count": "\(new)",
      "reached_count": "\(reached)", "entered_count": "\(entered)", "lost_count": "\(lost)",
      "entered_amount": "\(entered * 100).50",
    ])
  }

  private func conversion(_ rows: [FactRow], _ until: CivilDate? = nil) throws -> String {
    try ConversionFinding(rows: rows, outcomesUntil: until).markup.plainText()
  }

  @Test func newDealsThatWereWon() throws {
    func pipeline(new: Int, won: Int) -> [FactRow] {
      [
        entered("a", "OPEN", new: new, reached: new, entered: 50, lost: 7),
        entered("a", "OPEN", new: new, reached: won + 1, entered: 40, lost: 6),
        entered("a", "DONE_SUCCESS", new: new, reached: won, entered: 30, lost: 5),
      ]
    }
    #expect(try conversion(pipeline(new: 1, won: 0)) == "The one new deal was not won.")
    #expect(try conversion(pipeline(new: 1, won: 1)) == "The one new deal was won.")
    #expect(try conversion(pipeline(new: 1_200, won: 0)) == "None of 1,200 new deals was won.")
    #expect(try conversion(pipeline(new: 1_200, won: 1)) == "1 of 1,200 new deals was won.")
    #expect(try conversion(pipeline(new: 12, won: 2)) == "2 of 12 new deals were won.")
    let until = try #require(CivilDate(iso: "2026-10-30"))
    #expect(try conversion(pipeline(new: 12, won: 2), until) == "2 of 12 new deals were won by 30 Oct 2026.")
    #expect(try conversion(pipeline(new: 1, won: 0), until) == "The one new deal was not won by 30 Oct 2026.")
  }

  /// What is the same in several rows counts once, and only pipelines in which a deal can be won count.
  @Test func newDealsOfSeveralPipelines() throws {
    let rows = [
      entered("a", "OPEN", new: 10, reached: 10), entered("a", "DONE_SUCCESS", new: 10, reached: 4),
      entered("a", "DONE_SUCCESS", new: 10, reached: 4), entered("b", "OPEN", new: 5, reached: 5),
      entered("b", "DONE_SUCCESS", new: 5, reached: 2), entered("c", "OPEN", new: 90, reached: 90),
    ]
    #expect(
      try conversion(rows)
        == "6 of 15 new deals were won. 90 more were new in pipelines without a won stage.")
    #expect(
      try conversion([entered("b", "DONE_SUCCESS", new: 0, reached: 0), rows[5]])
        == "90 deals were new, in pipelines without a won stage.")
    #expect(try conversion([rows[5]]) == "90 deals were new; no pipeline has a won stage.")
    #expect(
      try conversion([entered("c", "OPEN", new: 1, reached: 1)])
        == "1 deal was new; no pipeline has a won stage.")
  }

  @Test func noNewDeals() throws {
    func rows(_ entries: Int) -> [FactRow] {
      [
        entered("a", "OPEN", new: 0, reached: 0, entered: entries),
        entered("a", "DONE_SUCCESS", new: 0, reached: 0),
      ]
    }
    #expect(try conversion(rows(0)) == "No deal entered a stage.")
    #expect(try conversion(rows(1)) == "No deal was new; a stage was entered once, by a deal from before.")
    #expect(
      try conversion(rows(1_200)) == "No deal was new; stages were entered 1,200 times, by deals from before."
    )
  }

  /// A deal that passes two won stages of a pipeline is in the rows of both, so they do not add up.
  @Test func wonStagesAddUpOnlyOverPipelines() throws {
    let rows = [
      entered("a", "OPEN", new: 9, reached: 9, entered: 9),
      entered("a", "DONE_SUCCESS", new: 9, reached: 3, entered: 3),
      entered("b", "DONE_SUCCESS", new: 5, reached: 2, entered: 2), entered("c", "OPEN", new: 1, reached: 1),
    ]
    let total = try #require(WonTotal(rows, pipelines: 3))
    #expect(total.count == 5 && total.amount == ExactNumber("501.00"))
    #expect(
      WonTotal(rows + [entered("b", "DONE_SUCCESS", new: 5, reached: 2, entered: 1)], pipelines: 3) == nil)
    #expect(WonTotal([rows[0]], pipelines: 1) == nil)
    // The stages of a fourth pipeline have no order.
    #expect(WonTotal(rows, pipelines: 4) == nil)
    #expect(WonTotal([entered("a", "DONE_SUCCESS", new: 0, reached: 0)], pipelines: 1)?.count == 0)
  }

  // MARK: Won and lost

  private func overview(won: Int = 0, lost: Int = 0, open: Int = 0, hasClosed: Bool = true) throws -> String {
    let counts = [("WON", won), ("LOST", lost), ("OPEN", open)].filter { $0.1 > 0 }
    let rows = counts.map { status, count in
      FactRow(["status": status, "deal_count": "\(count)", "total_amount": "\(count)000.50"])
    }
    return try OverviewFinding(sum: OverviewSum(rows), hasClosed: hasClosed).markup.plainText()
  }

  @Test func wonAndLost() throws {
    #expect(try overview(won: 1, lost: 2, open: 3) == "1,000.50 won with 1 deal, 2.0 k lost with 2.")
    #expect(try overview(won: 2, lost: 1) == "2,000.50 won with 2 deals, 1.0 k lost with 1.")
    #expect(try overview(won: 2) == "2,000.50 won with 2 deals, none lost.")
    #expect(try overview(lost: 1, open: 1) == "No deal was won; 1.0 k lost with 1.")
    #expect(try overview(open: 1) == "No deal was won or lost; 1 open deal worth 1.0 k.")
    #expect(try overview() == "No deal was won or lost; 0 open deals worth 0.")
    // What the schedule leaves out is not 0.
    #expect(try overview(open: 2, hasClosed: false) == "2 open deals worth 2.0 k.")
  }

  // MARK: The stage before

  @Test func sharesAreOfTheStagesOfTheRankBefore() throws {
    func row(_ rank: Int?, _ deals: Int, _ state: String = "OPEN") -> FactRow {
      FactRow(["stage_rank": rank.map(String.init), "deal_count": "\(deals)", "stage_state": state])
    }
    func before(_ open: [FactRow], _ row: FactRow) -> Int? { StageBefore(row, in: open)?.deals }
    let open = [row(1, 10), row(1, 5), row(3, 6), row(4, 3), row(nil, 70)]
    #expect(open.map { before(open, $0) } == [nil, nil, 15, 6, nil])
    // The second stage has no deals, and no row.
    let gap = [row(1, 10), row(3, 6), row(4, 2)]
    #expect(gap.map { before(gap, $0) } == [nil, nil, 6])
    // What is closed is no next stage.
    #expect(before(open, row(5, 900, "DONE_SUCCESS")) == nil)
  }
}
