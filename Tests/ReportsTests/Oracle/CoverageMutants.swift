extension Mutant {
  /// Wrong versions of pipeline coverage.
  static let coverage: [Mutant] = [
    // Tenants.
    Mutant(.pipelineCoverage, "coverage-deal-of-any-tenant", "Reads deals of every tenant."),
    Mutant(.pipelineCoverage, "coverage-stage-of-any-tenant", "Joins stages by id alone."),
    Mutant(.pipelineCoverage, "coverage-target-of-any-tenant", "Adds targets of every tenant."),
    Mutant(
      .pipelineCoverage, "coverage-principals-of-any-tenant",
      "Makes runs for other tenants' principals."),
    Mutant(.pipelineCoverage, "coverage-pipelines-of-any-tenant", "Makes runs for other tenants' pipelines."),

    // Principals and pipelines.
    Mutant(
      .pipelineCoverage, "coverage-owner-and-assignee-twice",
      "Counts a deal twice whose owner is its assignee."),
    Mutant(
      .pipelineCoverage, "coverage-users-and-groups-mixed",
      "Gives a user the deals of the group with the same id."),
    Mutant(
      .pipelineCoverage, "coverage-target-type-ignored",
      "Gives a user the targets of the group with the same id."),
    Mutant(.pipelineCoverage, "coverage-assignee-ignored", "Counts owned deals only."),
    Mutant(.pipelineCoverage, "coverage-owner-ignored", "Counts assigned deals only."),
    Mutant(
      .pipelineCoverage, "coverage-assignee-only-without-owner",
      "Counts a deal for its assignee only where it has no owner."),
    Mutant(
      .pipelineCoverage, "coverage-principals-with-deals-only",
      "No run for a principal who has only targets."),
    Mutant(
      .pipelineCoverage, "coverage-principals-with-targets-only",
      "No run for a principal who has only deals."),
    Mutant(
      .pipelineCoverage, "coverage-principals-assigned-ignored",
      "No run for a principal who is only assigned deals."),
    Mutant(
      .pipelineCoverage, "coverage-listed-without-data-dropped",
      "No zero row for a listed principal without data."),
    Mutant(
      .pipelineCoverage, "coverage-listed-kind-ignored",
      "Takes a listed group for the user with the same id."),
    Mutant(
      .pipelineCoverage, "coverage-pipelines-of-deals",
      "`each` makes runs for the deals' pipelines instead of the stages'."),
    Mutant(
      .pipelineCoverage, "coverage-pairs-with-data-only",
      "`each` makes runs only for pipelines in which the principal has data."),
    Mutant(
      .pipelineCoverage, "coverage-pipeline-of-the-stage",
      "Filters by the stage's pipeline, not by the deal's."),
    Mutant(
      .pipelineCoverage, "coverage-stage-pipeline-must-match",
      "Leaves out deals whose stage belongs to another pipeline."),

    // Period.
    Mutant(
      .pipelineCoverage, "coverage-end-inclusive",
      "Counts a deal that closes on the period's end date."),
    Mutant(
      .pipelineCoverage, "coverage-start-exclusive",
      "Leaves out a deal that closes on the period's first date."),
    Mutant(
      .pipelineCoverage, "coverage-utc-dates",
      "Compares close dates with the UTC dates of the window's instants."),
    Mutant(
      .pipelineCoverage, "coverage-targets-of-utc-dates",
      "Looks for targets of the UTC dates of the window's instants."),
    Mutant(.pipelineCoverage, "coverage-close-date-ignored", "Looks at expected_close_date only."),
    Mutant(.pipelineCoverage, "coverage-expected-close-date-ignored", "Looks at close_date only."),
    Mutant(.pipelineCoverage, "coverage-close-date-first", "Prefers close_date to expected_close_date."),
    Mutant(.pipelineCoverage, "coverage-undated-deals-counted", "Counts deals without a date."),

    // Targets.
    Mutant(
      .pipelineCoverage, "coverage-targets-overlapping",
      "Adds targets whose period overlaps the window."),
    Mutant(.pipelineCoverage, "coverage-targets-within", "Adds targets whose period lies within the window."),
    Mutant(.pipelineCoverage, "coverage-targets-by-start", "Adds targets whatever their period_end is."),
    Mutant(.pipelineCoverage, "coverage-targets-by-end", "Adds targets whatever their period_start is."),
    Mutant(
      .pipelineCoverage, "coverage-combined-overall-targets-only",
      "`combined` leaves out targets set for a pipeline."),
    Mutant(
      .pipelineCoverage, "coverage-overall-target-for-each-pipeline",
      "A pipeline's run adds targets set for no pipeline."),
    Mutant(.pipelineCoverage, "coverage-one-target-only", "Takes the greatest of several targets."),
    Mutant(.pipelineCoverage, "coverage-target-per-deal", "Adds the target once per open deal."),
    Mutant(.pipelineCoverage, "coverage-missing-target-is-zero", "Reports 0 where there is no target."),

    // Open deals.
    Mutant(.pipelineCoverage, "coverage-terminal-counted-open", "Counts deals in terminal stages."),
    Mutant(.pipelineCoverage, "coverage-lost-counted-open", "Counts lost deals."),
    Mutant(.pipelineCoverage, "coverage-won-counted-open", "Counts won deals."),
    Mutant(.pipelineCoverage, "coverage-status-of-the-deal", "Takes deal.status for open or not."),
    Mutant(
      .pipelineCoverage, "coverage-unknown-stage-open",
      "Counts deals whose stage does not exist, or that have none."),
    Mutant(
      .pipelineCoverage, "coverage-stage-of-the-state",
      "Takes the current stage states' stage, not deal.stage_id."),
    Mutant(
      .pipelineCoverage, "coverage-null-open-amount",
      "Open amount is NULL where there are no deals or no amounts."),
    Mutant(.pipelineCoverage, "coverage-float-sum", "Adds in binary floating point."),

    // Ratio.
    Mutant(.pipelineCoverage, "coverage-zero-target-ratio-zero", "Ratio 0 for a target of 0."),
    Mutant(.pipelineCoverage, "coverage-negative-target-no-ratio", "No ratio for a negative target."),
    Mutant(.pipelineCoverage, "coverage-ratio-inverted", "Divides the target by the open amount."),
    Mutant(.pipelineCoverage, "coverage-ratio-float", "Divides in binary floating point."),
    Mutant(.pipelineCoverage, "coverage-ratio-half-even", "Rounds halves to even."),
    Mutant(.pipelineCoverage, "coverage-ratio-half-up", "Rounds negative halves up, not away from zero."),
    Mutant(.pipelineCoverage, "coverage-ratio-truncated", "Cuts off instead of rounding."),
    Mutant(.pipelineCoverage, "coverage-ratio-rounded-twice", "Rounds to 5 places, then to 4."),

    // Dirty data.
    Mutant(
      .pipelineCoverage, "coverage-nan-fails-every-principal",
      "A NaN of one principal fails the others' runs.", poison: .nanAmounts),
    Mutant(
      .pipelineCoverage, "coverage-nan-of-closed-deals-fails",
      "Fails for a NaN of a deal that is not open or not in the period.", poison: .nanAmounts),
    Mutant(
      .pipelineCoverage, "coverage-nan-target-is-no-target",
      "Takes a NaN target for none.", poison: .nanTargets),
    Mutant(
      .pipelineCoverage, "coverage-nan-target-of-other-period-fails",
      "Fails for a NaN target of another period.", poison: .nanTargets),
    Mutant(
      .pipelineCoverage, "coverage-overflow-is-an-error",
      "Lets a total past numeric(20,2) raise an error.", poison: .wideAmounts),
    Mutant(
      .pipelineCoverage, "coverage-unknown-type-is-a-principal",
      "Makes runs for principal types other than USER and GROUP.", poison: .unknownPrincipalTypes),
    Mutant(
      .pipelineCoverage, "coverage-both-kinds-of-any-period",
      "Warns of two kinds of target in different periods."),
  ]
}
