internal import Runs

/// The text output of `status`.
enum StatusText {
  static func render(_ status: StatusDocument) -> String {
    var lines = ["Status at \(status.at)"]
    for tenant in status.tenants {
      lines += ["", "\(tenant.tenant) (\(tenant.timezone))"]
      let width = tenant.schedules.map(\.schedule.count).max() ?? 0
      for entry in tenant.schedules {
        let name = entry.schedule.padding(to: width)
        let isLate = entry.late.last.map { $0.period.label == entry.lastPublished } ?? false
        let published = "last published \(entry.lastPublished ?? "never")" + (isLate ? " (read late)" : "")
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
      "\($0.period.label): published, but \(counted($0.failedRuns, "run")) could not be reported; "
        + "correct the data, then restate"
    }
    if !skipped.isEmpty { lines.append("skipped: \(skipped.map(\.period.label).summarized)") }
    if !missing.isEmpty { lines.append("missing: \(missing.map(\.period.label).summarized)") }
    lines += boundaryShifts.map(\.message)
    let unreadable = open.map(\.windowError) + incomplete.map(\.windowError) + late.map(\.windowError)
    lines += Set(unreadable.compactMap(\.self)).sorted()
    return lines
  }
}
