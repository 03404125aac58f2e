internal import Calendars
internal import PostgreSQL
internal import Runs
internal import Schedules

/// The checks of `doctor` that concern the CRM.
struct SourceDiagnostics {
  /// Of the role that computes reports.
  let session: SourceCounts.Session
  let at: Instant
  /// How long a statement may take, in seconds.
  let timeout: Int

  /// Checks the definitions of the tables.
  ///
  /// - Returns: nil after a problem.
  func checkTables(_ trust: TrustOption, _ diagnostics: inout Diagnostics) -> CheckedSources? {
    do {
      let checked = try trust.check(session.connection, session.database)
      TrustText.lines(checked).forEach(Terminal.warning)
      diagnostics.check("CRM's tables") { "meet the source contract" }
      report(checked.notes, "CRM's tables", &diagnostics)
      return checked
    } catch let broken as SourceContract.Broken {
      report(broken.violations, "CRM's tables", &diagnostics)
    } catch {
      diagnostics.addProblem("CRM's tables", error, remedy: DatabaseAdvice.statement)
    }
    return nil
  }

  /// Checks what only this tenant needs of the tables.
  ///
  /// - Returns: whether a run would compute anything.
  func check(for tenant: Tenant, _ checked: CheckedSources, _ diagnostics: inout Diagnostics) -> Bool {
    do {
      try checked.check(for: tenant)
      return true
    } catch let broken as SourceContract.Broken {
      report(broken.violations, "CRM of \(tenant.slug)", &diagnostics)
    } catch {
      diagnostics.addProblem("CRM of \(tenant.slug)", error)
    }
    return false
  }

  /// Checks the definition of the view of names.
  ///
  /// - Returns: whether it can be read.
  func checkNames(_ diagnostics: inout Diagnostics) -> Bool {
    let subject = "view of names"
    do {
      let violations = try LabelCheck.violations(session.connection, session.database)
      report(violations, subject, &diagnostics)
      return violations.isEmpty && diagnostics.check(subject) { "can be read" }
    } catch {
      diagnostics.addProblem(subject, error, remedy: DatabaseAdvice.statement)
      return false
    }
  }

  /// Checks the definition of the view that says up to when the CRM's tables are complete.
  ///
  /// - Returns: whether it can be read.
  func checkFreshness(_ diagnostics: inout Diagnostics) -> Bool {
    let subject = "freshness of the CRM"
    do {
      let violations = try FreshnessCheck.violations(session.connection, session.database)
      report(violations, subject, &diagnostics)
      return violations.isEmpty
    } catch {
      diagnostics.addProblem(subject, error, remedy: DatabaseAdvice.statement)
      return false
    }
  }

  /// Says up to when the CRM's tables are complete for a tenant.
  func checkFreshness(of tenant: Tenant, _ diagnostics: inout Diagnostics) {
    let subject = "freshness of the CRM of \(tenant.slug)"
    do {
      switch try Ledger(session.database, session.connection).sourceFreshness(of: tenant.id) {
      case .always: diagnostics.check(subject) { "its tables are no copy that lags behind" }
      case .until(let instant):
        diagnostics.check(subject) {
          "its tables are complete until \(instant); no period that falls due later is computed"
        }
      case .unknown:
        let unknown = SourceViolation(
          table: "report_source_freshness",
          problem: "report_source_freshness says no instant, so that nothing is computed",
          remedy: "look whether the copy is complete; docs/scale.md shows what the view can say")
        report([unknown], subject, &diagnostics)
      }
    } catch {
      diagnostics.addProblem(subject, error, remedy: DatabaseAdvice.statement)
    }
  }

  /// Checks whether it knows a tenant's users, groups and pipelines.
  func checkNames(of tenant: Tenant, _ checked: CheckedSources, _ diagnostics: inout Diagnostics) {
    let subject = "names of \(tenant.slug)"
    do {
      let names = try TenantNames(
        of: tenant, session.database, session.connection, checked, timeLimitSeconds: timeout)
      report(names.findings, subject, &diagnostics)
      guard names.findings.allSatisfy(\.isNote) else { return }
      diagnostics.check(subject) {
        guard !names.shares.isEmpty else { return "read in \(names.duration.inSeconds)" }
        guard names.areThere else {
          return "none; docs/your_crm.md shows how to make a view report_label that has them"
        }
        let known = names.shares.map { "\($0.named) of \($0.members) \($0.kind.lowercased())s" }
        return "known of \(known.joined(separator: ", ")); read in \(names.duration.inSeconds)"
      }
    } catch {
      diagnostics.addProblem(subject, error, remedy: DatabaseAdvice.statement)
    }
  }

  /// Checks what the rows of a tenant show.
  func checkRows(of file: TenantSchedules, _ checked: CheckedSources, _ diagnostics: inout Diagnostics) {
    let subject = "CRM of \(file.tenant.slug)"
    Terminal.status("\(file.tenant.slug): looking at the CRM's rows")
    do {
      let rows = try TenantSources(
        of: file, session.database, session.connection, checked, at: at, timeLimitSeconds: timeout)
      report(rows.findings, subject, &diagnostics)
      if let error = rows.unreadable { diagnostics.addProblem(subject, error) }
      guard rows.findings.allSatisfy(\.isNote), rows.unreadable == nil else { return }
      diagnostics.check(subject) { "nothing in its rows stops a run" }
    } catch {
      diagnostics.addProblem(subject, error, remedy: DatabaseAdvice.statement)
    }
  }

  /// Compares how many rows the role and the owner see.
  func compareRows(
    of tenant: Tenant, with owner: SourceCounts.Session, _ checked: CheckedSources,
    _ diagnostics: inout Diagnostics
  ) {
    let subject = "rows of \(tenant.slug)"
    do {
      let differences = try SourceCounts.differences(
        of: tenant.id, session, owner: owner, checked, timeLimitSeconds: timeout)
      guard differences.isEmpty else { return report(differences, subject, &diagnostics) }
      diagnostics.check(subject) { "the role sees as many as the owner" }
    } catch {
      diagnostics.addProblem(subject, error, remedy: DatabaseAdvice.statement)
    }
  }

  private func report(_ findings: [SourceViolation], _ subject: String, _ diagnostics: inout Diagnostics) {
    for finding in findings {
      if finding.isNote {
        diagnostics.addNote(subject, finding.description)
      } else {
        diagnostics.addProblem(subject, finding)
      }
    }
  }
}
