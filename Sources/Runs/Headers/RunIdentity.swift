internal import Calendars
internal import Foundation
internal import Reports
internal import Schedules

/// Everything that identifies a run, except the run's own dimensions, which SQL appends.
///
/// The same identity gives the same run ids in every database.
struct RunIdentity {
  let occurrence: Occurrence
  let rule: WindowRule
  /// What the report looks at: what the rule gives for the occurrence's period.
  let window: Window
  let request: ReportRequest
  let asOf: Instant
  /// The tenant's; nil if it has none.
  let currency: Currency?
  /// What follows from the options and the calendar.
  let bounds: [ReportParameter: String]

  var arguments: ReportArguments {
    ReportArguments(
      tenantID: occurrence.key.tenantID, window: window, asOf: asOf,
      isOpenOnlyIfCreated: rule != .completed, isReconstructed: occurrence.isReconstructed,
      currency: currency, bounds: bounds, request: request)
  }

  /// The header's `input_params`, without the run's dimensions.
  var inputParameters: String { get throws { try RunKey.text(parameters) } }

  /// The same as values.
  var parameters: [String: ParameterValue] {
    var parameters: [String: ParameterValue] = [
      "schedule": .text(occurrence.key.schedule),
      "period_kind": .text(window.kind.rawValue),
      "period_start": window.start.map { .text($0.description) } ?? .null,
      "period_end": .text(window.end.description),
      "start_date": window.startDate.map { .text($0.description) } ?? .null,
      "end_date": .text(window.endDate.description),
      "timezone": .text(occurrence.timeZone),
      "as_of": .text(asOf.description),
    ]
    if rule != .completed {
      // Periods that share a window have different runs.
      parameters["window"] = .text("\(rule)")
      parameters["occurrence_start"] = .text(occurrence.key.startColumn)
      parameters["occurrence_end"] = .text(occurrence.key.end.description)
    }
    parameters.isReconstructed = occurrence.isReconstructed
    if let currency {
      parameters["currency"] = .text(currency.code)
      parameters["other_currencies"] = .text(currency.others.rawValue)
    }
    for bound in ReportParameter.recordedBounds {
      parameters[bound.rawValue] = bounds[bound].map { .text($0) }
    }
    for option in request.report.options where request.isRecorded(option) {
      parameters[option.name] = ParameterValue(request.value(of: option))
    }
    return parameters
  }

  /// The statement parameters of a header that follow from the identity.
  var values: [String: String?] {
    get throws {
      try [
        "tenant_id": occurrence.key.tenantID.uuidString.lowercased(),
        "period_start": window.start?.description ?? "", "period_end": window.end.description,
        "run_key_prefix": keyPrefix, "input_params": inputParameters, "report_type": request.report.type,
        "schedule": occurrence.key.schedule, "revision": String(occurrence.key.revision),
        "occurrence_start": occurrence.key.startColumn, "occurrence_end": occurrence.key.end.description,
        "reconstructed": String(occurrence.isReconstructed),
      ]
    }
  }

  /// The text that the run key is a digest of, without the dimensions; see ``RunKey``.
  var keyPrefix: String {
    get throws {
      try RunKey.prefix(
        tenantID: occurrence.key.tenantID, report: request.report.type, revision: occurrence.key.revision,
        inputParameters: inputParameters)
    }
  }
}

extension ParameterValue {
  fileprivate init(_ value: OptionValue) {
    switch value {
    case .keyword(let text): self = .text(text)
    case .flag(let flag): self = .flag(flag)
    case .number(let number): self = .text("\(number)")
    case .days(let days): self = .text("\(days)d")
    case .stages(let ids): self = .list(ids.map { $0.uuidString.lowercased() })
    case .percents(let percents):
      self = .list(percents.map { "\($0.uuidString.lowercased())=\(percentText($1))" }.sorted())
    case .pipelines(let ids): self = .list(ids.map { $0.uuidString.lowercased() }.sorted())
    // Sorted: the order in a schedule file has no meaning.
    case .principals(let principals):
      self = .list(principals.map { "\($0.kind.rawValue) \($0.id.uuidString.lowercased())" }.sorted())
    }
  }
}
