internal import PostgreSQL

/// The ledger's statements, each in a file in `Statements/`. Nothing else writes `report_occurrence` or
/// `report_tenant`.
enum LedgerStatement {
  // Reading.
  static let lastEndDates = NamedStatement(SQLFile.last_end_dates)
  static let occurrences = NamedStatement(SQLFile.occurrences)
  static let computedOccurrences = NamedStatement(SQLFile.computed_occurrences)
  static let earlierOccurrences = NamedStatement(SQLFile.earlier_occurrences)
  static let gaps = NamedStatement(SQLFile.gaps)
  static let snapshots = NamedStatement(SQLFile.snapshots)
  static let hasPublished = NamedStatement(SQLFile.has_published)
  static let publishedPeriods = NamedStatement(SQLFile.published_periods)
  static let tenant = NamedStatement(SQLFile.tenant)
  static let migrationVersion = NamedStatement(SQLFile.migration_version)

  // Recording what became due.
  static let recordTenant = NamedStatement(SQLFile.record_tenant)
  static let recordOccurrences = NamedStatement(SQLFile.record_occurrences)
  static let makeDue = NamedStatement(SQLFile.make_due)
  static let highestRevision = NamedStatement(SQLFile.highest_revision)
  static let lockPublished = NamedStatement(SQLFile.lock_published)
  static let recordRestatement = NamedStatement(SQLFile.record_restatement)

  // Computing.
  static let lockToClaim = NamedStatement(SQLFile.lock_to_claim)
  static let claim = NamedStatement(SQLFile.claim)
  static let lockClaimed = NamedStatement(SQLFile.lock_claimed)
  static let finish = NamedStatement(SQLFile.finish)
  static let outcomeOfCommit = NamedStatement(SQLFile.outcome_of_commit)
  static let fail = NamedStatement(SQLFile.fail)

  // Publishing and skipping.
  /// Only the holder of the lock may change what is published for the tenant.
  static let lockTenant = NamedStatement(SQLFile.tenant + "FOR NO KEY UPDATE")
  /// Does not wait: also no row if another transaction holds the lock.
  static let tryToLockTenant = NamedStatement(SQLFile.tenant + "FOR NO KEY UPDATE SKIP LOCKED")
  static let lockComputed = NamedStatement(SQLFile.lock_computed)
  static let publish = NamedStatement(SQLFile.publish)
  static let recordFiles = NamedStatement(SQLFile.record_files)
  static let recordPublication = NamedStatement(SQLFile.record_publication)
  static let recordChange = NamedStatement(SQLFile.record_change)
  static let skip = NamedStatement(SQLFile.skip_occurrences)
  static let deleteHeaders = NamedStatement(SQLFile.delete_headers)

  // Taking over what was published.
  static let lockRevisions = NamedStatement(SQLFile.lock_revisions)
  static let adoptOccurrence = NamedStatement(SQLFile.adopt_occurrence)
  static let adoptChange = NamedStatement(SQLFile.adopt_change)
  static let raiseSequence = NamedStatement(SQLFile.raise_sequence)
  static let adoptPublication = NamedStatement(SQLFile.adopt_publication)
}
