extension Mutant {
  /// Wrong versions of the stage funnel.
  static let funnel: [Mutant] = [
    // Tenants.
    Mutant(.pipelineStageFunnel, "funnel-deal-of-any-tenant", "Joins deals by id alone."),
    Mutant(.pipelineStageFunnel, "funnel-state-of-any-tenant", "Reads stage states of every tenant."),
    Mutant(.pipelineStageFunnel, "funnel-stage-of-any-tenant", "Joins stages without the tenant."),
    Mutant(
      .pipelineStageFunnel, "funnel-pipelines-of-any-tenant",
      "Makes runs for other tenants' pipelines."),

    // Window and options.
    Mutant(
      .pipelineStageFunnel, "funnel-end-inclusive",
      "Counts a stay that began exactly at the window's end."),
    Mutant(
      .pipelineStageFunnel, "funnel-start-exclusive",
      "Leaves out a stay that ended exactly at the window's start."),
    Mutant(
      .pipelineStageFunnel, "funnel-entered-after-start",
      "Leaves out stays that began before the window."),
    Mutant(
      .pipelineStageFunnel, "funnel-unended-stay-dropped",
      "Leaves out stays without exited_at where the window has a start."),
    Mutant(
      .pipelineStageFunnel, "funnel-window-on-updated-at",
      "Applies the window to the deal's updated_at."),
    Mutant(.pipelineStageFunnel, "funnel-include-closed-ignored", "Always counts terminal stages."),
    Mutant(.pipelineStageFunnel, "funnel-closed-never", "Never counts terminal stages."),
    Mutant(
      .pipelineStageFunnel, "funnel-closed-only-won",
      "include_closed: false leaves out DONE_SUCCESS only."),
    Mutant(
      .pipelineStageFunnel, "funnel-pipelines-of-deals",
      "Makes runs for the deals' pipelines instead of the stages'."),

    // The current stage.
    Mutant(.pipelineStageFunnel, "funnel-is-current-ignored", "Takes rows that are not current."),
    Mutant(.pipelineStageFunnel, "funnel-every-current-row", "Counts a deal once per current row."),
    Mutant(.pipelineStageFunnel, "funnel-earliest-row", "Chooses the earliest current row."),
    Mutant(
      .pipelineStageFunnel, "funnel-tie-to-smallest-stage",
      "Gives a tie in entered_at to the smallest stage id."),
    Mutant(
      .pipelineStageFunnel, "funnel-window-before-choosing",
      "Applies the window first, so that an older row comes in."),
    Mutant(
      .pipelineStageFunnel, "funnel-closed-dropped-before-choosing",
      "Drops terminal rows first, so that an older open row comes in."),
    Mutant(
      .pipelineStageFunnel, "funnel-one-pipeline-per-deal",
      "Chooses once per deal, not per deal and pipeline."),
    Mutant(
      .pipelineStageFunnel, "funnel-stage-of-any-pipeline",
      "Takes rows whose stage belongs to another pipeline."),
    Mutant(
      .pipelineStageFunnel, "funnel-state-of-any-pipeline",
      "Takes rows that name another pipeline than their stage's."),
    Mutant(
      .pipelineStageFunnel, "funnel-deals-own-pipeline-only",
      "Leaves out deals whose own pipeline is another."),
    Mutant(.pipelineStageFunnel, "funnel-missing-deal-counted", "Counts rows without a deal."),

    // Sums and ages.
    Mutant(.pipelineStageFunnel, "funnel-null-amount-dropped", "Leaves out deals without an amount."),
    Mutant(.pipelineStageFunnel, "funnel-null-total", "Total is NULL where all amounts are."),
    Mutant(.pipelineStageFunnel, "funnel-float-sum", "Adds in binary floating point."),
    Mutant(.pipelineStageFunnel, "funnel-age-to-the-clock", "Measures to now() instead of as_of."),
    Mutant(
      .pipelineStageFunnel, "funnel-age-to-period-end",
      "Measures to the window's end instead of as_of."),
    Mutant(.pipelineStageFunnel, "funnel-age-ignores-exit", "Measures to as_of though the stay ended."),
    Mutant(
      .pipelineStageFunnel, "funnel-age-capped-at-as-of",
      "Measures to as_of where the stay ended later."),
    Mutant(
      .pipelineStageFunnel, "funnel-age-of-open-stays-only",
      "Averages only the stays without exited_at."),
    Mutant(.pipelineStageFunnel, "funnel-age-never-negative", "Counts a negative age as 0."),
    Mutant(.pipelineStageFunnel, "funnel-age-rounded-per-deal", "Rounds each age, then averages."),
    Mutant(.pipelineStageFunnel, "funnel-age-rounded-twice", "Rounds the average to 6 places, then to 2."),
    Mutant(.pipelineStageFunnel, "funnel-age-float", "Averages in binary floating point."),
    Mutant(.pipelineStageFunnel, "funnel-age-half-even", "Rounds halves to even."),
    Mutant(.pipelineStageFunnel, "funnel-age-half-up", "Rounds negative halves up, not away from zero."),
    Mutant(.pipelineStageFunnel, "funnel-age-truncated", "Cuts off instead of rounding."),
    Mutant(.pipelineStageFunnel, "funnel-age-whole-seconds", "Drops the fractions of seconds."),
    Mutant(.pipelineStageFunnel, "funnel-age-whole-days", "Counts whole days."),

    // Dirty data.
    Mutant(
      .pipelineStageFunnel, "funnel-nan-fails-every-pipeline",
      "A NaN in one pipeline fails the others' runs.", poison: .nanAmounts),
    Mutant(
      .pipelineStageFunnel, "funnel-nan-outside-fails",
      "Fails for a NaN of a deal that is not counted.", poison: .nanAmounts),
    Mutant(
      .pipelineStageFunnel, "funnel-infinite-age-is-null",
      "Reports an infinite age as NULL.", poison: .infiniteInstants),
    Mutant(
      .pipelineStageFunnel, "funnel-infinite-outside-fails",
      "Fails for an infinite instant of a row that is not counted.", poison: .infiniteInstants),
    Mutant(
      .pipelineStageFunnel, "funnel-exit-at-infinity-is-open",
      "Takes an exited_at of infinity for none, and succeeds.", poison: .infiniteInstants),
    Mutant(
      .pipelineStageFunnel, "funnel-far-age-wraps",
      "Subtracts timestamps: spans past 64 bits of microseconds wrap around.", poison: .farInstants),
    Mutant(
      .pipelineStageFunnel, "funnel-overflow-is-an-error",
      "Lets an average or a total past its column raise an error.", poison: .farInstants),
    Mutant(
      .pipelineStageFunnel, "funnel-dirty-of-all-pipelines",
      "Warns of a deal that is dirty in another pipeline."),
  ]
}
