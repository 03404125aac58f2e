internal import Calendars
internal import Runs

/// Explains why a command does nothing for some of the requested periods.
enum UntouchedText {
  /// - Returns: one line per schedule, state and continuous range of periods.
  static func lines(_ occurrences: [Occurrence], of tenant: String, _ mode: RunMode) -> [String] {
    let groups = Dictionary(grouping: occurrences) { occurrence in
      Group(
        schedule: occurrence.key.schedule, state: occurrence.state,
        // The line about a published period does not show the revision.
        revision: occurrence.state == .published ? 1 : occurrence.key.revision,
        source: Source(occurrence, mode))
    }
    return groups.sorted { $0.value[0].key < $1.value[0].key }.flatMap { group, occurrences in
      // One suggested command for two ranges would also include the periods between them.
      occurrences.sorted { $0.key < $1.key }.map(\.period).stretches
        .map { line($0, of: tenant, group, mode) }
    }
  }

  private struct Group: Hashable {
    let schedule: String
    let state: OccurrenceState
    let revision: Int
    let source: Source
  }

  /// From what a published period could be computed again.
  private enum Source: Hashable {
    case crm
    case history
    /// It was read in time, and is to be as things stood then: there is nothing better.
    case none

    init(_ occurrence: Occurrence, _ mode: RunMode) {
      if occurrence.isReconstructed || mode.asItWas && occurrence.hasLateSnapshot {
        self = .history
      } else {
        self = mode.asItWas ? .none : .crm
      }
    }
  }

  private static func line(
    _ windows: [Window], of tenant: String, _ group: Group, _ mode: RunMode
  ) -> String {
    let name = "\(tenant) \(group.schedule) \(windows.map(\.label).summarized)"
    switch (group.state, mode) {
    case (.published, .restate):
      return "\(name): none of the schedule's reports can have a period without a start"
    case (.published, _) where group.source == .none:
      return "\(name): already published, and read from the CRM in time"
    case (.published, _):
      let range = PeriodRange(covering: windows)
      let asItWas = group.source == .history ? "--as-it-was " : ""
      return
        "\(name): already published; to compute it again: dyno-reports restate \(asItWas)--tenant \(tenant) "
        + "--schedule \(group.schedule) --from \(range?.from.description ?? "…") "
        + "--to \(range?.to.description ?? "…") --reason \"…\""
    case (.skipped, _): return "\(name): was skipped, so it cannot be restated; `backfill` computes it"
    default:
      let revision = group.revision > 1 ? "revision \(group.revision) is" : "is"
      let advice =
        group.state == .failed
        ? "`run --retry` tries it again at once, `skip` gives it up" : "the next `run` handles it"
      return "\(name): \(revision) \(group.state.rawValue); \(advice)"
    }
  }
}
