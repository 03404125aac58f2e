extension Mutant {
  /// Wrong versions of representative performance.
  static let performance: [Mutant] = [
    // Tenants.
    Mutant(.repPerformance, "performance-deal-of-any-tenant", "Reads deals of every tenant."),
    Mutant(.repPerformance, "performance-state-of-any-tenant", "Reads stage states of every tenant."),
    Mutant(.repPerformance, "performance-stage-of-any-tenant", "Joins stages by id alone."),
    Mutant(
      .repPerformance, "performance-principals-of-any-tenant",
      "Makes runs for other tenants' principals."),

    // Principals.
    Mutant(
      .repPerformance, "performance-owner-and-assignee-twice",
      "Counts a deal twice whose owner is its assignee."),
    Mutant(
      .repPerformance, "performance-users-and-groups-mixed",
      "Gives a user the deals of the group with the same id."),
    Mutant(.repPerformance, "performance-assignee-ignored", "Counts owned deals only."),
    Mutant(.repPerformance, "performance-owner-ignored", "Counts assigned deals only."),
    Mutant(
      .repPerformance, "performance-principals-with-deals-only",
      "No run for a principal who has only targets."),
    Mutant(
      .repPerformance, "performance-principals-assigned-ignored",
      "No run for a principal who is only assigned deals."),
    Mutant(
      .repPerformance, "performance-listed-without-data-dropped",
      "No zero row for a listed principal without data."),

    // Window.
    Mutant(
      .repPerformance, "performance-created-end-inclusive",
      "Counts a deal created exactly at the window's end."),
    Mutant(
      .repPerformance, "performance-created-start-exclusive",
      "Leaves out a deal created exactly at the window's start."),
    Mutant(
      .repPerformance, "performance-closed-end-inclusive",
      "Counts a deal closed exactly at the window's end."),
    Mutant(
      .repPerformance, "performance-closed-start-exclusive",
      "Leaves out a deal closed exactly at the window's start."),
    Mutant(
      .repPerformance, "performance-window-of-utc-dates",
      "Compares the UTC date of created_at with the period's local dates."),
    Mutant(.repPerformance, "performance-window-on-updated-at", "Applies the window to updated_at."),
    Mutant(
      .repPerformance, "performance-closed-at-any-time",
      "Counts deals that were closed outside the window."),
    Mutant(
      .repPerformance, "performance-created-at-any-time",
      "Counts deals that were created outside the window."),

    // Closing.
    Mutant(.repPerformance, "performance-is-current-ignored", "Takes rows that are not current."),
    Mutant(.repPerformance, "performance-latest-closing", "Takes the latest terminal entry in the window."),
    Mutant(
      .repPerformance, "performance-tie-to-greatest-stage",
      "Gives a tie in entered_at to the greatest stage id."),
    Mutant(.repPerformance, "performance-every-closing", "Counts a deal once per terminal entry."),
    Mutant(
      .repPerformance, "performance-closing-chosen-before-window",
      "Takes the earliest terminal entry of all, then looks at the window."),
    Mutant(
      .repPerformance, "performance-latest-stage-must-be-terminal",
      "Takes the latest current row, then looks whether it is terminal."),
    Mutant(
      .repPerformance, "performance-row-and-stage-pipeline-must-match",
      "Leaves out rows whose stage belongs to another pipeline."),
    Mutant(.repPerformance, "performance-status-of-the-deal", "Takes deal.status for won or not."),

    // Counts and amounts.
    Mutant(.repPerformance, "performance-created-counts-closed", "Counts only closed deals as created."),
    Mutant(.repPerformance, "performance-null-amount-dropped", "Leaves out deals without an amount."),
    Mutant(
      .repPerformance, "performance-null-amount-dropped-from-average",
      "Leaves deals without an amount out of the average."),
    Mutant(.repPerformance, "performance-lost-amounts-added", "Adds lost deals' amounts to the total won."),
    Mutant(.repPerformance, "performance-null-total", "Total is NULL where nothing was won."),
    Mutant(.repPerformance, "performance-empty-average-is-zero", "Average is 0 where nothing was won."),
    Mutant(
      .repPerformance, "performance-average-over-closed",
      "Divides the total won by the number of closed deals."),
    Mutant(.repPerformance, "performance-float-sum", "Adds in binary floating point."),
    Mutant(.repPerformance, "performance-average-float", "Averages in binary floating point."),
    Mutant(.repPerformance, "performance-average-half-even", "Rounds halves to even."),
    Mutant(.repPerformance, "performance-average-half-up", "Rounds negative halves up, not away from zero."),

    // Time to close and win rate.
    Mutant(.repPerformance, "performance-time-rounded-per-deal", "Rounds each time, then averages."),
    Mutant(.repPerformance, "performance-time-rounded-twice", "Rounds the average to 6 places, then to 4."),
    Mutant(.repPerformance, "performance-time-float", "Averages in binary floating point."),
    Mutant(.repPerformance, "performance-time-half-even", "Rounds halves to even."),
    Mutant(.repPerformance, "performance-time-half-up", "Rounds negative halves up, not away from zero."),
    Mutant(.repPerformance, "performance-time-whole-seconds", "Drops the fractions of seconds."),
    Mutant(.repPerformance, "performance-time-whole-days", "Counts whole days."),
    Mutant(.repPerformance, "performance-time-of-won-only", "Averages won deals only."),
    Mutant(.repPerformance, "performance-time-never-negative", "Counts a negative time as 0."),
    Mutant(.repPerformance, "performance-win-rate-of-created", "Divides by the deals created."),
    Mutant(.repPerformance, "performance-win-rate-of-lost", "Divides by the deals lost."),
    Mutant(.repPerformance, "performance-win-rate-integer", "Divides integers."),
    Mutant(.repPerformance, "performance-win-rate-truncated", "Cuts off instead of rounding."),
    Mutant(
      .repPerformance, "performance-win-rate-zero-when-none-closed",
      "Rate is 0 where nothing was closed."),

    // Dirty data.
    Mutant(
      .repPerformance, "performance-nan-fails-every-principal",
      "A NaN of one principal fails the others' runs.", poison: .nanAmounts),
    Mutant(
      .repPerformance, "performance-nan-of-lost-deals-fails",
      "Fails for a NaN of a deal that was lost or is open.", poison: .nanAmounts),
    Mutant(
      .repPerformance, "performance-infinite-instant-fails",
      "Fails for an infinite instant, though it is in no window.", poison: .infiniteInstants),
    Mutant(
      .repPerformance, "performance-overflow-is-an-error",
      "Lets an average past its column raise an error.", poison: .farInstants),
  ]
}
