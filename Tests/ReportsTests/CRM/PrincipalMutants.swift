import Reports

extension ReportOracle {
  /// Wrong versions of the query for the tenant's principals, for each report that uses it.
  static var mutantsOfPrincipals: [Mutant] {
    let asks = report.options.contains { option in
      if case .principals = option.kind { true } else { false }
    }
    return asks ? Mutant.ofPrincipals : []
  }
}

extension Mutant {
  fileprivate static let ofPrincipals: [Mutant] = [
    Mutant(
      "principals-of-any-tenant's-deals", "Makes runs for principals of other tenants' deals.",
      .replace("FROM deal\n    WHERE tenant_id = :'tenant_id'::uuid", with: "FROM deal")),
    Mutant(
      "principals-of-any-tenant's-targets", "Makes runs for principals of other tenants' targets.",
      .replace(
        "FROM sales_target\n    WHERE tenant_id = :'tenant_id'::uuid\n  )", with: "FROM sales_target\n  )")),
    Mutant(
      "principals-with-deals-only", "No run for a principal who has only targets.",
      .append(" false AND", after: "FROM sales_target\n    WHERE")
    ),
    Mutant(
      "principals-with-targets-only", "No run for a principal who has only deals.",
      .append(" false AND", after: "FROM deal\n    WHERE")),
    Mutant(
      "principals-assigned-ignored", "No run for a principal who is only assigned deals.",
      changes: columns(users: "owned_by_user_id", groups: "owned_by_group_id")),
    Mutant(
      "principals-owners-ignored", "No run for a principal who only owns deals.",
      changes: columns(users: "assigned_user_id", groups: "assigned_group_id")),
    Mutant(
      "principals-users-and-groups-mixed", "Treats a user as the group with the same id.",
      .replace("FILTER (WHERE principal_type = 'GROUP')", with: "")),
    Mutant(
      "principals-nobody", "Makes a run for deals without a principal.",
      .replace("  WHERE principal_id IS NOT NULL\n", with: "")),
    Mutant(
      "principals-of-unknown-types", "Makes runs for principal types other than USER and GROUP.",
      poison: .unknownPrincipalTypes,
      .replace("FILTER (WHERE principal_type = 'GROUP')", with: "FILTER (WHERE principal_type <> 'USER')")),
    Mutant(
      "principals-users-dropped", "Makes no runs for users.",
      .replace("unnest(:'users'::uuid[])", with: "unnest((:'users'::uuid[])[1:0])")),
    Mutant(
      "principals-groups-dropped", "Makes no runs for groups.",
      .replace("unnest(:'groups'::uuid[])", with: "unnest((:'groups'::uuid[])[1:0])")),
    Mutant(
      "principals-groups-as-users", "Takes groups for users with the same ids.",
      .replace("SELECT 'GROUP', unnest", with: "SELECT 'USER', unnest")),
  ]

  /// Looks for principals in fewer of the deals' four columns.
  private static func columns(users: String, groups: String) -> [Change] {
    [
      .replace(
        "SELECT CASE WHEN grouping(owned_by_user_id) = 0 OR grouping(assigned_user_id) = 0 THEN",
        with: "SELECT CASE WHEN grouping(\(users)) = 0 THEN"),
      .replace(
        "coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id) AS principal_id",
        with: "coalesce(\(users), \(groups)) AS principal_id"),
      .replace(
        "WHERE tenant_id = :'tenant_id'::uuid\n    GROUP BY GROUPING SETS ((owned_by_user_id), (assigned_user_id), "
          + "(owned_by_group_id), (assigned_group_id))",
        with: "WHERE tenant_id = :'tenant_id'::uuid\n    GROUP BY GROUPING SETS ((\(users)), (\(groups)))"),
    ]
  }
}
