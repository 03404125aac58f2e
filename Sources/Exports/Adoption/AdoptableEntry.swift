internal import Calendars
internal import Foundation
internal import Reports
internal import Runs

/// An entry of a tree, checked as far as that is possible without its files.
struct AdoptableEntry {
  /// Numbers are added up and multiplied: what is larger was never published.
  private static let numbers = 0...(1 << 40)
  /// zlib makes nothing smaller than this.
  private static let maxCompression = 1_032

  let entry: ManifestEntry
  let isCurrent: Bool
  /// The publication that showed it; nil if its event is not in the feed that the manifest lists.
  let sequence: Int?
  let occurrence: Occurrence
  let window: Window
  let asOf: Instant
  /// The reports, each in the version that computed it, without the headers of the runs.
  let reports: [(published: ManifestReport, definition: Report)]
  /// The headers of the runs; nil if they were not published.
  let headers: (published: ManifestReport, definition: Report)?

  var key: OccurrenceKey { occurrence.key }

  /// - Parameter lastSequence: that of the manifest.
  /// - Throws: ``CannotAdopt``
  init(
    _ entry: ManifestEntry, isCurrent: Bool, lastSequence: Int, tenant: UUID, _ layout: TreeLayout,
    _ catalog: ReportCatalog
  )
    throws
  {
    self.entry = entry
    self.isCurrent = isCurrent
    sequence = entry.sequence.flatMap { $0 <= lastSequence ? $0 : nil }
    guard Self.isPlain(entry), let period = Window(entry.period), let asOf = Instant(iso8601: entry.asOf),
      let window = Window(entry.window ?? entry.period)
    else { throw CannotAdopt(nil, "the manifest says something of it that no program published") }
    self.window = window
    self.asOf = asOf
    occurrence = Occurrence(
      key: OccurrenceKey(
        tenantID: tenant, schedule: entry.schedule, period: period, revision: entry.revision),
      period: period, window: window, timeZone: entry.timezone, state: .published,
      restateReason: entry.restateReason, isReconstructed: entry.reconstructed == true)
    let types = entry.reports.map(\.report)
    guard Set(types).count == types.count else { throw CannotAdopt(nil, "the manifest lists a report twice") }
    var reports: [(ManifestReport, Report)] = []
    var headers: (ManifestReport, Report)?
    for published in entry.reports {
      let definition: Report
      do {
        definition = try catalog.published(published.report, version: published.version)
      } catch {
        throw CannotAdopt(published.files.first?.path, "\(error)")
      }
      if published.report == Report.runHeaders.type {
        headers = (published, definition)
      } else {
        reports.append((published, definition))
      }
    }
    self.reports = reports
    self.headers = headers
    try checkFiles(layout)
  }

