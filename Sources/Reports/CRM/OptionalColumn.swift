/// A column of the CRM that reports use where it is there.
package enum OptionalColumn: String, CaseIterable, Sendable {
  /// Of any type. Orders the stages of a pipeline.
  case stagePosition = "stage_position"
  /// A percentage: a number from 0 to 100, of any type. The chance of winning a deal in the stage.
  case stageProbability = "stage_probability"
  /// The currency of the deal's amount. Read for tenants that have a currency of their own.
  case dealCurrency = "deal_currency"

  package var table: String {
    switch self {
    case .stagePosition, .stageProbability: "pipeline_stage"
    case .dealCurrency: "deal"
    }
  }

  package var name: String {
    switch self {
    case .stagePosition: "position"
    case .stageProbability: "probability"
    case .dealCurrency: "currency"
    }
  }
}
