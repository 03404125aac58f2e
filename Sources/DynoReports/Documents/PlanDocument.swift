internal import Calendars
internal import Reports
internal import Runs
internal import Schedules

/// The JSON of `plan --json`. Names once published only grow.
struct PlanDocument: Encodable {
  struct Period: Encodable {
    let label: String
    let kind: String
    let start: String?
    let end: String
    let startDate: String?
    let endDate: String

    init(_ window: Window) {
      label = window.label
      kind = window.kind.rawValue
      start = window.start?.description
      end = window.end.description
      startDate = window.startDate?.description
      endDate = window.endDate.description
    }
  }

  struct PlannedStep: Encodable {
    let action: String
    let report: String?
    let formats: [String]?
  }

  struct Entry: Encodable {
    let tenant: String
    let schedule: String
    let period: Period
    let revision: Int
    let reason: String
    let restateReason: String?
    let steps: [PlannedStep]
  }

  struct UntouchedPeriod: Encodable {
    let tenant: String
    let schedule: String
    let period: Period
    let revision: Int
    let state: String

    init(_ occurrence: Occurrence, of tenant: String) {
      self.tenant = tenant
      schedule = occurrence.key.schedule
      period = Period(occurrence.window)
      revision = occurrence.key.revision
      state = occurrence.state.rawValue
    }
  }

  let at: String
  let occurrences: [Entry]
  let skipped: [UntouchedPeriod]
  /// Recorded as due, for the next run.
  let deferred: [UntouchedPeriod]
  /// Asked for and not done: see ``TenantPlan/leftAlone``.
  let leftAlone: [UntouchedPeriod]

  init(_ plan: Plan) {
    at = plan.at.description
    occurrences = plan.tenants.flatMap { tenant in
      tenant.occurrences.map { planned in
        Entry(
          tenant: tenant.tenant.slug, schedule: planned.schedule.name,
          period: Period(planned.occurrence.window), revision: planned.occurrence.key.revision,
          reason: planned.reason.rawValue, restateReason: planned.occurrence.restateReason,
          steps: planned.steps.map { step in
            switch step {
            case .compute(let request):
              PlannedStep(action: "compute", report: request.report.type, formats: nil)
            case .publish(let formats):
              PlannedStep(action: "publish", report: nil, formats: formats.map(\.rawValue))
            }
          })
      }
    }
    skipped = plan.tenants.flatMap { tenant in
      tenant.skipped.map { UntouchedPeriod($0, of: tenant.tenant.slug) }
    }
    deferred = plan.tenants.flatMap { tenant in
      tenant.deferred.map { UntouchedPeriod($0, of: tenant.tenant.slug) }
    }
    leftAlone = plan.tenants.flatMap { tenant in
      tenant.leftAlone.map { UntouchedPeriod($0, of: tenant.tenant.slug) }
    }
  }
}
