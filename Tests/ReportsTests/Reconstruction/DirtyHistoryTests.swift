import Foundation
import PostgreSQL
import Testing

/// What the history of stages says where it is not kept well: the rule, and the numbers of deals that runs warn of.
@Suite(.serialized) struct DirtyHistoryTests {
  /// Printed if something differs; set DYNO_REPORTS_TEST_SEED to reproduce it.
  private static let seed =
    ProcessInfo.processInfo.environment["DYNO_REPORTS_TEST_SEED"].flatMap(UInt64.init)
    ?? UInt64.random(in: 1...1_000_000_000)
  private static let note = "DYNO_REPORTS_TEST_SEED=\(seed)"
  /// Every third week: the clock changes twice a year, and each fault lasts for months.
  private static let mondays = LivingCRM.mondays.filter { $0.number % 3 == 0 }

  private let crm = LivingCRM(seed: seed)

  /// Two of three deals have one bad visit. The others stand where they truly stood.
  @Test func spoiledHistories() throws {
    var draw = SplitMix64(seed: Self.seed)
    var spoiled: [SpoiledVisit] = []
    for (number, visits) in Dictionary(grouping: crm.visits, by: \.dealID)
      .sorted(by: { $0.key.precedes($1.key) }).map(\.value).enumerated() where number % 3 > 0
    {
      let fault = SpoiledVisit.Fault.allCases[number % SpoiledVisit.Fault.allCases.count]
      let candidates = visits.compactMap { SpoiledVisit($0, fault) }
      // Mostly where the deal left the pipeline, for a time or for good: elsewhere, the next visit decides.
      let telling = candidates.filter { $0.visit.left != $0.visit.nextEntered }
      let chosen = telling.isEmpty || draw.chance(25) ? candidates : telling
      if !chosen.isEmpty { spoiled.append(draw.pick(chosen)) }
    }
    #expect(Set(spoiled.map(\.fault)).count == SpoiledVisit.Fault.allCases.count, "\(Self.note)")

    let bad = Set(spoiled.map(\.visit))
    let good = crm.visits.filter { !bad.contains($0) }
    let rows = good.map { $0.row(before: LivingCRM.end) } + spoiled.flatMap(\.rows)
    try OracleComparison().read(crm.tables(deals: crm.deals, rows: rows)) { connection in
      var differences = 0
      for monday in Self.mondays {
        let truth = crm.visits.filter { $0.stands(at: monday.instant) }
        let standing =
          good.filter { $0.stands(at: monday.instant) }
          + spoiled.filter { $0.stands(at: monday.instant) }.map(\.visit)
        differences += Set(standing).symmetricDifference(truth).count
        try expect(connection, monday, standing)
        let odd = spoiled.filter { $0.isReported(at: monday.instant) }.map(\.visit)
        try expect(connection, monday, ["deals_with_dirty_history": odd])
      }
      #expect(differences > 50, "\(Self.note)")
    }
  }

  /// Deals that the CRM says were created at another time than they entered their first stage: later, as in an import, or earlier.
  /// The history decides. Deals stand where it says, and runs tell how many of them were not created yet, and, in the pipeline
  /// that they entered first, how many were created and stood nowhere.
  @Test func createdAtAnotherTime() throws {
    var draw = SplitMix64(seed: Self.seed)
    var deals = crm.deals
    for index in deals.indices where draw.chance(50) {
      guard case .at(let created) = deals[index].createdAt else { continue }
      let days = draw.within(-60...60)
      deals[index].createdAt = .at(created + days * CivilText.microsecondsPerDay)
    }
    let created = Dictionary(uniqueKeysWithValues: deals.map { ($0.id, $0.createdAt) })
    let firstVisits = Dictionary(grouping: crm.visits, by: \.dealID).values.compactMap { visits in
      visits.min { $0.entered < $1.entered }
    }
    let rows = crm.visits.map { $0.row(before: LivingCRM.end) }
    try OracleComparison().read(crm.tables(deals: deals, rows: rows)) { connection in
      var (early, late) = (0, 0)
      for monday in Self.mondays {
        func isCreated(_ visit: StageVisit) -> Bool {
          created[visit.dealID].map { $0 < .at(monday.instant) } ?? false
        }
        let standing = crm.visits.filter { $0.stands(at: monday.instant) }
        let notCreated = standing.filter { !isCreated($0) }
        let nowhere = firstVisits.filter { $0.entered >= monday.instant && isCreated($0) }
        try expect(connection, monday, standing)
        try expect(
          connection, monday,
          ["deals_created_after_as_of": notCreated, "deals_without_stage_then": nowhere])
        (early, late) = (early + nowhere.count, late + notCreated.count)
      }
      #expect(early > 20 && late > 20, "\(Self.note)")
    }
  }

  /// That these deals stand where these visits are, in the list of deals and in the rows of the funnel, and, those in open stages,
  /// in the rows of the weighted pipeline.
  private func expect(_ connection: Connection, _ monday: Monday, _ standing: [StageVisit]) throws {
    let note: Comment = "\(Self.note) in week \(monday.number)"
    let deals = Set(standing.map { StandingDeal($0) })
    #expect(try WeeklyReport.allStages.deals(connection, monday) == deals, note)
    for (report, counted) in [
      (WeeklyReport.allStages, standing), (.calibrated, standing.filter(\.stage.isOpen)),
    ] {
      let runs = try report.runs(connection, monday, asItWas: true)
      // In the first weeks nothing calibrates.
      for (pipeline, run) in runs where run.errorMessage == nil {
        let expected = counted.filter { $0.stage.pipelineID.text == pipeline }
        let rows = run.rows.map { ($0["stage_id"] ?? "", Int($0["deal_count"] ?? "") ?? -1) }
        #expect(
          Dictionary(uniqueKeysWithValues: rows)
            == Dictionary(grouping: expected, by: \.stage.id.text).mapValues(\.count), note)
      }
    }
  }

  /// That the runs of the funnel warn of these deals, and of nothing else.
  ///
  /// - Parameter warnings: a visit of each deal, by warning.
  private func expect(
    _ connection: Connection, _ monday: Monday, _ warnings: [String: [StageVisit]]
  ) throws {
    let runs = try WeeklyReport.allStages.runs(connection, monday, asItWas: true)
    for (pipeline, run) in runs {
      let expected = warnings.mapValues { visits in
        visits.count { $0.stage.pipelineID.text == pipeline }
      }
      #expect(
        run.warnings == expected.filter { $0.value > 0 },
        "\(Self.note) \(pipeline) in week \(monday.number)")
    }
  }
}
