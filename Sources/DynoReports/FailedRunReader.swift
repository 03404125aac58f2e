internal import Exports
internal import Foundation
internal import Pages
internal import PostgreSQL
internal import Runs
internal import Schedules

/// Reads the failed runs that the status page names: the first of each report, of the newest periods.
struct FailedRunReader {
  private let tenant: Tenant
  private let ledger: Ledger
  private let history: RunHistory

  init(_ tenant: Tenant, _ database: Database, _ connection: Connection) {
    self.tenant = tenant
    ledger = Ledger(database, connection)
    history = RunHistory(database, connection)
  }

  func failedRuns(of schedules: [ScheduleStatus]) throws -> [OccurrenceKey: FailedRunList] {
    var lists: [OccurrenceKey: FailedRunList] = [:]
    for occurrence in schedules.flatMap({ $0.incomplete.suffix(FailedRunList.maxPeriods) }) {
      lists[occurrence.key] = try list(of: occurrence)
    }
    return lists
  }

  /// - Returns: nil if the ledger's row cannot be read.
  private func list(of occurrence: Occurrence) throws -> FailedRunList? {
    do {
      guard let computed = try ledger.computedOccurrence(occurrence.key) else { return nil }
      let reports = try PublishableOccurrence(computed).reports
      return FailedRunList(
        try reports.flatMap { report in
          try runs((report.runs?.failedRuns ?? []).prefix(FailedRunList.maxOfReport), of: report.report)
        }, count: occurrence.failedRuns)
    } catch is UnreadableOccurrence {
      return nil
    }
  }

  private func runs(_ failed: some Sequence<FailedRun>, of report: String) throws -> [FailedRunList.Run] {
    let headers = try failed.map { run in
      (run, try UUID(uuidString: run.id).flatMap { try history.runs(from: $0, to: $0, of: tenant.id).first })
    }
    let names = try history.names(of: headers.compactMap(\.1), tenant.id)
    return headers.map { run, header in
      let about = header.map { header in
        RunText.about(
          RunDocument(header, tenant: tenant, names: names[header.id], occurrence: nil), showsIDs: false)
      }
      return FailedRunList.Run(
        report: report, about: about.flatMap { $0.isEmpty ? nil : $0.joined(separator: " ") },
        message: run.message)
    }
  }
}
