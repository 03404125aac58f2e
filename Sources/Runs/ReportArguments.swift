internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports

/// The values of a report's parameters, as text.
struct ReportArguments {
  let tenantID: UUID
  /// nil for a run without a window.
  let window: Window?
  let asOf: Instant
  let request: ReportRequest

  /// By the parameters' names.
  var values: [String: String?] {
    Dictionary(uniqueKeysWithValues: ReportParameter.allCases.map { ($0.rawValue, value(of: $0)) })
  }

  /// Those that a report's own statement names.
  func values(of statement: NamedStatement) -> [String: String?] {
    values.filter { statement.parameters.contains($0.key) }
  }

  private func value(of parameter: ReportParameter) -> String {
    switch parameter {
    case .tenantID: tenantID.uuidString.lowercased()
    case .periodStart: window?.start?.description ?? ""
    case .periodEnd: window?.end.description ?? ""
    case .startDate: window?.startDate?.description ?? ""
    case .endDate: window?.endDate.description ?? ""
    case .asOf: asOf.description
    case .pipelineSelection: selection("pipelines")
    case .listedPipelines: listedPipelines
    case .principalSelection: selection("principals")
    case .listedPrincipals: listedPrincipals
    case .includeInactive: flag("include_inactive")
    case .includeClosed: flag("include_closed")
    }
  }

  private func option(_ name: String) -> OptionValue? {
    request.report.options.first { $0.name == name }.map(request.value)
  }

  private func selection(_ name: String) -> String {
    if case .keyword(let keyword) = option(name) { keyword } else { "listed" }
  }

  private func flag(_ name: String) -> String {
    if case .flag(let value) = option(name) { String(value) } else { "false" }
  }

  private var listedPipelines: String {
    guard case .pipelines(let ids) = option("pipelines") else { return "{}" }
    return "{\(ids.map { $0.uuidString.lowercased() }.joined(separator: ","))}"
  }

  private var listedPrincipals: String {
    guard case .principals(let principals) = option("principals") else { return "[]" }
    let objects = principals.map {
      "{\"type\": \"\($0.kind.rawValue)\", \"id\": \"\($0.id.uuidString.lowercased())\"}"
    }
    return "[\(objects.joined(separator: ", "))]"
  }
}
