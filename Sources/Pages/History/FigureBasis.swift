internal import Calendars
internal import Exports
internal import Reports
internal import Runs

/// What the numbers of a report in two periods must have in common, so that their difference says something.
struct FigureBasis {
  private struct Definition: Equatable {
    let report: String
    let version: Int
    let kind: WindowKind
    /// Of a rolling period.
    let days: Int?
  }

  private let currency: String?
  private let definition: Definition
  /// nil if an earlier program computed the period.
  private let methodology: String?
  /// Those that do not vary between periods; nil if they are not known.
  private let parameters: [String: ParameterValue]?
  /// Up to when a forecast looks ahead.
  private let horizon: ParameterValue?

  /// - Returns: nil if the period does not have the report.
  init?(_ presentation: Presentation, in source: ViewSource) throws {
    guard let table = try FactTable(presentation, in: source) else { return nil }
    let (occurrence, period) = (source.occurrence, source.occurrence.period)
    let start = period.kind == .rolling ? period.startDate : nil
    definition = Definition(
      report: table.report.type, version: table.report.version, kind: period.kind,
      days: start.map { period.endDate.daysSinceEpoch - $0.daysSinceEpoch })
    currency = occurrence.request.currency
    methodology = occurrence.request.origin?.methodologyVersion
    let all = table.published?.parameters
    parameters = all?.filter { ![String: ParameterValue].namesThatVary.contains($0.key) }
    horizon = all?[ReportParameter.horizonEnd.rawValue]
  }

  func difference(from other: FigureBasis) -> Figures.Difference? {
    if currency != other.currency { return .currency }
    if definition != other.definition { return .definition }
    if let methodology, let others = other.methodology, methodology != others { return .definition }
    if let parameters, let others = other.parameters, parameters != others { return .definition }
    return horizon == other.horizon ? nil : .horizon
  }
}
