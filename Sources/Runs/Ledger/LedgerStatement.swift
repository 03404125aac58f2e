internal import PostgreSQL

/// The ledger's statements, one file each in `Statements/`: nothing else writes `report_occurrence` or `report_tenant`.
enum LedgerStatement {
  // Reading.
  static let occurrences = NamedStatement(file: PackageResources.occurrences_sql)
  static let computedOccurrences = NamedStatement(file: PackageResources.computed_occurrences_sql)
  static let tenant = NamedStatement(file: PackageResources.tenant_sql)
  static let migrationVersion = NamedStatement(file: PackageResources.migration_version_sql)

  // Recording what became due.
  static let recordTenant = NamedStatement(file: PackageResources.record_tenant_sql)
  static let recordOccurrences = NamedStatement(file: PackageResources.record_occurrences_sql)
  static let makeDue = NamedStatement(file: PackageResources.make_due_sql)
  static let highestRevision = NamedStatement(file: PackageResources.highest_revision_sql)
  static let lockPublished = NamedStatement(file: PackageResources.lock_published_sql)
  static let recordRestatement = NamedStatement(file: PackageResources.record_restatement_sql)

  // Computing.
  static let lockToClaim = NamedStatement(file: PackageResources.lock_to_claim_sql)
  static let claim = NamedStatement(file: PackageResources.claim_sql)
  static let lockClaimed = NamedStatement(file: PackageResources.lock_claimed_sql)
  static let finish = NamedStatement(file: PackageResources.finish_sql)
  static let outcomeOfCommit = NamedStatement(file: PackageResources.outcome_of_commit_sql)
  static let fail = NamedStatement(file: PackageResources.fail_sql)

  // Publishing, and giving up.
  static let lockTenant = NamedStatement(file: PackageResources.lock_tenant_sql)
  static let tryToLockTenant = NamedStatement(file: PackageResources.try_to_lock_tenant_sql)
  static let lockComputed = NamedStatement(file: PackageResources.lock_computed_sql)
  static let publish = NamedStatement(file: PackageResources.publish_sql)
  static let recordFiles = NamedStatement(file: PackageResources.record_files_sql)
  static let recordPublication = NamedStatement(file: PackageResources.record_publication_sql)
  static let skip = NamedStatement(file: PackageResources.skip_occurrences_sql)
  static let deleteHeaders = NamedStatement(file: PackageResources.delete_headers_sql)
}
