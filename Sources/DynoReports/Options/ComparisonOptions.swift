internal import ArgumentParser
internal import Foundation
internal import Reports
internal import Schedules

/// Selects what is compared: the facts of one report in one schedule of one tenant.
struct ComparisonOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("The tenant, by slug or id; required if there are several.", valueName: "tenant"),
    completion: .tenants)
  var tenant: String?

  @Option(
    help: ArgumentHelp("The schedule; required if the tenant has several.", valueName: "name"),
    completion: .schedules)
  var schedule: String?

  @Option(
    help: ArgumentHelp("The report; required if the schedule has several.", valueName: "type"),
    completion: .reports)
  var report: String?

  @OptionGroup var folder: ScheduleFolderOption

  /// - Throws: `ValidationError` with the choices, if the options do not select exactly one report.
  func subject() throws -> ComparisonSubject {
    let file = try folder.tenant(called: tenant)
    let scheduled = file.schedules.filter { $0.name == schedule ?? $0.name }
    // The ledger may have a schedule that is no longer in its file.
    guard let name = schedule ?? (scheduled.count == 1 ? scheduled[0].name : nil) else {
      throw Self.choice("--schedule", file.schedules.map(\.name))
    }
    let reports = scheduled.first?.reports.map(\.report) ?? ReportCatalog.product.reports
    let found = report.map { type in ReportCatalog.product.reports.filter { $0.type == type } } ?? reports
    guard let report = found.first, found.count == 1 else {
      throw Self.choice("--report", reports.map(\.type))
    }
    return ComparisonSubject(tenant: file.tenant, schedule: name, report: report)
  }

  private static func choice(_ option: String, _ names: [String]) -> ValidationError {
    ValidationError("\(option) must be one of \(names.joined(separator: ", ")).")
  }
}
