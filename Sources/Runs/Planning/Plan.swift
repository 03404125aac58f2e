package import Calendars

/// What a run would do, as a value: `plan` prints it, `run` executes it.
package struct Plan: Sendable {
  /// The instant that the plan was made for.
  package let at: Instant
  package let mode: RunMode
  package let tenants: [TenantPlan]

  package init(at: Instant, mode: RunMode, tenants: [TenantPlan]) {
    self.at = at
    self.mode = mode
    self.tenants = tenants
  }
}
