internal import Calendars
internal import Foundation
internal import PostgreSQL
internal import Reports
internal import Schedules

/// The values of a report's parameters, as text.
struct ReportArguments {
  let tenantID: UUID
  /// nil for a run without a window.
  let window: Window?
  let asOf: Instant
  /// Whether deals count as open only if they were created before `asOf`.
  var isOpenOnlyIfCreated = false
  /// nil if the tenant has none.
  var currency: Currency?
  let request: ReportRequest

  /// The values of the parameters that a statement uses; see `ReportParameter`.
  func values(of statement: NamedStatement, _ members: inout CRMMembers) throws -> [String: String?] {
    var values: [ReportParameter: String] = [
      .tenantID: tenantID.uuidString.lowercased(), .periodStart: window?.start?.description ?? "",
      .periodEnd: window?.end.description ?? "", .startDate: window?.startDate?.description ?? "",
      .endDate: window?.endDate.description ?? "", .asOf: asOf.description,
      .countedUntil: window.map { min($0.end, asOf).description } ?? "",
      .createdBefore: isOpenOnlyIfCreated ? asOf.description : "",
      .currency: currency?.code ?? "", .otherCurrencies: currency?.others.rawValue ?? "",
    ]
    var flags: [String: String] = [:]
    for option in request.report.options {
      switch request.value(of: option) {
      case .flag(let flag): flags[option.name] = String(flag)
      case .pipelines(let ids):
        values[.pipelineSelection] = "listed"
        values[.pipelines] = Self.array(ids)
      case .principals(let principals):
        let listed = Set(principals)
        let unknown = try members.unknown(among: listed)
        (values[.users], values[.groups]) = (listed.array(of: .user), listed.array(of: .group))
        (values[.unknownUsers], values[.unknownGroups]) = (
          unknown.array(of: .user), unknown.array(of: .group)
        )
      case .keyword(let keyword):
        if case .pipelines = option.kind {
          values[.pipelineSelection] = keyword
          if statement.names(.pipelines) {
            values[.pipelines] = keyword == ReportOption.combined ? "{NULL}" : try members.array(.pipelines)
          }
        } else if statement.names(.users) || statement.names(.groups) {
          values[.users] = keyword == PrincipalKeyword.groups.rawValue ? "{}" : try members.array(.users)
          values[.groups] = keyword == PrincipalKeyword.users.rawValue ? "{}" : try members.array(.groups)
          (values[.unknownUsers], values[.unknownGroups]) = ("{}", "{}")
        }
      }
    }
    if statement.names(.labelIDs) {
      let labels = try members.labels(
        ofUsers: values[.users] ?? "{}", groups: values[.groups] ?? "{}")
      values.merge(labels) { $1 }
    }
    let named = Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
    return named.merging(flags) { first, _ in first }.filter { statement.parameters.contains($0.key) }
  }

  /// Without duplicates, because an id can stand for a run.
  private static func array(_ ids: [UUID]) -> String {
    "{\(Set(ids).map { $0.uuidString.lowercased() }.sorted().joined(separator: ","))}"
  }
}

extension NamedStatement {
  func names(_ parameter: ReportParameter) -> Bool { parameters.contains(parameter.rawValue) }
}
