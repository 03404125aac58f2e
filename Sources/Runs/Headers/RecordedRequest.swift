package import Calendars
internal import Foundation
package import Reports
internal import Schedules

/// What a report was asked, read back from the parameters that its runs recorded: the same options, window and bounds, whatever
/// the schedule file says now.
package struct RecordedRequest: Sendable {
  /// A recorded parameter that this program cannot read.
  package struct Unreadable: Error, CustomStringConvertible {
    let report: String
    let parameter: String

    package var description: String {
      "the recorded parameter \(parameter) of \(report) cannot be read by this version of dyno-reports; use a newer one"
    }
  }

  package let request: ReportRequest
  package let window: Window
  package let asOf: Instant
  /// nil if the tenant had none.
  let currency: Currency?
  private let isOpenOnlyIfCreated: Bool
  /// Whether as things stood at ``asOf``, from the history of stages.
  let isReconstructed: Bool
  private let bounds: [ReportParameter: String]

  /// - Parameters:
  ///   - parameters: the header's `input_params`, or the same without the dimensions of the run.
  ///   - label: of the window.
  /// - Throws: ``Unreadable``
  package init(
    _ report: Report, _ parameters: [String: ParameterValue], label: String = ""
  ) throws(Unreadable) {
    func read<Value>(_ name: String, _ value: Value?) throws(Unreadable) -> Value {
      guard let value else { throw Unreadable(report: report.type, parameter: name) }
      return value
    }
    func instant(_ name: String) -> Instant? { parameters.text(name).flatMap(Instant.init(iso8601:)) }
    func date(_ name: String) -> CivilDate? { parameters.text(name).flatMap(CivilDate.init(iso:)) }
    let kind = parameters.text("period_kind").flatMap(WindowKind.init(rawValue:))
    window = Window(
      kind: try read("period_kind", kind), label: label, startDate: date("start_date"),
      endDate: try read("end_date", date("end_date")), start: instant("period_start"),
      end: try read("period_end", instant("period_end")))
    asOf = try read("as_of", instant("as_of"))
    isOpenOnlyIfCreated = parameters["window"] != nil
    isReconstructed = parameters.isReconstructed
    if isReconstructed, !report.reconstruction.isPossible {
      throw Unreadable(report: report.type, parameter: "reconstructed")
    }
    currency = try parameters.text("currency").map { code throws(Unreadable) in
      let others = parameters.text("other_currencies").flatMap(Currency.Others.init(rawValue:))
      return Currency(code: code, others: try read("other_currencies", others))
    }
    var options: [String: OptionValue] = [:]
    for option in report.options {
      guard let value = parameters[option.name] else { continue }
      options[option.name] = try read(option.name, OptionValue(recorded: value, option.kind))
    }
    request = ReportRequest(report, options: options)
    var bounds: [ReportParameter: String] = [:]
    if request.hasBounds {
      let zone = parameters.text("timezone").flatMap { try? TimeZoneDatabase().rules(for: $0) }
      // Units of the calendar bound only what is recorded.
      let calendar = ReportingCalendar(zone: try read("timezone", zone))
      bounds = request.bounds(window: window, asOf: asOf, calendar)
      for bound in ReportParameter.recordedBounds where bounds[bound] != nil {
        bounds[bound] = try read(bound.rawValue, parameters.text(bound.rawValue))
      }
    }
    self.bounds = bounds
  }

  func arguments(tenantID: UUID) -> ReportArguments {
    ReportArguments(
      tenantID: tenantID, window: window, asOf: asOf, isOpenOnlyIfCreated: isOpenOnlyIfCreated,
      isReconstructed: isReconstructed, currency: currency, bounds: bounds, request: request)
  }
}

extension [String: ParameterValue] {
  fileprivate func text(_ name: String) -> String? {
    if case .text(let text)? = self[name] { text } else { nil }
  }
}

extension OptionValue {
  /// The value that was recorded as this one; nil if it is none of the kind.
  fileprivate init?(recorded value: ParameterValue, _ kind: ReportOption.Kind) {
    switch (kind, value) {
    case (.flag, .flag(let flag)): self = .flag(flag)
    case (.number, .text(let text)):
      guard let number = Int(text) else { return nil }
      self = .number(number)
    case (.days, .text(let text)):
      guard text.hasSuffix("d"), let days = Int(text.dropLast()) else { return nil }
      self = .days(days)
    case (.pipelines, .text(let word)), (.principals, .text(let word)), (.horizon, .text(let word)),
      (.stages, .text(let word)), (.percents, .text(let word)):
      self = .keyword(word)
    case (.pipelines, .list(let items)):
      guard let ids = items.mapped(UUID.init(uuidString:)) else { return nil }
      self = .pipelines(ids)
    case (.stages, .list(let items)):
      guard let ids = items.mapped(UUID.init(uuidString:)) else { return nil }
      self = .stages(ids)
    case (.principals, .list(let items)):
      guard let principals = items.mapped(Principal.init(recorded:)) else { return nil }
      self = .principals(principals)
    case (.percents, .list(let items)):
      let percents = items.mapped { item -> (UUID, Int)? in
        let parts = item.split(separator: "=")
        guard parts.count == 2, let id = UUID(uuidString: String(parts[0])),
          let hundredths = Int(parts[1].filter { $0 != "." })
        else { return nil }
        return (id, hundredths)
      }
      guard let percents else { return nil }
      self = .percents(Dictionary(percents) { first, _ in first })
    default: return nil
    }
  }
}

extension Principal {
  /// From `USER` or `GROUP`, a blank, and the id.
  fileprivate init?(recorded text: String) {
    let parts = text.split(separator: " ")
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])),
      let id = UUID(uuidString: String(parts[1]))
    else { return nil }
    self.init(kind: kind, id: id)
  }
}

extension [String] {
  /// nil if one of them has no value.
  fileprivate func mapped<Value>(_ transform: (String) -> Value?) -> [Value]? {
    let values = compactMap(transform)
    return values.count == count ? values : nil
  }
}
