internal import PostgreSQL
internal import Reports

/// Checks a tenant's codes: types of principals, and states of stages. Reports compare them as they are.
struct TenantCodes {
  private static let statement = NamedStatement(CRMDefinitions.expand(SQLFile.codes))

  private let row: Row

  /// - Parameter connection: is in a transaction of the tenant.
  init(tenantID: String, _ connection: Connection) throws {
    row = try connection.execute(Self.statement, ["tenant_id": tenantID]).only
  }

  /// The number of pipelines that have stages.
  var pipelines: Int { get throws { try row.value("pipelines") } }

  /// The number of targets whose principals are of a type that no report knows.
  var unknownTargets: Int { get throws { try row.value("unknown_targets") } }

  func problems() throws -> [SourceViolation] { try targets() + stages() }

  private func targets() throws -> [SourceViolation] {
    let count = try unknownTargets
    guard count > 0 else { return [] }
    let types: [String] = try row.json("unknown_types")
    let examples = types.isEmpty ? "" : " (\(types.map(\.quotedASCII).joined(separator: ", ")))"
    return [
      SourceViolation(
        table: "sales_target",
        problem: "\(count) of the tenant's rows of sales_target have a principal_type other than USER and "
          + "GROUP\(examples), and no report uses them",
        remedy: "correct them in the CRM, or make sales_target a view that does; case and blanks count")
    ]
  }

  private func stages() throws -> [SourceViolation] {
    func violation(_ problem: String, _ remedy: String) -> SourceViolation {
      SourceViolation(table: "pipeline_stage", problem: problem, remedy: remedy)
    }
    var violations: [SourceViolation] = []
    let almostClosed: Int = try row.value("almost_closed_stages")
    if almostClosed > 0 {
      violations.append(
        violation(
          "\(almostClosed) of the tenant's stages have a stage_state that differs from DONE_SUCCESS or "
            + "DONE_FAILED only in case or blanks, and count as open",
          "correct it in the CRM, or make pipeline_stage a view that does"))
    }
    if try row.value("stages") > 0, try row.value("closed_stages") == 0 {
      violations.append(
        violation(
          "none of the tenant's stages is closed, so no deal is ever won or lost",
          "the stage_state of a closed stage must be DONE_SUCCESS or DONE_FAILED"))
    }
    let stages: Int = try row.value("stages")
    if stages > 0, try row.value("closed_stages") == stages {
      violations.append(
        violation(
          "all of the tenant's \(stages) stages are closed, so no deal is ever open",
          "the stage_state of an open stage must be neither DONE_SUCCESS nor DONE_FAILED, OPEN for example"))
    }
    let withoutState: Int = try row.value("stages_without_state")
    if withoutState > 0 {
      violations.append(
        violation(
          "\(withoutState) of the tenant's stages have no stage_state",
          "give them one in the CRM, or make pipeline_stage a view that does"))
    }
    return violations
  }
}

extension String {
  /// In quotes, with everything but printable ASCII escaped.
  fileprivate var quotedASCII: String {
    "\"\(unicodeScalars.map { $0.escaped(asASCII: true) }.joined())\""
  }
}
