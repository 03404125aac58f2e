internal import Calendars
internal import Runs
internal import Schedules

/// The JSON of `status`.
struct StatusDocument: Encodable {
  struct Open: Encodable {
    let period: PeriodDocument
    let revision: Int
    let state: String
    /// Absent where no run sees to it: the schedule is no longer in its file.
    let reason: String?
    let error: String?
    /// How often it failed so far.
    let failures: Int
    /// Where it failed and is left alone for a while: not tried again before this instant.
    let waitsUntil: String?
  }

  struct Incomplete: Encodable {
    let period: PeriodDocument
    let revision: Int
    let failedRuns: Int
  }

  struct Entry: Encodable {
    let schedule: String
    /// Not in the schedule file any more; only the ledger knows it.
    let isRemoved: Bool
    let lastPublished: String?
    let open: [Open]
    /// Published, with runs that could not be reported.
    let incomplete: [Incomplete]
    let skipped: [PeriodDocument]
    /// Between recorded periods, and never recorded.
    let missing: [PeriodDocument]
    let nextDue: String?
    /// How many of the open periods failed when they were last tried.
    let failures: Int

    init(_ status: ScheduleStatus) {
      schedule = status.schedule
      isRemoved = status.isRemoved
      lastPublished = status.lastPublished?.window.label
      open = status.open.map { open in
        Open(
          period: PeriodDocument(open.occurrence.window), revision: open.occurrence.key.revision,
          state: open.occurrence.state.rawValue, reason: open.reason?.rawValue,
          error: open.occurrence.errorMessage, failures: open.occurrence.failures,
          waitsUntil: open.waitsUntil?.description)
      }
      incomplete = status.incomplete.map {
        Incomplete(
          period: PeriodDocument($0.window), revision: $0.key.revision, failedRuns: $0.failedRuns)
      }
      skipped = status.skipped.map { PeriodDocument($0.window) }
      missing = status.missing.map(PeriodDocument.init)
      nextDue = status.nextDue?.description
      failures = open.filter { $0.error != nil }.count
    }
  }

  struct Tenant: Encodable {
    let tenant: String
    let timezone: String
    let schedules: [Entry]

    /// Failures first, then what is open, then what is in order.
    init(_ slug: String, _ timeZone: String, _ statuses: [ScheduleStatus]) {
      tenant = slug
      timezone = timeZone
      schedules = statuses.map(Entry.init).sorted { $0.urgency < $1.urgency }
    }
  }

  let at: String
  let tenants: [Tenant]
}

extension StatusDocument.Entry {
  fileprivate var urgency: Int {
    if failures > 0 { return 0 }
    if !incomplete.isEmpty { return 1 }
    if !open.isEmpty { return 2 }
    return skipped.isEmpty && missing.isEmpty ? 4 : 3
  }
}
