import Reports

extension ReportOracle {
  /// Wrong versions of the queries for principals, for each report that uses them.
  static var mutantsOfPrincipals: [Mutant] {
    let asks = report.options.contains { option in
      if case .principals = option.kind { true } else { false }
    }
    return asks ? Mutant.ofPrincipals + Mutant.ofUnknownPrincipals : []
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
        "FROM sales_target t\n    WHERE t.tenant_id = :'tenant_id'::uuid\n  )",
        with: "FROM sales_target t\n  )")),
    Mutant(
      "principals-with-deals-only", "No run for a principal who has only targets.",
      .append(" false AND", after: "FROM sales_target t\n    WHERE")
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
      .replace("FROM unnest(:'users'::uuid[]) AS id", with: "FROM unnest((:'users'::uuid[])[1:0]) AS id")),
    Mutant(
      "principals-groups-dropped", "Makes no runs for groups.",
      .replace("FROM unnest(:'groups'::uuid[]) AS id", with: "FROM unnest((:'groups'::uuid[])[1:0]) AS id")),
    Mutant(
      "principals-groups-as-users", "Takes groups for users with the same ids.",
      .replace("SELECT 'GROUP', id", with: "SELECT 'USER', id")),
  ]

  /// Wrong versions of the warning about listed principals that the CRM lacks.
  fileprivate static let ofUnknownPrincipals: [Mutant] = [
    Mutant(
      "unknown-never-warns", "Does not warn of a listed principal that the CRM lacks.",
      .replace("'principals_unknown', CASE WHEN is_unknown", with: "'principals_unknown', CASE WHEN false")),
    Mutant(
      "unknown-groups-by-users", "Looks for a group among the unknown users.",
      .replace("id = ANY (:'unknown_groups'::uuid[])", with: "id = ANY (:'unknown_users'::uuid[])")),
    Mutant(
      "unknown-targets-of-any-tenant", "Takes another tenant's target for one of the principal.",
      .replace(
        "t.tenant_id = :'tenant_id'::uuid AND t.principal_id = ANY",
        with: "t.principal_id = ANY")),
    Mutant(
      "unknown-deals-of-any-tenant", "Takes another tenant's deal for one of the principal.",
      .replace(
        "d.tenant_id = :'tenant_id'::uuid AND (\n    d.owned_by_user_id",
        with: "(d.owned_by_user_id")),
    Mutant(
      "unknown-users-by-groups", "Takes what a group has for what the user with the same id has.",
      .replace("SELECT id FROM known WHERE type = 'USER'", with: "SELECT id FROM known")),
    Mutant(
      "unknown-groups-by-known-users", "Takes what a user has for what the group with the same id has.",
      .replace("SELECT id FROM known WHERE type = 'GROUP'", with: "SELECT id FROM known")),
    Mutant(
      "unknown-targets-ignored", "Warns of a user who has targets only.",
      .replace("ANY (:'users'::uuid[] || :'groups'::uuid[])", with: "ANY (:'groups'::uuid[])")),
    Mutant(
      "unknown-group-targets-ignored", "Warns of a group that has targets only.",
      .replace("ANY (:'users'::uuid[] || :'groups'::uuid[])", with: "ANY (:'users'::uuid[])")),
    Mutant(
      "unknown-assigned-ignored", "Warns of a user who is only assigned deals.",
      .remove(" OR d.assigned_user_id = ANY (:'users'::uuid[])")),
    Mutant(
      "unknown-owners-ignored", "Warns of a group that only owns deals.",
      .remove("d.owned_by_group_id = ANY (:'groups'::uuid[]) OR ")),
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
