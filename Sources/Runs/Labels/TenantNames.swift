internal import Foundation
package import PostgreSQL
internal import Reports
package import Schedules

/// The names of a tenant's users, groups and pipelines, as far as `doctor` looks at them.
package struct TenantNames {
  /// How many of a kind there are, and how many of them have a name.
  package struct Share: Sendable {
    /// `USER`, `GROUP` or `PIPELINE`.
    package let kind: String
    package let members: Int
    package let named: Int
  }

  /// Empty if the CRM's rows could not be read.
  package private(set) var shares: [Share] = []
  /// How long reading the names took.
  package private(set) var duration = Duration.zero
  package private(set) var findings: [SourceViolation] = []

  /// - Parameter timeLimitSeconds: how long a statement may take; one that takes longer is a finding.
  /// - Throws: ``LabelsUnreadable`` and `PostgresError`.
  package init(
    of tenant: Tenant, _ database: Database, _ connection: Connection, _ sources: CheckedSources,
    timeLimitSeconds: Int
  ) throws {
    var settings = database.reading(sources, of: tenant.id)
    settings.isReadOnly = true
    settings.timeLimitSeconds = timeLimitSeconds
    let tenantID = tenant.id.uuidString
    do {
      self = try connection.transaction(settings) { try TenantNames(tenantID: tenantID, $0) }
    } catch let error as PostgresError where error.isCancelled {
      findings = [
        SourceViolation(
          table: LabelView.name,
          problem:
            "reading the tenant's names took longer than \(timeLimitSeconds) second\(timeLimitSeconds == 1 ? "" : "s") and was stopped",
          remedy: "make the view \(LabelView.name) faster, or allow more with --report-timeout")
      ]
    }
  }

  private init(tenantID: String, _ connection: Connection) throws {
    var members = CRMMembers(connection, tenantID: tenantID)
    var values: [String: String] = [:]
    do {
      try connection.withSavepoint {
        for parameter in [ReportParameter.users, .groups, .pipelines] {
          values[parameter.rawValue] = try members.array(parameter)
        }
      }
    } catch let error as PostgresError where error.canBeDueToAValue || error.isCancelled {
      // Whoever looks at the CRM's rows says it. The view is read all the same.
      values = [:]
    }
    let clock = ContinuousClock()
    let start = clock.now
    let labels = try members.labels(ofUsers: values["users"] ?? "{}", groups: values["groups"] ?? "{}")
    duration = clock.now - start
    if values.isEmpty { return }
    for parameter in [ReportParameter.labelKinds, .labelIDs] {
      values[parameter.rawValue] = labels[parameter]
    }
    shares = try connection.execute(NamedStatement(SQLFile.label_shares), values).map {
      Share(kind: try $0.value("kind"), members: try $0.value("members"), named: try $0.value("named"))
    }
    let faults = try connection.execute(NamedStatement(SQLFile.label_faults), ["tenant_id": tenantID]).only
    findings =
      unnamed()
      + Self.findings(
        repeated: try faults.value("repeated"), ofUnknownKind: try faults.value("of_unknown_kind"))
  }

  /// Whether any of the tenant's users, groups and pipelines has a name.
  package var areThere: Bool { shares.contains { $0.named > 0 } }

  private func unnamed() -> [SourceViolation] {
    let without = shares.filter { $0.named < $0.members }
    guard areThere, !without.isEmpty else { return [] }
    let parts = without.map { "\($0.members - $0.named) of \($0.members) \(Self.plural($0.kind))" }
    return [
      Self.note(
        "\(parts.joined(separator: ", ")) have no name and are shown by their ids",
        "give them one in \(LabelView.name), with ids made from the same key as in deal and pipeline_stage")
    ]
  }

  private static func findings(repeated: Int, ofUnknownKind: Int) -> [SourceViolation] {
    var findings: [SourceViolation] = []
    if repeated > 0 {
      findings.append(
        note(
          "\(repeated == 1 ? "1 id has" : "\(repeated) ids have") several names, and the first by its bytes is taken",
          "leave one row for each id in \(LabelView.name)"))
    }
    if ofUnknownKind > 0 {
      findings.append(
        note(
          "rows of a kind other than USER, GROUP and PIPELINE name nothing: \(ofUnknownKind)",
          "correct the view \(LabelView.name); case and blanks count"))
    }
    return findings
  }

  private static func note(_ problem: String, _ remedy: String) -> SourceViolation {
    SourceViolation(
      table: LabelView.name, problem: problem, remedy: "if that is not meant, \(remedy)", isNote: true)
  }

  private static func plural(_ kind: String) -> String { "\(kind.lowercased())s" }
}
