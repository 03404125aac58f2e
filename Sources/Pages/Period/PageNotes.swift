internal import Calendars
internal import Exports
internal import Runs

/// What a reader must know before the numbers: that the CRM was read late, that the period was reconstructed or restated, that
/// runs failed.
struct PageNotes {
  let source: ViewSource
  let period: PagePeriod
  let history: PageHistory

  var markup: Markup {
    get throws {
      let notes = [late, lateBefore, try restated, reconstructed, incomplete].compactMap(\.self)
      return notes.isEmpty ? "" : "<div class=\"notes\">\(notes)</div>\n"
    }
  }

  private var occurrence: PublishableOccurrence { source.occurrence }

  private var late: Markup? {
    guard period.reading == .late else { return nil }
    return note(
      "Late.",
      "The CRM was read on \(period.readOn.longWords), \(counted(period.daysLate, "day")) after the "
        + "\(period.period.kind.unit) ended: stages and owners are those of that day.", isFault: true)
  }

  private var lateBefore: Markup? {
    guard period.reading != .late, let label = history.lateBefore else { return nil }
    return note(
      "Changes are from late numbers.",
      "The CRM was read late for \(label), the period before, so its numbers are not quite those of its end.",
      isFault: false)
  }

  private var restated: Markup? {
    get throws {
      guard occurrence.key.revision > 1 else { return nil }
      let reason = occurrence.computed.occurrence.restateReason.map { " Reason: \($0)." } ?? ""
      let before = try source.superseded
      let name = before.map { "revision \($0.key.revision)" } ?? "an earlier revision"
      return note(
        "Restated.",
        "Revision \(occurrence.key.revision) replaces \(name).\(reason)\(before.map(changes) ?? "")",
        isFault: false)
    }
  }

  /// The totals that differ from those of the revision before.
  private func changes(since before: PublishableOccurrence) -> String {
    let changes = occurrence.reports.flatMap { report -> [String] in
      guard let old = before.reports.first(where: { $0.report == report.report }) else { return [] }
      let (now, then) = (report.totals, old.totals)
      return now.sorted { $0.key < $1.key }.compactMap { column, total in
        guard let earlier = then[column], earlier != total else { return nil }
        return " \(report.report) \(column) was \(earlier.grouped(2)), is \(total.grouped(2)) "
          + "(\(total > earlier ? "+" : "")\((total - earlier).grouped(2)))."
      }
    }
    return changes.isEmpty ? " The totals are the same." : changes.joined()
  }

  private var reconstructed: Markup? {
    guard period.reading == .reconstructed, let notes = occurrence.request.reconstructionNotes else {
      return nil
    }
    let today = notes.fromToday
    let leftOut = notes.leftOut.map { "\($0.report), as \($0.reason)" }
    return note(
      "Reconstructed.",
      "Deals stand where the history of stages has them at the beginning of \(period.seenOn.longWords)."
        + (today.isEmpty
          ? "" : " As the CRM had it on \(period.readOn.longWords): \(today.joined(separator: ", ")).")
        + (leftOut.isEmpty ? "" : " Left out: \(leftOut.joined(separator: "; "))."),
      isFault: false)
  }

  private var incomplete: Markup? {
    let failed = occurrence.reports.compactMap(\.runs).filter { $0.failed > 0 }
    guard !failed.isEmpty else { return nil }
    let count = failed.map(\.failed).reduce(0, +)
    let first = failed.lazy.flatMap(\.failedRuns).first
    let one = count == 1
    return note(
      "Not complete.",
      "\(counted(count, "run")) failed, so \(one ? "its rows are" : "their rows are") missing. "
        + (first.map { "\(one ? "" : "The first: ")\($0.message)" } ?? ""), isFault: true)
  }

  private func note(_ word: String, _ text: String, isFault: Bool) -> Markup {
    "<p\(isFault ? " class=\"fault\"" : "" as Markup)><b>\(word)</b> \(text)</p>"
  }
}

extension ManifestReport {
  /// Sums of the money columns over all parts of a file.
  fileprivate var totals: [String: ExactNumber] {
    files.filter { $0.format == files.first?.format }.reduce(into: [:]) { totals, file in
      for (column, total) in file.controlTotals {
        totals[column, default: .zero] += ExactNumber(total) ?? .zero
      }
    }
  }
}
