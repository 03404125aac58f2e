import Testing
import TestingDatabase

/// What a page says before its numbers, and in the place of those that there are not.
struct NoteTests {
  private static let schedules = """
      - name: monthly
        period: monthly
        since: 2026-06-01
        reports: [{type: pipeline_overview}, {type: pipeline_coverage, principals: users}, {type: pipeline_stage_funnel}]
        exports: [csv, html]
    """

  private func notes(_ page: PageElement) -> [PageElement] { page.all("div", "notes").flatMap(\.elements) }

  @Test func aPeriodThatWasReadLateSaysSo() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    let page = try published.page("monthly", "2026-08")
    let note = try #require(notes(page).first)
    #expect(note.classes == ["fault"])
    // The day of the reading is the clock's, so it is taken from the ledger.
    let read = try published.database.query(
      """
      SELECT to_char(snapshot_at AT TIME ZONE 'Europe/Berlin', 'FMDD FMMonth YYYY'),
             (snapshot_at AT TIME ZONE 'Europe/Berlin')::date - end_date
      FROM report_occurrence WHERE period_label = '2026-08'
      """)[0].compactMap(\.self)
    #expect(
      note.text
        == "Late. The CRM was read on \(read[0]), \(read[1]) days after the month ended: stages and owners are those of that day."
    )
    #expect(page.all("dl", "facts")[0].all("span", "warn").map(\.text) == ["late"])
  }

  @Test func aReportWithoutRowsSaysWhy() throws {
    let published = try PublishedPages(RichCRM.script, Self.schedules)
    try published.publish()
    #expect(try published.rows("pipeline_overview", "monthly", "2026-06").isEmpty)
    let section = try #require(published.page("monthly", "2026-06").element(id: "overview"))
    #expect(
      section.all("p", "state").map(\.text) == [
        "No rows. No deal was last changed in this window. The file has a header alone."
      ])
    #expect(section.all("table").isEmpty && section.all("b", "warn").isEmpty)
    // Nothing closed is nothing won, which is known.
    let figures = try #require(published.page("monthly", "2026-06").all("section", "figures").first)
    let won = try #require(figures.all("li").first { $0.all("h3")[0].text == "Won" })
    #expect(won.all("p", "value")[0].text == "0" && won.all("p", "change")[0].text == "0 deals")
  }

  /// A reconstruction is late as well, but what it says of stages is of then.
  @Test func aReconstructedPeriodSaysWhatIsOfThenAndWhatIsOfNow() throws {
    let published = try PublishedPages(
      RichCRM.script,
      """
        - name: monthly
          period: monthly
          reports: [{type: pipeline_stage_funnel}, {type: pipeline_overview}, {type: weighted_pipeline}]
          exports: [csv, html]
        - name: quarter
          period: weekly
          window: {current: quarterly}
          reports: [{type: pipeline_stage_funnel}]
          exports: [csv, html]
      """)
    let result = try published.run(
      "backfill", "--as-it-was", "--from", "2026-09-01", "--to", "2026-10-01")
    try #require(result.status == 0, "\(result)")
    let read = try #require(
      published.database.query(
        """
        SELECT to_char(snapshot_at AT TIME ZONE 'Europe/Berlin', 'FMDD FMMonth YYYY')
        FROM report_occurrence WHERE period_label = '2026-09'
        """)[0][0])
    let reason = try #require(
      published.database.query(
        "SELECT request #>> '{not_reconstructed,0,reason}' FROM report_occurrence WHERE period_label = '2026-09'"
      )[0][0])
    let today =
      "amounts, currency, which deals there are, names, stage order, stage probabilities, stage states, which stages there are"
    for (schedule, period, date, leftOut) in [
      ("monthly", "2026-09", "1 October 2026", " Left out: pipeline_overview, as \(reason)."),
      ("quarter", "2026-W39", "28 September 2026", ""),
    ] {
      let page = try published.page(schedule, period)
      #expect(
        notes(page).map(\.text) == [
          "Reconstructed. Deals stand where the history of stages has them at the beginning of \(date). "
            + "As the CRM had it on \(read): \(today).\(leftOut)"
        ])
      #expect(notes(page)[0].classes.isEmpty)
      let facts = try #require(page.all("dl", "facts").first)
      #expect(facts.text.contains(", reconstructed") && !facts.text.contains("late"))
    }
  }

  /// What became of deals counts longer than all else.
  @Test func outcomesThatCountLongerAreSaid() throws {
    let published = try PublishedPages(
      RichCRM.script,
      """
        - name: monthly
          period: monthly
          reports: [{type: pipeline_overview, include_inactive: false}, {type: stage_conversion, follow_up: 30d}]
          exports: [csv, html]
      """)
    try published.publish()
    let page = try published.page("monthly", "2026-09")
    let section = try #require(page.element(id: "conversion"))
    #expect(
      section.all("div", "how")[0].text.hasSuffix(" What became of the deals counts up to 30 Oct 2026."))
    #expect(section.all("p", "finding")[0].text.hasSuffix(" won by 30 Oct 2026."))
    let asOf = try #require(
      page.element(id: "origin")?.all("dd").map(\.text).first { $0.hasPrefix("2026-09-30T22:00:00Z: ") })
    #expect(
      asOf.hasSuffix(
        " counts, but what became of the deals that entered stages: that counts until 2026-10-30T23:00:00Z"))
    // What the schedule leaves out is not 0.
    let overview = try #require(page.element(id: "overview"))
    #expect(overview.all("div", "chart").isEmpty)
    let cells = try PageTable(page, section: "overview").rows
    #expect(!cells.isEmpty && cells.allSatisfy { $0.contains(" | – | – | – | – | ") })
  }

  /// A deal whose amount is no number stops the runs that would add it up.
  @Test func failedRunsAreSaidAtTheTopAndInTheirPlace() throws {
    let published = try PublishedPages(
      RichCRM.script + "UPDATE deal SET amount = 'NaN' WHERE id = md5('deal 48')::uuid;", Self.schedules)
    try published.publish(status: 3)
    let page = try published.page("monthly", "2026-10")
    let failed = try published.database.query(
      """
      SELECT run_id, report_type, error_message FROM report_run
      WHERE status = 'FAILED' AND period_start = '2026-09-30 22:00Z' ORDER BY report_type
      """
    ).map { $0.map { $0 ?? "" } }
    try #require(failed.count > 2)
    let note = try #require(notes(page).first { $0.text.hasPrefix("Not complete.") })
    #expect(note.classes == ["fault"])
    #expect(
      note.text.hasPrefix("Not complete. \(failed.count) runs failed, so their rows are missing. The first: ")
    )
    #expect(page.all("dl", "facts")[0].text.contains("Revision1, \(failed.count) failed runs"))
    // The overview has one run.
    let overview = try #require(failed.first { $0[1] == "pipeline_overview" })
    let state = try #require(page.element(id: "overview")).all("p", "state").map(\.text)
    #expect(state == ["Run failed. \(overview[2]) Run \(overview[0])"])
    // Of coverage, some runs failed: they are in its table.
    let coverage = try PageTable(page, section: "coverage")
    let people = failed.filter { $0[1] == "pipeline_coverage" }
    try #require(!people.isEmpty)
    #expect(coverage.summary.hasSuffix("; \(people.count) \(people.count == 1 ? "run" : "runs") failed"))
    let lines = coverage.rows.filter { $0.hasPrefix("Failed runs | ") }
    #expect(lines.count == people.count)
    #expect(people.allSatisfy { run in lines.contains { $0.hasSuffix("failed: \(run[2]) | \(run[0])") } })
    let listed = try #require(page.element(id: "origin")).all("td", "digest").map(\.text)
    #expect(failed.allSatisfy { listed.contains($0[0]) })
  }
}
