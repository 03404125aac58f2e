/// Something that the rows of a CRM can lack without an error. A report says in ``Report/gaps`` what it then misses.
package enum SourceGap: Sendable {
  /// Deals have no amount.
  case amount
  /// The deal's own `stage_id` is NULL, or the id of no stage.
  case stage
  /// `pipeline_id` is NULL, or no stage has it.
  case pipeline
  /// Deals have no owner and no assignee.
  case principal
  /// Deals have neither of the two close dates.
  case closeDate
  /// Deals have no `created_at`.
  case creation
  /// Deals have no `updated_at`.
  case update
  /// Deals have no current row in `deal_pipeline_stage_state` whose stage exists.
  case currentStage
  /// Deals have no row in `deal_pipeline_stage_state`, current or not, whose stage exists.
  case visit
  /// Current rows are not in the pipeline of their stage.
  case pipelineOfStage
  /// Current rows have no `entered_at`.
  case entry
  /// Current rows have an `exited_at`, although their stage is open.
  case openEnd
  /// There are no targets.
  case target
}
