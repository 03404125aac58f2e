internal import Calendars
internal import Exports
internal import Foundation
internal import Reports
internal import Runs

/// Where a page comes from: what tells an auditor how to find the same numbers again.
struct OriginSection {
  static let id = "origin"

  let source: ViewSource
  let period: PagePeriod
  let history: PageHistory
  let rendererVersion: String

  var markup: Markup {
    """
    <section id="\(Self.id)" aria-labelledby="\(Self.id)-title">
    <div class="rail"><h2 id="\(Self.id)-title">Where it comes from</h2><p>Every row of the tables ends with its run id: \
    <code>dyno-reports runs show</code> says all about it.</p></div>
    <div class="main"><dl>\(facts.map { "<dt>\($0)</dt><dd>\($1)</dd>" as Markup })</dl>
    \(totals)\(runs)\(failedRuns)\(files)</div></section>

    """
  }

  private var occurrence: PublishableOccurrence { source.occurrence }

  private var facts: [(String, String)] {
    let request = occurrence.request
    var facts = [
      ("Tenant", occurrence.key.tenantID.uuidString.lowercased()),
      ("Window", bounds(period.window) + ", tzdata \(occurrence.computed.tzdataVersion)"),
      ("Period", "\(period.period.label): \(bounds(period.period))"),
      ("As of", asOf),
      ("Snapshot", "\(occurrence.computed.snapshotAt), the same for all reports of this page"),
      ("Revision", String(occurrence.key.revision)),
    ]
    let methodology = request.origin.map {
      "dyno-reports \($0.softwareVersion), methodology \($0.methodologyVersion), "
    }
    facts.append(("Software", "\(methodology ?? "")page renderer \(rendererVersion)"))
    let others = occurrence.hasOtherCurrencies ? "; amounts in other currencies are added as they are" : ""
    facts.append(("Currency", request.currency.map { $0 + others } ?? "none is set"))
    if let first = history.earlier.first, let last = history.earlier.last {
      let span = history.earlier.count == 1 ? first.label : "\(first.label) to \(last.label)"
      facts.append(("Earlier periods", "from the facts of \(span), as they were when this page was made"))
    }
    let warnings = (request.warnings ?? [:]).sorted { $0.key < $1.key }
    if !warnings.isEmpty { facts.append(("CRM", warnings.map(words).joined(separator: "; "))) }
    return facts
  }

  /// Outcomes are the one thing that can count later.
  private var asOf: String {
    let outcomes = occurrence.reports.lazy.compactMap { Outcomes($0, of: period) }.first
    return "\(period.asOf): nothing that happened then or later counts"
      + (outcomes.map { ", but what became of the deals that entered stages: that counts until \($0.end)" }
        ?? "")
  }

  private func bounds(_ window: Window) -> String {
    let start = window.startDate.map { "\($0) inclusive" } ?? "from the beginning"
    let instants = window.start.map { "\($0)" } ?? "the beginning"
    return "\(start) to \(window.endDate) exclusive (\(instants) to \(window.end))"
  }

  /// `2 deals with several stages`
  private func words(_ kind: String, _ count: Int) -> String {
    "\(ExactNumber(count).grouped()) \(kind.replacing("_", with: " "))"
  }

  // MARK: Tables

  private var totals: Markup {
    let rows: [Markup] = occurrence.reports.flatMap { report -> [Markup] in
      let files = report.files.filter { $0.format == report.files.first?.format }
      return Set(files.flatMap(\.controlTotals.keys)).sorted().map { column in
        let sum = files.compactMap { $0.controlTotals[column] }.compactMap { ExactNumber($0) }.reduce(
          .zero, +)
        let count = files.map(\.rows).reduce(0, +)
        return """
          <tr><th scope="row"><code>\(report.report)</code></th><td class="t"><code>\(column)</code></td><td>\(count)</td>\
          <td>\(ExactNumber.grouped(sum.digits(2)))</td></tr>
          """
      }
    }
    return table("Control totals", ["Report", "Column"], ["Rows", "Control total"], rows)
  }

  private var runs: Markup {
    let rows: [Markup] = occurrence.reports.compactMap { report in
      report.runs.map { runs in
        let warnings = runs.warnings.sorted { $0.key < $1.key }.map(words).joined(separator: "; ")
        return """
          <tr><th scope="row"><code>\(report.report)</code></th><td class="t">\(warnings.isEmpty ? "none" : warnings)</td>\
          <td>\(ExactNumber(runs.succeeded).grouped())</td><td>\(ExactNumber(runs.failed).grouped())</td>\
          <td class="digest">\(runs.digest)</td></tr>
          """
      }
    }
    return table(
      "Runs", ["Report", "Warnings"], ["Succeeded", "Failed", "Digest of run ids"], rows, id: "warnings")
  }

  private var failedRuns: Markup {
    let rows: [Markup] = occurrence.reports.flatMap { report in
      (report.runs?.failedRuns ?? []).map { run in
        let id = run.dimensions["principal_id"] ?? run.dimensions["pipeline_id"] ?? nil
        return """
          <tr><th scope="row">\(ShownName(nil, id: id).markup)</th><td class="t"><code>\(report.report)</code></td>\
          <td class="t warn">\(run.message)</td><td class="digest">\(run.id)</td></tr>
          """
      }
    }
    return table("Failed runs", ["Who", "Report", "Message", "Run id"], [], rows)
  }

  private var files: Markup {
    let rows: [Markup] = occurrence.reports.flatMap(\.files).map { file in
      """
      <tr><th scope="row"><a href="../../../\(file.path)"><code>\(file.path.split(separator: "/").last.map(String.init) ?? "")</code></a></th><td>\(ExactNumber(file.rows).grouped())</td>\
      <td>\(ExactNumber(file.bytes).grouped())</td><td class="hash">\(file.sha256)</td></tr>
      """
    }
    return table("Data files", ["File"], ["Rows", "Bytes", "SHA-256"], rows, id: "files")
  }

  /// Nothing if there are no rows.
  private func table(
    _ title: String, _ texts: [String], _ numbers: [String], _ rows: [Markup], id: String? = nil
  ) -> Markup {
    guard !rows.isEmpty else { return "" }
    let heads: [Markup] =
      texts.map { "<th scope=\"col\" class=\"t\">\($0)</th>" }
      + numbers.map { "<th scope=\"col\">\($0)</th>" }
    let anchor: Markup = id.map { " id=\"\($0)\"" } ?? ""
    return """
      <h3\(anchor)>\(title)</h3><div class="scroll" role="region" tabindex="0" aria-label="\(title)">\
      <table><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>

      """
  }
}
