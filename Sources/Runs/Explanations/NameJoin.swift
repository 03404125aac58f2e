internal import Reports

/// How the names of the ids in a column are read: those of users, groups and pipelines from the labels, those of stages from
/// the stages themselves.
struct NameJoin {
  /// The name of the column with the names.
  let column: String
  /// SQL of the join; one row at most matches.
  let sql: String
  /// SQL of the name.
  let value: String

  /// - Parameters:
  ///   - table: the alias of the relation that has the column, and the types of principals.
  ///   - Returns: nil if the column has no ids of such.
  init?(_ ids: Column, in table: String) {
    guard ids.type == .uuid, ids.name.hasSuffix("_id") else { return nil }
    column = "\(ids.name.dropLast(3))_name"
    let alias = "name_of_\(ids.name)"
    value = "\(alias).name::text"
    let id = "\(table).\(ids.name)"
    switch ids.name {
    case _ where ids.name.hasSuffix("stage_id"):
      sql = """
        LEFT JOIN (SELECT p.id, p.name FROM pipeline_stage p WHERE p.tenant_id = :'tenant_id'::uuid) AS \(alias)
          ON \(alias).id = \(id)
        """
    case _ where ids.name.hasSuffix("pipeline_id"): sql = Self.label(alias, "'PIPELINE'", id)
    case "principal_id": sql = Self.label(alias, "\(table).principal_type", id)
    default: return nil
    }
  }

  private static func label(_ alias: String, _ kind: String, _ id: String) -> String {
    """
    LEFT JOIN unnest(:'label_kinds'::text[], :'label_ids'::uuid[], :'label_names'::text[]) AS \(alias) (kind, id, name)
      ON \(alias).kind = \(kind) AND \(alias).id = \(id)
    """
  }
}
