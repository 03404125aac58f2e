internal import Foundation
internal import PostgreSQL
internal import Runs
internal import Schedules

/// The checks of `doctor` that concern the CRM.
struct SourceDiagnostics {
  /// Of the role that computes reports.
  let session: SourceCounts.Session

  /// Checks the definitions of the tables.
  ///
  /// - Returns: nil after a problem.
  func checkTables(_ trust: TrustOption, _ diagnostics: inout Diagnostics) -> CheckedSources? {
    do {
      let checked = try trust.check(session.connection, session.database)
      TrustText.lines(checked).forEach(Terminal.warning)
      diagnostics.check("CRM's tables") { "meet the source contract" }
      return checked
    } catch let broken as SourceContract.Broken {
      report(broken.violations, "CRM's tables", &diagnostics)
    } catch {
      diagnostics.check("CRM's tables") { throw error }
    }
    return nil
  }

  /// Checks what the rows of a tenant show.
  func checkRows(of file: TenantSchedules, _ checked: CheckedSources, _ diagnostics: inout Diagnostics) {
    let subject = "CRM of \(file.tenant.slug)"
    do {
      let empty = try SourceTables.empty(of: file.tenant.id, session.database, session.connection)
      guard !empty.contains("deal"), !empty.contains("pipeline_stage") else {
        throw NoRows(tables: empty, tenant: file.tenant.id)
      }
      let problems = try TenantSources.problems(of: file, session.database, session.connection, checked)
      guard problems.isEmpty else { return report(problems, subject, &diagnostics) }
      diagnostics.check(subject) {
        empty.isEmpty ? "has rows in every table" : "no rows in \(empty.joined(separator: ", "))"
      }
    } catch {
      diagnostics.check(subject) { throw error }
    }
  }

  /// Compares how many rows the role and the owner see.
  func compareRows(
    of tenant: Tenant, with owner: SourceCounts.Session, _ diagnostics: inout Diagnostics
  ) {
    let subject = "rows of \(tenant.slug)"
    do {
      let differences = try SourceCounts.differences(of: tenant.id, session, owner: owner)
      guard differences.isEmpty else { return report(differences, subject, &diagnostics) }
      diagnostics.check(subject) { "the role sees as many as the owner" }
    } catch {
      diagnostics.check(subject) { throw error }
    }
  }

  private func report(_ problems: [SourceViolation], _ subject: String, _ diagnostics: inout Diagnostics) {
    for problem in problems { diagnostics.check(subject) { throw problem } }
  }

  private struct NoRows: Error, CustomStringConvertible {
    let tables: [String]
    let tenant: UUID
    var description: String {
      "no rows of tenant \(tenant.uuidString.lowercased()) in \(tables.joined(separator: ", ")); "
        + "is the id right?"
    }
  }
}
