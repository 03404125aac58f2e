internal import Exports

extension FactTable {
  /// What the principal of a row is called. The company as a whole has the name that the tenant has in paths.
  func principalName(_ row: FactRow) -> ShownName {
    PrincipalKind(row) == .tenant
      ? ShownName(tenant, id: nil) : row.name("principal_name", of: "principal_id")
  }

  /// `Version 1 of the report`, where it lacks what later ones have.
  var versionWords: String { published.map { "Version \($0.version) of the report" } ?? "The report" }
}
