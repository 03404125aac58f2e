/// What coverage and performance do alike.
extension Mutant.Change {
  static let dealPrincipalsOfAnyTenant = replace(
    "FROM deal\n    WHERE tenant_id = :'tenant_id'::uuid AND", with: "FROM deal\n    WHERE")
  static let targetPrincipalsOfAnyTenant = replace(
    "FROM sales_target\n    WHERE tenant_id = :'tenant_id'::uuid AND", with: "FROM sales_target\n    WHERE")
  static let nobody = replace("WHERE principal_id IS NOT NULL\n    AND", with: "WHERE")
  static let noPrincipalsOfDeals = append(" false AND", after: "FROM deal\n    WHERE")
  static let noPrincipalsOfTargets = append(" false AND", after: "FROM sales_target\n    WHERE")

  static let listedPrincipalsIgnored = remove(" AND :'principal_selection'::text <> 'listed'", times: 2)
  static let usersIgnored = remove("WHEN 'users' THEN '{USER}'::text[] ")
  static let groupsIgnored = remove("WHEN 'groups' THEN '{GROUP}'::text[] ")
  static let listedKindIgnored = replace("SELECT type, id", with: "SELECT 'USER', id")
  static let listedWithoutDataDropped = append(
    " AND (:'principal_selection'::text <> 'listed' OR NOT bool_and(is_run))",
    after: "HAVING bool_or(is_run)")
  static let unknownTypes = replace("ELSE '{USER,GROUP}'::text[]", with: "ELSE ARRAY[principal_type]::text[]")
}

extension [Mutant.Change] {
  /// Looks for principals in fewer of the deals' four columns.
  static func principalColumns(users: String, groups: String) -> Self {
    [
      .replace(
        "WHEN grouping(owned_by_user_id) = 0 OR grouping(assigned_user_id) = 0 THEN",
        with: "WHEN grouping(\(users)) = 0 THEN"),
      .replace(
        "coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)",
        with: "coalesce(\(users), \(groups))"),
      .replace(
        "(owned_by_user_id), (assigned_user_id), (owned_by_group_id), (assigned_group_id)",
        with: "(\(users)), (\(groups))"),
    ]
  }
}
