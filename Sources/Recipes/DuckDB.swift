internal import Reports

/// Both scripts differ only in what they list: all occurrences, or the events after the stored sequence.
extension RecipeSource {
  var duckDB: String {
    """
    -- Loads the published files of \(owners) into DuckDB, one table per report. Run it after each publication, or once, and
    -- then the incremental loader.
    \(sqlTransactions(replacing: "the rows", ifOneFails: Self.duckDBFailure))
    \(duckDBHeader)
    -- Run: dyno-reports recipes duckdb\(tenantOptions) | duckdb -bail \(databaseName).duckdb

    \(duckDBTables)

    \(forEachTenant(duckDBReplacement))

    \(duckDBCheck)
    """
  }

  private func duckDBReplacement(_ tenant: String) -> String {
    """
    \(duckDBManifest(tenant))

    -- Every part of the manifest. `history` in a part is of superseded revisions: it is not read.
    CREATE OR REPLACE TEMP TABLE dyno_document AS
    SELECT document ->> 'path' AS path, document ->> 'sha256' AS sha256
    FROM (SELECT unnest(getvariable('dyno_manifest') -> '$.parts[*]') AS document);

    \(duckDBDocuments(tenant))

    CREATE OR REPLACE TEMP TABLE dyno_entry AS
    SELECT unnest(content::JSON -> '$.occurrences[*]') AS entry FROM dyno_content;

    \(duckDBDelete("tenant = '\(tenant)'"))

    \(duckDBLoad(tenant))
    """
  }

  var incrementalDuckDB: String {
    """
    -- Loads what was published for \(owners) since the last time into DuckDB, one table per report. The first time it loads
    -- everything. It may be killed at any time. The tables are those of the full loader, which can be run at any time instead.
    \(sqlTransactions(replacing: "the changed periods", ifOneFails: Self.duckDBFailure))
    \(duckDBHeader)
    -- Run: dyno-reports recipes duckdb --incremental\(tenantOptions) | duckdb -bail \(databaseName).duckdb

    \(duckDBTables)

    \(forEachTenant(duckDBIncrement))

    \(duckDBCheck)
    """
  }

  private func duckDBIncrement(_ tenant: String) -> String {
    """
    \(duckDBManifest(tenant))

    SET VARIABLE dyno_stored = (
      SELECT coalesce(max(sequence), 0) FROM dyno_reports_sequence WHERE tenant = '\(tenant)');
    SET VARIABLE dyno_check = (
      SELECT error('tenant \(tenant): sequence ' || getvariable('dyno_stored') || ' was loaded, but manifest.json has only '
        || getvariable('dyno_sequence') || ', so this is an older tree or another one: run the full loader')
      WHERE getvariable('dyno_stored') > getvariable('dyno_sequence'));
    SET VARIABLE dyno_stored_at = (
      SELECT max(published_at) FROM dyno_reports_sequence WHERE tenant = '\(tenant)');
    \(duckDBSameTree(tenant, "SELECT getvariable('dyno_manifest') AS document"))

    -- The files of the feed with events after the stored sequence, and the file with the stored one.
    CREATE OR REPLACE TEMP TABLE dyno_document AS
    SELECT document ->> 'path' AS path, document ->> 'sha256' AS sha256
    FROM (SELECT unnest(getvariable('dyno_manifest') -> '$.changes[*]') AS document)
    WHERE (document ->> 'last_sequence')::BIGINT >= getvariable('dyno_stored')
      AND getvariable('dyno_sequence') > getvariable('dyno_stored');

    \(duckDBDocuments(tenant))

    CREATE OR REPLACE TEMP TABLE dyno_event AS
    SELECT path, number, line::JSON AS line
    FROM (
      SELECT path, unnest(string_split(content, chr(10))) AS line,
             generate_subscripts(string_split(content, chr(10)), 1) AS number
      FROM dyno_content)
    WHERE line <> '';
    \(duckDBSameTree(tenant, "SELECT line AS document FROM dyno_event"))

    -- The last event of each period is its present state.
    CREATE OR REPLACE TEMP TABLE dyno_entry AS
    SELECT line AS entry
    FROM dyno_event
    WHERE (line ->> 'sequence')::BIGINT > getvariable('dyno_stored')
    QUALIFY row_number() OVER (
      PARTITION BY line ->> 'schedule', line ->> '$.period.label'
      ORDER BY (line ->> 'sequence')::BIGINT DESC, path DESC, number DESC) = 1;

    \(duckDBDelete(
      """
      tenant = '\(tenant)'
        AND (schedule, period) IN (SELECT (entry ->> 'schedule', entry ->> '$.period.label') FROM dyno_entry)
      """))

    \(duckDBLoad(tenant))
    """
  }

  /// Another tree, such as one that was begun anew, can have reached the stored sequence too.
  ///
  /// - Parameter documents: a query for JSON documents with `sequence` and `published_at`.
  private func duckDBSameTree(_ tenant: String, _ documents: String) -> String {
    """
    SET VARIABLE dyno_check = (
      SELECT error('tenant \(tenant): sequence ' || getvariable('dyno_stored') || ' is another publication than the one that '
        || 'was loaded, so this is another tree: run the full loader')
      FROM (\(documents))
      WHERE (document ->> 'sequence')::BIGINT = getvariable('dyno_stored')
        AND document ->> 'published_at' <> getvariable('dyno_stored_at')
      LIMIT 1);
    """
  }

  // DuckDB's shell has no way to leave out the rest of a block, and to fail at the end.
  private static let duckDBFailure = """
    The script ends at the first tenant that fails, which its message names:
    -- the tenants before it are loaded, and THOSE AFTER IT ARE NOT, until it is mended. To load the others all the same, run
    -- a loader of each tenant alone: the documentation of the published files, exports/README.md, has the loop.
    """

  private var duckDBHeader: String {
    """
    -- The natural key of a row is tenant, schedule, period and the report's dimensions. A period's rows are replaced whole,
    -- because a new revision has other run_ids: never upsert by run_id.
    -- Tried with DuckDB 1.4 and 2.0. Where a table lacks a column, because an earlier program's loader made it, or where it is
    -- a view of such a loader, drop it and run the full loader\(hasOneTenant ? "" : " of all tenants").
    """
  }

  private func duckDBDelete(_ condition: String) -> String {
    (reports.map(\.type) + ["dyno_reports_expected"]).map { "DELETE FROM \($0) WHERE \(condition);" }
      .joined(separator: "\n")
  }
}
