internal import Runs

/// Says what the role `dyno_reports` may do after `migrate`, and who must do what about the rest.
enum RightsText {
  static func lines(_ rights: RuntimeRights) -> [String] {
    [usage(rights), "granted dyno_reports its rights on the report tables (docs/operations.md lists them)"]
      + openWork(rights) + sources(rights)
  }

  private static func openWork(_ rights: RuntimeRights) -> [String] {
    guard !rights.isOpenWorkThere else { return [] }
    return [
      "not made: this version's function report_open_work, by which a run that has nothing to do learns that in one question "
        + "for all tenants; without it, the run asks for each. To make it, run `dyno-reports migrate` once as a superuser, or "
        + "as an owner of the schema \(rights.schema) that may create the role dyno_reports_open_work, or grant it; that role "
        + "must have no members, and be no superuser or otherwise privileged"
    ]
  }

  private static func usage(_ rights: RuntimeRights) -> String {
    rights.isSchemaUsable
      ? "dyno_reports has USAGE on schema \(rights.schema)"
      : "not granted: USAGE on schema \(rights.schema); its owner runs: \(rights.grantOfUsage)"
  }

  private static func sources(_ rights: RuntimeRights) -> [String] {
    let readable = rights.sources.filter(\.isReadable).map(\.name)
    let missing = rights.sources.filter { $0.owner == nil }.map(\.name)
    var lines: [String] = []
    if !readable.isEmpty {
      lines.append("dyno_reports has SELECT on \(readable.joined(separator: ", "))")
    }
    for source in rights.sources where !source.isReadable {
      guard let owner = source.owner else { continue }
      lines.append(
        "not granted: SELECT on \(source.name); its owner \(owner) runs: \(rights.grant(on: source))")
    }
    if !missing.isEmpty {
      lines.append(
        "not in schema \(rights.schema) yet: \(missing.joined(separator: ", ")); docs/your_crm.md says how to make "
          + "them, as tables or as views of your CRM. Then run `dyno-reports migrate` again, which grants SELECT on "
          + "them, or grant it to dyno_reports yourself")
    }
    return lines
  }
}
