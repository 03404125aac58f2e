internal import Calendars
internal import Reports
internal import Runs
internal import Schedules

/// The JSON of `plan --json`. Keys are only added, never renamed or removed.
struct PlanDocument: Encodable {
  struct PlannedStep: Encodable {
    let action: String
    let report: String?
    let formats: [String]?
  }

  struct Entry: Encodable {
    let tenant: String
    let schedule: String
    let period: PeriodDocument
    /// What the reports look at. Absent only if tzdata does not have the zone in which the period was counted.
    let window: PeriodDocument?
    let revision: Int
    let reason: String
    let restateReason: String?
    /// Present if the window was not over at the end of the period, which is past: the numbers are the CRM's of today.
    let readsTodaysCRM: Bool?
    /// Present if it is computed as things stood at the end of the period, from the history of stages.
    let reconstructed: Bool?
    /// The schedule's reports that a reconstruction leaves out. Absent if there are none.
    let notReconstructed: [NotReconstructed]?
    /// Present if the CRM would be read after the next period was due, and `backfill --as-it-was` could compute the period.
    let couldBeReconstructed: Bool?
    /// Present if a report counts what became of the period's deals after its end.
    let outcomesUntil: String?
    let steps: [PlannedStep]
  }

  struct UntouchedPeriod: Encodable {
    let tenant: String
    let schedule: String
    let period: PeriodDocument
    let window: PeriodDocument?
    let revision: Int
    let state: String
    /// Present if it is, or is to be, computed as things stood at the end of the period.
    let reconstructed: Bool?

    init(_ occurrence: Occurrence, of tenant: String) {
      self.tenant = tenant
      schedule = occurrence.key.schedule
      period = PeriodDocument(occurrence.period)
      window = occurrence.window.map(PeriodDocument.init)
      revision = occurrence.key.revision
      state = occurrence.state.rawValue
      reconstructed = occurrence.isReconstructed ? true : nil
    }
  }

  /// A period that is not computed yet.
  struct Waiting: Encodable {
    let tenant: String
    let schedule: String
    let period: PeriodDocument
    let window: PeriodDocument?
    let revision: Int
    /// Absent if nobody knows, as for a period that waits for the CRM's tables to be complete.
    let until: String?
    /// Present if the CRM's tables must first be complete up to an instant, which is this one.
    let needsSourceUntil: String?
    /// Up to when they are. Absent also if nobody knows.
    let sourceCompleteUntil: String?
    let failures: Int
    let error: String?
    /// Present if it is to be computed as things stood at the end of the period.
    let reconstructed: Bool?

    init(_ waiting: WaitingOccurrence, of tenant: String) {
      let occurrence = waiting.occurrence
      self.tenant = tenant
      schedule = occurrence.key.schedule
      period = PeriodDocument(occurrence.period)
      window = occurrence.window.map(PeriodDocument.init)
      revision = occurrence.key.revision
      until = waiting.until?.description
      if case .source(let freshness, let needed) = waiting.cause {
        needsSourceUntil = needed.description
        sourceCompleteUntil = if case .until(let reached) = freshness { reached.description } else { nil }
      } else {
        needsSourceUntil = nil
        sourceCompleteUntil = nil
      }
      failures = occurrence.failures
      error = occurrence.errorMessage
      reconstructed = occurrence.isReconstructed ? true : nil
    }
  }

  /// Periods that were asked for and are not computed.
  struct Refused: Encodable {
    let tenant: String
    let schedule: String
    /// Empty if it is about all periods.
    let periods: [PeriodDocument]
    let reason: String
  }

  let at: String
  let occurrences: [Entry]
  let waiting: [Waiting]
  let skipped: [UntouchedPeriod]
  /// Recorded as due; the next run computes them.
  let deferred: [UntouchedPeriod]
  /// Requested, but nothing is done: see `TenantPlan.untouched`.
  let leftAlone: [UntouchedPeriod]
  let refused: [Refused]
  let boundaryShifts: [BoundaryShiftDocument]
  /// For a restatement: by period and report, what it would change.
  let changes: [DiffDocument]?

  /// The reports that the schedule had, and whose files a restatement would take away.
  let removedReports: [RestatementPreview.RemovedReport]?

  init(_ plan: Plan, _ preview: RestatementPreview? = nil) {
    changes = preview?.documents
    removedReports = preview?.removedReports
    at = plan.at.description
    occurrences = plan.tenants.flatMap { tenant in
      tenant.occurrences.map { planned in
        Entry(
          tenant: tenant.tenant.slug, schedule: planned.schedule.name,
          period: PeriodDocument(planned.occurrence.period),
          window: planned.occurrence.window.map(PeriodDocument.init),
          revision: planned.occurrence.key.revision,
          reason: planned.reason.rawValue, restateReason: planned.occurrence.restateReason,
          readsTodaysCRM: planned.readsTodaysCRM ? true : nil,
          reconstructed: planned.occurrence.isReconstructed ? true : nil,
          notReconstructed: planned.notReconstructed.isEmpty ? nil : planned.notReconstructed,
          couldBeReconstructed: planned.couldBeReconstructed(from: tenant.historyStart) ? true : nil,
          outcomesUntil: planned.outcomesUntil?.description,
          steps: planned.steps.map { step in
            switch step {
            case .compute(let request):
              PlannedStep(action: "compute", report: request.report.type, formats: nil)
            case .publish(let exports, let views):
              PlannedStep(
                action: "publish", report: nil, formats: exports.map(\.rawValue) + views.map(\.rawValue))
            }
          })
      }
    }
    waiting = plan.tenants.flatMap { tenant in
      tenant.waiting.map { Waiting($0, of: tenant.tenant.slug) }
    }
    func untouched(_ occurrences: (TenantPlan) -> [Occurrence]) -> [UntouchedPeriod] {
      plan.tenants.flatMap { tenant in
        occurrences(tenant).map { UntouchedPeriod($0, of: tenant.tenant.slug) }
      }
    }
    skipped = untouched(\.skipped)
    deferred = untouched(\.deferred)
    leftAlone = untouched(\.untouched)
    refused = plan.tenants.flatMap { tenant in
      tenant.refusals.map { refusal in
        Refused(
          tenant: tenant.tenant.slug, schedule: refusal.schedule,
          periods: refusal.periods.map(PeriodDocument.init), reason: refusal.description)
      }
    }
    boundaryShifts = plan.tenants.flatMap { tenant in
      tenant.shifts.map { BoundaryShiftDocument($0, of: tenant.tenant.slug) }
    }
  }
}
