package import Runs

/// What a run does, for people who watch it. Nothing else depends on it.
package enum RunProgress: Sendable, Equatable {
  /// The run begins; so many tenants may have something to do.
  case tenants(Int)
  /// A tenant's period is begun, one of several that the plan has for the tenant.
  case period(tenant: String, schedule: String, label: String, number: Int, of: Int)
  case step(WorkStep, tenant: String)
  /// The tenant's files are begun.
  case files(tenant: String)
  case done(tenant: String)
}
