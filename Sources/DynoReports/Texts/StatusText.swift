internal import DisplayWidth
internal import Runs

/// The text output of `status`.
enum StatusText {
  static func render(_ status: StatusDocument) -> StyledText {
    var lines: [StyledText] = ["Status at \(status.at)"]
    for tenant in status.tenants {
      lines += ["", StyledText("\(tenant.tenant) (\(tenant.timezone))", .heading)]
      let width = tenant.schedules.map(\.schedule.count).max() ?? 0
      for entry in tenant.schedules {
        let name = entry.schedule.padding(to: width)
        let published = "last published \(entry.lastPublished ?? "never")\(entry.mark)"
        let next =
          if entry.isRemoved {
            "no longer in the schedule file"
          } else if !entry.isEnabled {
            "disabled in the schedule file"
          } else {
            "next due \(entry.nextDue ?? "not within two years")"
          }
        lines.append("  \(name)  \(published), \(next)")
        lines += entry.details.map { "    " + $0 }
      }
    }
    return lines.joined
  }
}

extension StatusDocument.Entry {
  /// How the last published period is marked.
  fileprivate var mark: String {
    func isLast(_ marked: [StatusDocument.Marked]) -> Bool { marked.last?.period.label == lastPublished }
    if !reconstructed.isEmpty, isLast(reconstructed) { return " (reconstructed)" }
    return !late.isEmpty && isLast(late) ? " (read late)" : ""
  }

  fileprivate var details: [StyledText] {
    var lines = open.map { open in
      StyledText(
        "\(open.period.label): \(open.reason ?? "left open")\(open.reconstructed == true ? ", reconstructed" : "")"
          + (open.revision > 1 ? ", revision \(open.revision)" : "")
          + (open.waitsUntil.map { ", not before \($0)" } ?? "")
          + (open.error.map {
            open.failures > 1 ? ", failed \(open.failures) times: \($0)" : ", failed: \($0)"
          }
            ?? ""),
        open.error == nil ? nil : .bad)
    }
    lines += incomplete.map {
      StyledText(
        "\($0.period.label): published, but \(counted($0.failedRuns, "run")) could not be reported; "
          + "correct the data, then restate" + ($0.reconstructed == true ? " with --as-it-was" : ""), .bad)
    }
    if !reconstructed.isEmpty {
      lines.append(StyledText("reconstructed: \(reconstructed.map(\.period.label).summarized)"))
    }
    if !skipped.isEmpty {
      lines.append(StyledText("skipped: \(skipped.map(\.period.label).summarized)", .doubtful))
    }
    if !missing.isEmpty {
      lines.append(StyledText("missing: \(missing.map(\.period.label).summarized)", .doubtful))
    }
    lines += boundaryShifts.map { StyledText($0.message, .doubtful) }
    let unreadable =
      open.map(\.windowError) + incomplete.map(\.windowError) + late.map(\.windowError)
      + reconstructed.map(\.windowError)
    lines += Set(unreadable.compactMap(\.self)).sorted().map { StyledText($0, .bad) }
    return lines
  }
}
