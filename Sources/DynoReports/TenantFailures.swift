internal import Orchestration
internal import PostgreSQL
internal import Schedules

/// The tenants for which a command could do nothing. Each is told at once, and does not stop the others.
struct TenantFailures {
  private var first: ExitStatus?

  var isEmpty: Bool { first == nil }

  /// - Returns: the body's result; nil if it failed.
  /// - Throws: if the connection is lost, which concerns all tenants.
  mutating func collecting<Result>(_ tenant: Tenant, _ body: () throws -> Result) throws -> Result? {
    try collecting(tenant.slug, body)
  }

  /// The same of a tenant that may have no schedule file.
  mutating func collecting<Result>(_ slug: String, _ body: () throws -> Result) throws -> Result? {
    do {
      return try body()
    } catch let error as PostgresError where error.kind == .connection {
      throw error
    } catch {
      Terminal.tell(Message(.failure, tenant: slug, "\(error)"))
      first = first ?? ExitStatus(for: error)
      return nil
    }
  }

  /// - Parameters:
  ///   - status: the command's for the other tenants.
  ///   - isPartDone: whether something is done for one of them.
  func status(_ status: ExitStatus, isPartDone: Bool) -> ExitStatus {
    guard let first, status == .done || status == .failed else { return status }
    return isPartDone ? .partly : first
  }
}
