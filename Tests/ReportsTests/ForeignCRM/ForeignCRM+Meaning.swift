import Foundation

/// What the rows mean to reports, evaluated from the CRM's own rows. It shares nothing with the views.
extension ForeignCRM {
  var meaning: CRM {
    var crm = CRM(positionType: "integer", probabilityType: "integer", currencyType: "char(3)")
    for organisation in Self.organisations {
      guard let tenantID = UUID(uuidString: organisation.tenantID) else { continue }
      let time = LocalTime(zone: organisation.zone)
      let number = organisation.number
      for phase in phases where processes(number).contains(phase.process) {
        crm.stages.append(
          StageRow(
            tenantID: tenantID, id: Self.id(phase.id), pipelineID: Self.id(phase.process),
            name: String((phase.title ?? "").unicodeScalars.prefix(255).map(Character.init)),
            stageState: ["W": "DONE_SUCCESS", "L": "DONE_FAILED"][phase.outcome ?? ""] ?? "OPEN",
            position: .number(100 * phase.place),
            probability: phase.chance.map { .millionths($0 * 1_000_000) }))
      }
      for row in opportunities where row.organisation == number && !row.isDeleted {
        crm.deals.append(deal(row, tenantID, time))
        if let phase = row.phase {
          crm.stageStates.append(state(row.id, phase, row.phaseSince, nil, tenantID, time))
        }
      }
      let deleted = Set(opportunities.filter(\.isDeleted).map(\.id))
      let kept = changes.filter { $0.organisation == number && !deleted.contains($0.opportunity) }
      for (_, history) in Dictionary(grouping: kept, by: \.opportunity) {
        let sorted = history.sorted { ($0.changed, $0.id) < ($1.changed, $1.id) }
        for (change, next) in zip(sorted, sorted.dropFirst()) {
          crm.stageStates.append(
            state(change.opportunity, change.phase, change.changed, next.changed, tenantID, time))
        }
      }
      crm.labels += labels(number, tenantID)
      crm.targets += quotas.filter { $0.organisation == number }.map { target($0, tenantID) }
    }
    return crm
  }

  /// The number in hexadecimal digits.
  static func id(_ number: Int) -> UUID {
    let digits = String(number, radix: 16)
    let padded = String(repeating: "0", count: 16 - digits.count) + digits
    let text = "00000000-0000-0000-\(padded.prefix(4))-\(padded.dropFirst(4))"
    guard let id = UUID(uuidString: text) else { preconditionFailure("not a UUID: \(text)") }
    return id
  }

  private func deal(_ row: Opportunity, _ tenantID: UUID, _ time: LocalTime) -> DealRow {
    let main = row.rep.flatMap { teams[$0]?.first }
    let others = row.rep.flatMap { teams[$0]?.dropFirst().min() }
    return DealRow(
      tenantID: tenantID, id: Self.id(row.id), pipelineID: row.process.map(Self.id),
      stageID: row.phase.map(Self.id), amount: row.cents.map { .cents(Int128($0)) },
      createdAt: time.instant(row.created), updatedAt: time.instant(row.modified),
      expectedCloseDate: row.expected.map(SourceDate.day),
      closeDate: row.closed.map { .day($0 / CivilText.microsecondsPerDay) },
      ownedByUserID: row.rep.map(Self.id), assignedUserID: nil, ownedByGroupID: main.map(Self.id),
      assignedGroupID: others.map(Self.id), currency: row.currency)
  }

  private func labels(_ organisation: Int, _ tenantID: UUID) -> [LabelRow] {
    func labels(_ kind: String, _ ids: [Int], _ title: (Int) -> String?) -> [LabelRow] {
      ids.map { LabelRow(tenantID: tenantID, kind: kind, id: Self.id($0), name: title($0)) }
    }
    return labels("USER", reps(organisation), Self.name(rep:))
      + labels("GROUP", allTeams(organisation), Self.name(team:))
      + labels("PIPELINE", processes(organisation), Self.name(process:))
  }

  private func state(
    _ deal: Int, _ phase: Int, _ entered: Int, _ exited: Int?, _ tenantID: UUID, _ time: LocalTime
  ) -> StageStateRow {
    StageStateRow(
      tenantID: tenantID, dealID: Self.id(deal),
      pipelineID: Self.id(phases.first { $0.id == phase }?.process ?? 0),
      stageID: Self.id(phase), enteredAt: time.instant(entered), exitedAt: exited.map(time.instant),
      isCurrent: exited == nil)
  }

  private func target(_ quota: Quota, _ tenantID: UUID) -> SalesTargetRow {
    SalesTargetRow(
      tenantID: tenantID, principalType: quota.rep == nil ? "GROUP" : "USER",
      principalID: Self.id(quota.rep ?? quota.team ?? 0), pipelineID: quota.process.map(Self.id),
      periodStart: .day(quota.firstDay), periodEnd: .day(quota.lastDay + 1),
      amount: .cents(Int128(quota.cents)))
  }
}

/// Finds the instant of a local time. Of the two instants of an hour that the clocks repeat, the one in standard time; of
/// an hour that they leave out, the one that standard time would give.
struct LocalTime {
  private let zone: TimeZone

  init(zone: String) {
    guard let zone = TimeZone(identifier: zone) else { preconditionFailure("no zone \(zone)") }
    self.zone = zone
  }

  func instant(_ local: Int) -> SourceInstant { .at(microseconds(local)) }

  func microseconds(_ local: Int) -> Int {
    func offset(_ instant: Int) -> Int {
      zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant / 1_000_000))) * 1_000_000
    }
    let january = offset(CivilText.day(2026, 1, 15) * CivilText.microsecondsPerDay)
    let inStandardTime = local - january
    if offset(inStandardTime) == january { return inStandardTime }
    let inSummer = inStandardTime - 3_600_000_000
    return offset(inSummer) == january ? inStandardTime : inSummer
  }
}
