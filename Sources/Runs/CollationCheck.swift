package import PostgreSQL

/// Looks for collations whose rules have changed since the database's indexes were built.
package enum CollationCheck {
  package struct Changed: Error, CustomStringConvertible {
    let collations: [String]

    package var description: String {
      "the sort rules of \(collations.joined(separator: ", ")) have changed since the indexes were built, so that "
        + "look-ups can miss rows; run REINDEX DATABASE as a superuser, then ALTER DATABASE … REFRESH COLLATION "
        + "VERSION, or ALTER COLLATION … REFRESH VERSION"
    }
  }

  /// Looks at the database's own collation, and at those of indexes in the CRM's schema.
  ///
  /// - Throws: ``Changed``
  package static func check(_ connection: Connection, _ database: Database) throws {
    let changed: [String] = try connection.transaction(
      database.transaction(.readCommitted, tenant: nil)
    ) { connection in
      try connection.execute(
        """
        SELECT format('the database %I (%s, now %s)', datname, datcollversion, version) AS name
        FROM pg_database, pg_database_collation_actual_version(oid) AS version
        WHERE datname = current_database() AND version <> datcollversion
        UNION ALL
        SELECT DISTINCT format('the collation %I (%s, now %s)', collname, collversion, version)
        FROM pg_collation c, pg_collation_actual_version(c.oid) AS version
        WHERE version <> collversion AND c.oid IN (
          SELECT unnest(i.indcollation) FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid
          WHERE t.relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = $1))
        ORDER BY name
        """, [database.schema]
      ).map { try $0.value("name") }
    }
    if !changed.isEmpty { throw Changed(collations: changed) }
  }
}
