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
  /// Whether as things stood at `asOf`, from the history of stages.
  var isReconstructed = false
  /// nil if the tenant has none.
  var currency: Currency?
  /// Those of `ReportRequest.bounds`.
  var bounds: [ReportParameter: String] = [:]
  let request: ReportRequest

  /// The values that do not depend on the CRM's rows, nor on the report's options.
  var ownValues: [ReportParameter: String] {
    var values: [ReportParameter: String] = [
      .tenantID: tenantID.uuidString.lowercased(), .periodStart: window?.start?.description ?? "",
      .periodEnd: window?.end.description ?? "", .startDate: window?.startDate?.description ?? "",
      .endDate: window?.endDate.description ?? "", .asOf: asOf.description,
      .countedUntil: window.map { min($0.end, asOf).description } ?? "",
      .createdBefore: isOpenOnlyIfCreated ? asOf.description : "",
      .currency: currency?.code ?? "", .otherCurrencies: currency?.others.rawValue ?? "",
    ]
    let ofBounds: [ReportParameter] = [
      .outcomesUntil, .lookBackStart, .asOfDate, .horizonEnd, .nextHorizonEnd,
    ]
    for parameter in ofBounds { values[parameter] = "" }
    return values.merging(bounds) { $1 }
  }

  /// The values of the parameters that a statement uses; see `ReportParameter`.
  func values(of statement: NamedStatement, _ members: inout CRMMembers) throws -> [String: String?] {
    var values = ownValues
    (values[.stageOrder], values[.percentStages], values[.percents]) = ("{}", "{}", "{}")
    // Parameters with the names of options.
    var options: [String: String] = [:]
    for option in request.report.options {
      switch request.value(of: option) {
      case .flag(let flag): options[option.name] = String(flag)
      case .number(let number): options[option.name] = String(number)
      case .days: continue
      case .stages(let ids): values[.stageOrder] = Self.array(ids)
      case .percents(let percents):
        let sorted = percents.sorted { $0.key.uuidString < $1.key.uuidString }
        options[option.name] = "listed"
        values[.percentStages] = Self.array(sorted.map(\.key))
        values[.percents] = "{\(sorted.map { percentText($0.value) }.joined(separator: ","))}"
      case .pipelines(let ids):
        values[.pipelineSelection] = "listed"
        values[.pipelines] = Self.array(Set(ids).sorted { $0.uuidString < $1.uuidString })
      case .principals(let principals):
        let listed = Set(principals)
        let unknown = try members.unknown(among: listed)
        (values[.users], values[.groups]) = (listed.array(of: .user), listed.array(of: .group))
        (values[.unknownUsers], values[.unknownGroups]) = (
          unknown.array(of: .user), unknown.array(of: .group)
        )
      case .keyword(let keyword):
        switch option.kind {
        case .pipelines:
          values[.pipelineSelection] = keyword
          if statement.names(.pipelines) {
            values[.pipelines] = keyword == ReportOption.combined ? "{NULL}" : try members.array(.pipelines)
          }
        case .principals where statement.names(.users) || statement.names(.groups):
          values[.users] = keyword == PrincipalKeyword.groups.rawValue ? "{}" : try members.array(.users)
          values[.groups] = keyword == PrincipalKeyword.users.rawValue ? "{}" : try members.array(.groups)
          (values[.unknownUsers], values[.unknownGroups]) = ("{}", "{}")
        default: options[option.name] = keyword
        }
      }
    }
    if statement.names(.labelIDs) {
      let labels = try members.labels(
        ofUsers: values[.users] ?? "{}", groups: values[.groups] ?? "{}")
      values.merge(labels) { $1 }
    }
    var named: [String: String?] = Dictionary(
      uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
    for parameter in PlaceQuery.parameters where statement.names(parameter) {
      // Where deals stood once says nothing to a report that asks where they are.
      let places = request.report.countsPlaces || !isReconstructed ? try members.places() : nil
      named[parameter.rawValue] = .some(places?[parameter] ?? nil)
    }
    return named.merging(options) { first, _ in first }.filter { statement.parameters.contains($0.key) }
  }

  private static func array(_ ids: [UUID]) -> String {
    "{\(ids.map { $0.uuidString.lowercased() }.joined(separator: ","))}"
  }
}

extension NamedStatement {
  func names(_ parameter: ReportParameter) -> Bool { parameters.contains(parameter.rawValue) }
}
