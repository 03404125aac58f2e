extension Mutant {
  /// Wrong versions of the pipeline overview.
  static let overview: [Mutant] = [
    // Tenants.
    Mutant(.pipelineOverview, "overview-deal-of-any-tenant", "Reads deals of every tenant."),
    Mutant(.pipelineOverview, "overview-state-of-any-tenant", "Joins stage states by deal alone."),
    Mutant(.pipelineOverview, "overview-stage-of-any-tenant", "Joins stages by id alone."),

    // Window and options.
    Mutant(.pipelineOverview, "overview-end-inclusive", "Counts a deal updated exactly at the window's end."),
    Mutant(
      .pipelineOverview, "overview-start-exclusive",
      "Leaves out a deal updated exactly at the window's start."),
    Mutant(.pipelineOverview, "overview-window-on-created-at", "Applies the window to created_at."),
    Mutant(
      .pipelineOverview, "overview-window-of-utc-dates",
      "Compares the UTC date of updated_at with the period's local dates."),
    Mutant(.pipelineOverview, "overview-include-inactive-ignored", "Always reports WON and LOST."),
    Mutant(.pipelineOverview, "overview-inactive-keeps-lost", "include_inactive: false leaves out WON only."),
    Mutant(
      .pipelineOverview, "overview-inactive-dropped-before-choosing",
      "Drops terminal rows first, so that another row makes the deal OPEN."),
    Mutant(
      .pipelineOverview, "overview-listed-pipelines-ignored",
      "Reports all pipelines though some are listed."),
    Mutant(
      .pipelineOverview, "overview-listed-lets-null-in",
      "Reports deals without a pipeline though pipelines are listed."),

    // The current stage.
    Mutant(.pipelineOverview, "overview-is-current-ignored", "Takes rows that are not current."),
    Mutant(
      .pipelineOverview, "overview-every-current-row",
      "Counts a deal and its money once per current row."),
    Mutant(
      .pipelineOverview, "overview-once-per-pipeline-row",
      "Chooses one row per pipeline, and counts the deal once for each."),
    Mutant(.pipelineOverview, "overview-earliest-row", "Chooses the earliest current row."),
    Mutant(
      .pipelineOverview, "overview-tie-to-smallest-stage",
      "Gives a tie in entered_at to the smallest stage id."),
    Mutant(
      .pipelineOverview, "overview-own-pipeline-ignored",
      "Chooses the latest row though one is of the deal's own pipeline."),
    Mutant(
      .pipelineOverview, "overview-own-pipeline-required",
      "Leaves out deals without a row of their own pipeline."),
    Mutant(
      .pipelineOverview, "overview-own-by-stage-pipeline",
      "Takes the stage's pipeline, not the row's, for the one to compare."),
    Mutant(
      .pipelineOverview, "overview-unknown-stage-chosen",
      "Chooses before it looks whether the stage exists, and then drops the deal."),
    Mutant(
      .pipelineOverview, "overview-unknown-stage-open",
      "Counts a row whose stage does not exist as OPEN."),
    Mutant(.pipelineOverview, "overview-stateless-deals-open", "Counts deals without a current row as OPEN."),

    // Groups and sums.
    Mutant(.pipelineOverview, "overview-status-of-the-deal", "Reports the CRM's own deal.status."),
    Mutant(
      .pipelineOverview, "overview-group-by-own-status",
      "Groups by deal.status, too: several rows for one pipeline and outcome."),
    Mutant(.pipelineOverview, "overview-terminal-by-prefix", "Counts the stage state DONE as WON."),
    Mutant(.pipelineOverview, "overview-terminal-any-case", "Counts the stage state done_success as WON."),
    Mutant(
      .pipelineOverview, "overview-deals-without-pipeline-dropped",
      "Leaves out deals without a pipeline."),
    Mutant(
      .pipelineOverview, "overview-pipeline-of-the-state",
      "Groups by the chosen row's pipeline, not by the deal's."),
    Mutant(.pipelineOverview, "overview-null-amount-dropped", "Leaves out deals without an amount."),
    Mutant(.pipelineOverview, "overview-null-total", "Total is NULL where all amounts are."),
    Mutant(.pipelineOverview, "overview-float-sum", "Adds in binary floating point."),

    // Dirty data.
    Mutant(
      .pipelineOverview, "overview-nan-group-dropped",
      "Leaves out the group with a NaN and reports the others.", poison: .nanAmounts),
    Mutant(
      .pipelineOverview, "overview-nan-outside-fails",
      "Fails for a NaN of a deal that the window or the options leave out.", poison: .nanAmounts),
    Mutant(.pipelineOverview, "overview-nan-stored", "Reports NaN as a total.", poison: .nanAmounts),
    Mutant(
      .pipelineOverview, "overview-overflow-is-an-error",
      "Lets a total past numeric(20,2) raise an error.", poison: .wideAmounts),
    Mutant(.pipelineOverview, "overview-dirty-rows-counted", "Warns of the number of rows, not of deals."),
    Mutant(
      .pipelineOverview, "overview-several-pipelines-are-dirty",
      "Warns of deals with one current row in each of several pipelines."),
  ]
}
