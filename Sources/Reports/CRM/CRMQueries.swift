/// Queries for what all reports of an occurrence share. Each runs at most once, or once for each list of
/// principals, in the occurrence's snapshot; reports receive what they find as arrays.
///
/// Each returns one row. A column with the name of a ``ReportParameter`` is its value. Arrays, unlike temporary
/// tables, work in a read-only transaction and on a cluster of several nodes.
package struct CRMQueries: Sendable {
  /// `users` and `groups`: all that own or are assigned a deal of the tenant, or have a sales target.
  package let principals: String
  /// `unknown_users` and `unknown_groups`: those of the parameters `users` and `groups` that are not among
  /// them.
  package let listedPrincipals: String
  /// `unknown_stages`: those of the parameter `stage_order` that are not among the tenant's.
  package let listedStages: String
  /// `pipelines`: those that have at least one stage.
  package let pipelines: String
  /// `place_totals`, `place_warnings` and `deals_with_several_stages`, for a CRM that has the columns: where the deals are, added
  /// up, as they are or as things stood at `as_of`.
  package let placeTotals: @Sendable (_ columns: Set<OptionalColumn>, _ asItWas: Bool) -> String
  /// `label_kinds`, `label_ids` and `label_names`: what people call users, groups and pipelines.
  package let labels: String
  /// `targets_of_unknown_type`: the number of the tenant's targets that are for neither a user nor a group.
  package let targetsOfUnknownType: String
  /// `history_start`: when the tenant's history of stages begins. Not for reports, but for the choice of periods.
  package static let historyStart = CRMDefinitions.expand(SQLFile.history_start)

  package init(
    principals: String, listedPrincipals: String,
    listedStages: String = CRMDefinitions.expand(SQLFile.listed_stages), pipelines: String,
    placeTotals: @escaping @Sendable (Set<OptionalColumn>, Bool) -> String, labels: String,
    targetsOfUnknownType: String
  ) {
    self.principals = principals
    self.listedPrincipals = listedPrincipals
    self.listedStages = listedStages
    self.pipelines = pipelines
    self.placeTotals = placeTotals
    self.labels = labels
    self.targetsOfUnknownType = targetsOfUnknownType
  }

  package static let product = CRMQueries(
    principals: CRMDefinitions.expand(SQLFile.principals),
    listedPrincipals: CRMDefinitions.expand(SQLFile.listed_principals),
    pipelines: CRMDefinitions.expand(SQLFile.pipelines),
    placeTotals: { columns, asItWas in
      CRMDefinitions.expand(SQLFile.place_totals, asItWas ? [.asItWas] : [], using: columns)
    },
    labels: CRMDefinitions.expand(SQLFile.labels),
    targetsOfUnknownType: CRMDefinitions.expand(SQLFile.targets_of_unknown_type)
  )
}
