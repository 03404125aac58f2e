internal import Calendars
internal import Runs
internal import Schedules

/// What `status` tells, as JSON and for people.
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

  var text: String {
    var lines = ["Status at \(at)"]
    for tenant in tenants {
      lines += ["", "\(tenant.tenant) (\(tenant.timezone))"]
      let width = tenant.schedules.map(\.schedule.count).max() ?? 0
      for entry in tenant.schedules {
        let name = entry.schedule.padding(to: width)
        let published = "last published \(entry.lastPublished ?? "nothing")"
        let next =
          entry.isRemoved
          ? "no longer in the schedule file" : "next due \(entry.nextDue ?? "not within two years")"
        lines.append("  \(name)  \(published), \(next)")
        lines += entry.details.map { "    " + $0 }
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension StatusDocument.Entry {
  fileprivate var details: [String] {
    var lines = open.map { open in
      "\(open.period.label): \(open.reason ?? "left open")"
        + (open.revision > 1 ? ", revision \(open.revision)" : "")
        + (open.waitsUntil.map { ", not before \($0)" } ?? "")
        + (open.error.map { open.failures > 1 ? ", failed \(open.failures) times: \($0)" : ", failed: \($0)" }
          ?? "")
    }
    lines += incomplete.map {
      "\($0.period.label): published, but \(counted($0.failedRuns, "run")) could not be reported; mend the data, "
        + "then restate"
    }
    if !skipped.isEmpty { lines.append("skipped: \(skipped.map(\.label).summarized)") }
    if !missing.isEmpty { lines.append("missing: \(missing.map(\.label).summarized)") }
    return lines
  }

  fileprivate var urgency: Int {
    if failures > 0 { return 0 }
    if !incomplete.isEmpty { return 1 }
    if !open.isEmpty { return 2 }
    return skipped.isEmpty && missing.isEmpty ? 4 : 3
  }
}

extension String {
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
