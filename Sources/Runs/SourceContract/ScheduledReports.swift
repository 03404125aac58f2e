internal import Reports
internal import Schedules

/// The reports of a tenant's schedules, asked for what they read. What none of them reads cannot make a number wrong.
struct ScheduledReports {
  private let reports: [Report]

  init(_ file: TenantSchedules) {
    reports = file.schedules.flatMap(\.reports).reduce(into: []) { reports, request in
      if !reports.contains(where: { $0.type == request.report.type }) { reports.append(request.report) }
    }
  }

  /// - Parameter sql: how their SQL writes what is read: a table, or a column with the alias of its table.
  /// - Returns: the names of the reports that read it, with commas; nil if there is none.
  func reading(_ sql: String) -> String? {
    let names = reports.filter { $0.reads(sql) }.map(\.type)
    return names.isEmpty ? nil : names.joined(separator: ", ")
  }
}
