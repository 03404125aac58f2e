/// What is the same in the scripts of loaders for databases: a transaction for the tables, one for each tenant, and a
/// check at the end.
extension RecipeSource {
  /// Comments for the head of a script: what one run of it changes.
  ///
  /// - Parameters:
  ///   - replaced: what of a tenant's rows is replaced, such as "the rows".
  ///   - failure: what happens if one of several tenants fails; it goes on in a line of the comment.
  func sqlTransactions(replacing replaced: String, ifOneFails failure: String) -> String {
    if hasOneTenant {
      return """
        -- It replaces \(replaced) of the tenant in one transaction, and leaves other tenants alone. If anything fails, no row
        -- changes: run it again.
        """
    }
    return """
      -- It replaces \(replaced) of each tenant in a transaction of its own: a tenant whose files are just being published,
      -- or are damaged, does not undo the others. \(failure)
      -- What is incomplete is reported at the end.
      -- Tenants that are not in this script are left alone. So print it again when a tenant is new. The rows of a tenant
      -- whose folder is gone stay until you delete them, from the tables of the reports, from dyno_reports_sequence and from
      -- dyno_reports_expected: each has the column tenant.
      """
  }

  /// A block of the script for each tenant.
  func forEachTenant(_ block: (_ tenant: String) -> String) -> String {
    tenants.map { hasOneTenant ? block($0) : "-- Tenant \($0).\n" + block($0) }.joined(separator: "\n\n")
  }
}
