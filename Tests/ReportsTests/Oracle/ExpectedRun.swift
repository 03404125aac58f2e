/// Why a run must fail (ruling 17).
enum Unreportable: Hashable, Sendable {
  case nanAmount
  case infiniteInstant
  /// A total or an average that its column cannot hold.
  case outOfRange
  /// A stage with a row, but without a name.
  case missingName
  /// A stage with a row, whose name or state has too many characters.
  case longText
  /// An amount in a currency that the tenant's file does not allow.
  case otherCurrency
  /// A stage with a row, whose probability in the CRM is no percentage.
  case badProbability
  /// Rows, but no stage whose chance of winning is known.
  case noProbability
  /// A pipeline with open stages, none of which has a place among the others.
  case noOrder
  /// A closed stage among those that the request puts in order.
  case closedStageListed
}

/// The expected result of one run of a report.
struct ExpectedRun: Hashable, Sendable {
  enum Outcome: Hashable, Sendable {
    /// The fact rows: the columns in the table's order without `run_id` and `tenant_id`, as PostgreSQL
    /// prints them with `TimeZone = UTC`; nil is NULL.
    case succeeded(rows: [[String?]])
    /// Every reason that applies. A message needs to name only one of them.
    case failed(Set<Unreportable>)
  }

  /// The run's own dimensions: none in the overview, the pipeline in the funnel, the principal's type and
  /// id in performance, and in coverage the pipeline (or nil) after these.
  let dimensions: [String?]
  let outcome: Outcome
  /// Counts that are not 0. They are also computed for runs that fail.
  let warnings: [Warning: Int]

  init(dimensions: [String?], outcome: Outcome, warnings: [Warning: Int] = [:]) {
    self.dimensions = dimensions
    self.outcome = outcome
    self.warnings = warnings.filter { $0.value != 0 }
  }
}

/// A warning of a run about dirty data that could still be reported.
enum Warning: String, Sendable {
  /// The number of deals that the run considered and that have several current rows in one pipeline:
  /// `is_current` rows, with a stage that exists, and the same `pipeline_id` in the row itself. Considered
  /// means selected by the deal alone, before anything that depends on which row is chosen:
  /// - overview: the tenant's deals of the wanted pipelines with `updated_at` in the window, before
  ///   `include_inactive`;
  /// - funnel: the tenant's deals with a candidate in the run's pipeline (row and stage both of that
  ///   pipeline), before window and `include_closed`; only that pipeline's candidates are counted;
  /// - performance: the deals counted in `deals_created_count`.
  case severalCurrentStages = "deals_with_several_current_stages"
  /// 1 for a combined coverage run whose principal has, for exactly the period, both targets for a pipeline
  /// and targets without one.
  case bothKindsOfTarget = "principals_with_both_kinds_of_target"
  /// 1 for a run whose principal is listed, but has no deal and no target.
  case unknownPrincipal = "principals_unknown"
  /// 1 for a run of a listed pipeline that has no stages, and for an overview of such a one.
  /// In stage conversion, for a pipeline without open stages.
  case noStages = "pipelines_without_stages"
  /// The number of open stages in the run's pipeline that have no rank, while others have one.
  case stagesWithoutOrder = "stages_without_order"
  /// The number of stages whose state is NULL, in the run's pipeline; in the overview, in its pipelines.
  case stagesWithoutState = "stages_without_state"
  /// The number of deals in another currency than the tenant's whose amount, also if it is NULL, is in a column of money.
  case otherCurrency = "deals_in_other_currency"
  /// The number of stages with a row whose chance of winning is not known.
  case noProbability = "stages_without_probability"
  /// The number of deals that stood in the run's pipeline before they were created.
  case createdLater = "deals_created_after_as_of"
  /// The number of deals that had been created and entered their first stage later: one of the run's pipeline.
  case withoutStageThen = "deals_without_stage_then"
  /// The number of deals with a visit to the run's pipeline that does not fit to the others, or to itself.
  case dirtyHistory = "deals_with_dirty_history"
}

extension Unreportable {
  /// Whether a message names this reason.
  func isNamed(by message: String) -> Bool {
    switch self {
    case .nanAmount: message.contains("not a number")
    case .infiniteInstant: message.contains("infinite time")
    case .outOfRange:
      ["too large", "too long"].contains { message.contains($0) } && !message.contains("characters")
    case .missingName: message.contains("no name")
    case .longText: message.contains("characters")
    case .otherCurrency: message.contains("currency")
    case .badProbability: message.contains("is no number from 0 to 100")
    case .noProbability: message.contains("No stage of this pipeline with open deals")
    case .noOrder: message.contains("have no order")
    case .closedStageListed: message.contains("is closed")
    }
  }
}
