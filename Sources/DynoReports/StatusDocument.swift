internal import Calendars
internal import Runs
internal import Schedules

/// What `status` tells, as JSON and for people.
struct StatusDocument: Encodable {
  struct Open: Encodable {
    let period: String
    /// Absent where no run sees to it: the schedule is no longer in its file.
    let reason: String?
    let error: String?
  }

  struct Entry: Encodable {
    let schedule: String
    /// Not in the schedule file any more; only the ledger knows it.
    let isRemoved: Bool
    let lastPublished: String?
    let open: [Open]
    let skipped: [String]
    let nextDue: String?
    /// How many of the open periods failed when they were last tried.
    let failures: Int

    init(_ status: ScheduleStatus) {
      schedule = status.schedule
      isRemoved = status.isRemoved
      lastPublished = status.lastPublished?.window.label
      open = status.open.map {
        Open(
          period: $0.occurrence.window.label, reason: $0.reason?.rawValue, error: $0.occurrence.errorMessage)
      }
      skipped = status.skipped.map(\.window.label)
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
        lines += entry.open.map {
          "    \($0.period): \($0.reason ?? "left open")\($0.error.map { ", failed: \($0)" } ?? "")"
        }
        if !entry.skipped.isEmpty { lines.append("    skipped: \(entry.skipped.summarized)") }
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension StatusDocument.Entry {
  fileprivate var urgency: Int { failures > 0 ? 0 : open.isEmpty ? (skipped.isEmpty ? 3 : 2) : 1 }
}

extension String {
  func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