  private static func isPlain(_ entry: ManifestEntry) -> Bool {
    func isInstant(_ text: String) -> Bool {
      text.wholeMatch(of: /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z/) != nil
        && Instant(iso8601: text.prefix(19) + "Z") != nil
    }
    return entry.schedule.wholeMatch(of: /[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?/) != nil
      && entry.period.label.wholeMatch(of: /[A-Za-z0-9_\-]{1,21}/) != nil
      && entry.timezone.wholeMatch(of: /[A-Za-z0-9_+\-\/]{1,64}/) != nil
      && entry.tzdataVersion.wholeMatch(of: /[A-Za-z0-9.+\-]{1,40}/) != nil
      && isInstant(entry.snapshotAt) && entry.publishedAt.map(isInstant) ?? true
      && (1...Int(Int32.max)).contains(entry.revision) && numbers.contains(entry.fence ?? 0)
      && numbers.contains(entry.sequence ?? 0)
      && entry.restateReason?.unicodeScalars.contains("\0") != true
  }

  /// Checks what the entry says of its files.
  private func checkFiles(_ layout: TreeLayout) throws {
    for published in entry.reports {
      let runs = published.runs
      guard [runs?.succeeded, runs?.failed].compactMap(\.self).allSatisfy(Self.numbers.contains) else {
        throw CannotAdopt(nil, "the manifest says something of it that no program published")
      }
      var parts: [String: Int] = [:]
      for file in published.files {
        parts[file.format, default: 0] += 1
        let places = ExportFormat(rawValue: file.format).map { format in
          [layout.path(format, published.report, occurrence, isCurrent: isCurrent)]
            + (isCurrent ? [] : [layout.firstReleaseHistory(format, published.report, occurrence)])
        }
        guard
          places?.contains(where: { file.path == TreeLayout.part(parts[file.format] ?? 1, of: $0) }) == true
        else {
          throw CannotAdopt(nil, "the manifest lists a file in a place where it cannot be")
        }
        guard [file.rows, file.bytes, file.rawBytes, file.changedCells].allSatisfy(Self.numbers.contains),
          file.rawBytes <= Self.maxCompression * (file.bytes + 1)
        else { throw CannotAdopt(file.path, "cannot have as many bytes as the manifest says") }
      }
    }
    for view in entry.views ?? [] where view.path != layout.view(view.format, occurrence) || !isCurrent {
      throw CannotAdopt(nil, "the manifest lists a file in a place where it cannot be")
    }
    for view in entry.views ?? []
    where !Self.numbers.contains(view.bytes) || ViewFormat(rawValue: view.format) == nil {
      throw CannotAdopt(view.path, "is of a kind, or a size, that no program published")
    }
  }

  /// What the ledger records of it.
  ///
  /// - Parameters:
  ///   - fence: of its attempt, if the entry does not name it.
  ///   - isNews: whether the next publication is to announce it.
  func adopted(_ origin: RunOrigin?, fence: Int = 1, isNews: Bool = false) throws -> AdoptedOccurrence {
    let data = reports.map(\.published)
    let formats =
      (headers.map { [$0.published] } ?? data).flatMap(\.files).map(\.format)
      + data.flatMap(\.files).map(\.format)
    let stored = data.map { report in
      let runs = (report.runs?.succeeded ?? 0) + (report.runs?.failed ?? 0)
      return (report.report, StoredRuns(runs: runs, rows: report.rows))
    }
    let request = ExportRequest(
      reports: data.map(\.report),
      formats: (formats + (entry.views ?? []).map(\.format)).reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
      },
      versions: Dictionary(data.map { ($0.report, $0.version) }) { first, _ in first },
      formulaGuard: entry.formulaGuard, currency: entry.currency, origin: origin, window: entry.window,
      lateSnapshot: entry.lateSnapshot, reconstructed: entry.reconstructed, today: entry.today,
      notReconstructed: entry.notReconstructed, stored: Dictionary(stored) { first, _ in first },
      warnings: entry.warnings, trustedSources: entry.trustedSources)
    return AdoptedOccurrence(
      occurrence, window: window, asOf: asOf, tzdataVersion: entry.tzdataVersion,
      snapshotAt: entry.snapshotAt,
      fence: entry.fence ?? fence, sequence: isNews ? nil : sequence, publishedAt: entry.publishedAt,
      request: request, files: try JSONText.line(entry.reports),
      views: try entry.views.map { try JSONText.line($0) },
      failedRuns: data.compactMap(\.runs?.failed).reduce(0, +))
  }

  /// The origin that the entry records; nil in version 1.
  var origin: RunOrigin? {
    guard let software = entry.softwareVersion, let methodology = entry.methodologyVersion else { return nil }
    let parameters = reports.compactMap { report in
      report.published.parameters.map { (report.published.report, $0) }
    }
    return RunOrigin(
      softwareVersion: software, methodologyVersion: methodology,
      parameters: Dictionary(parameters) { first, _ in first })
  }

  /// Whether the parameters of all runs are recorded. Of a report without runs, an earlier program recorded none.
  var hasParameters: Bool {
    reports.allSatisfy { report in
      let runs = report.published.runs
      return report.published.parameters != nil || (runs?.succeeded ?? 0) + (runs?.failed ?? 0) == 0
    }
  }

  /// Whether the parameters of runs are those of this period and window.
  func isDescribed(by parameters: [String: ParameterValue]) -> Bool {
    func text(_ value: String?) -> ParameterValue { value.map { .text($0) } ?? .null }
    let expected: [String: ParameterValue] = [
      "schedule": .text(key.schedule), "period_kind": .text(window.kind.rawValue),
      "period_start": text(window.start?.description), "period_end": .text(window.end.description),
      "start_date": text(window.startDate?.description), "end_date": .text(window.endDate.description),
      "timezone": .text(occurrence.timeZone), "as_of": .text(asOf.description),
    ]
    let own: [String: ParameterValue] = [
      "occurrence_start": .text(key.startColumn), "occurrence_end": .text(key.end.description),
    ]
    return expected.allSatisfy { parameters[$0.key] == $0.value }
      && own.allSatisfy { parameters[$0.key] ?? $0.value == $0.value }
      && parameters.isReconstructed == occurrence.isReconstructed
      && parameters["currency"] == entry.currency.map { .text($0) }
  }
}
