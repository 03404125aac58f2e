internal import Reports

/// Both scripts differ only in what they list: all occurrences, or the events after the stored sequence.
extension RecipeSource {
  var postgreSQL: String {
    #"""
    -- Loads the published files of \#(owners) into PostgreSQL, one table per report. Run it after each publication, or once,
    -- and then the incremental loader.
    \#(sqlTransactions(replacing: "the rows", ifOneFails: Self.postgreSQLFailure))
    \#(postgreSQLHeader)
    -- Run: dyno-reports recipes postgresql\#(tenantOptions) | psql -X -d DATABASE
    \#(postgreSQLTables)

    \#(postgreSQLPrograms(printing: #"{ tr -d '\n' < "$path"; echo; }"#))

    \#(forEachTenant(postgreSQLReplacement))

    \#(postgreSQLCheck)
    """#
  }

  private func postgreSQLReplacement(_ tenant: String) -> String {
    #"""
    \#(postgreSQLManifest(tenant))

    \if :ERROR
    \else
    -- Every part of the manifest. `history` in a part is of superseded revisions: it is not read.
    CREATE TEMP TABLE dyno_part ON COMMIT DROP AS
    SELECT part FROM dyno_manifest, jsonb_array_elements(content -> 'parts') AS part;
    \copy (SELECT part ->> 'sha256', part ->> 'path' FROM dyno_part) TO PROGRAM 'cat > "$LIST"' (DELIMITER ' ')
    \#(postgreSQLDocuments(tenant, listedIn: "dyno_part"))
    \endif

    \if :ERROR
    \else
    CREATE TEMP TABLE dyno_entry ON COMMIT DROP AS
    SELECT entry FROM dyno_document, jsonb_array_elements(content -> 'occurrences') AS entry;

    \#(postgreSQLDelete("tenant = '\(tenant)'"))

    \#(postgreSQLLoad(tenant))
    """#
  }

  var incrementalPostgreSQL: String {
    #"""
    -- Loads what was published for \#(owners) since the last time into PostgreSQL, one table per report. The first time it
    -- loads everything. It may be killed at any time. The tables are those of the full loader, which can be run at any time
    -- instead.
    \#(sqlTransactions(replacing: "the changed periods", ifOneFails: Self.postgreSQLFailure))
    \#(postgreSQLHeader)
    -- Run: dyno-reports recipes postgresql --incremental\#(tenantOptions) | psql -X -d DATABASE
    \#(postgreSQLTables)

    \#(postgreSQLPrograms(printing: #"cat "$path""#))

    \#(forEachTenant(postgreSQLIncrement))

    \#(postgreSQLCheck)
    """#
  }

  private func postgreSQLIncrement(_ tenant: String) -> String {
    #"""
    \#(postgreSQLManifest(tenant))

    \if :ERROR
    \else
    SELECT coalesce(max(sequence), 0) AS stored FROM dyno_reports_sequence WHERE tenant = '\#(tenant)' \gset
    DO $$ BEGIN
      IF (SELECT max(sequence) FROM dyno_reports_sequence WHERE tenant = '\#(tenant)')
        > (SELECT (content ->> 'sequence')::bigint FROM dyno_manifest) THEN
        RAISE EXCEPTION 'tenant \#(tenant): a higher sequence was loaded than manifest.json has, so this is an older tree or another one: run the full loader';
      END IF;
    END $$;
    \endif

    \if :ERROR
    \else
    \#(postgreSQLSameTree(tenant, "dyno_manifest"))
    \endif

    \if :ERROR
    \else
    -- The files of the feed with events after the stored sequence, and the file with the stored one.
    CREATE TEMP TABLE dyno_change ON COMMIT DROP AS
    SELECT change
    FROM dyno_manifest, jsonb_array_elements(content -> 'changes') AS change
    WHERE (change ->> 'last_sequence')::bigint >= :stored AND (content ->> 'sequence')::bigint > :stored;
    \copy (SELECT change ->> 'sha256', change ->> 'path' FROM dyno_change \#
    ORDER BY (change ->> 'last_sequence')::bigint, change ->> 'path') TO PROGRAM 'cat > "$LIST"' (DELIMITER ' ')
    \#(postgreSQLDocuments(tenant, listedIn: "dyno_change"))
    \endif

    \if :ERROR
    \else
    \#(postgreSQLSameTree(tenant, "dyno_document"))
    \endif

    \if :ERROR
    \else
    -- The last event of each period is its present state.
    CREATE TEMP TABLE dyno_entry ON COMMIT DROP AS
    SELECT DISTINCT ON (content ->> 'schedule', content -> 'period' ->> 'label') content AS entry
    FROM dyno_document
    WHERE (content ->> 'sequence')::bigint > :stored
    ORDER BY content ->> 'schedule', content -> 'period' ->> 'label', number DESC;

    \#(postgreSQLDelete(
      """
      tenant = '\(tenant)'
        AND (schedule, period) IN (SELECT entry ->> 'schedule', entry -> 'period' ->> 'label' FROM dyno_entry)
      """))

    \#(postgreSQLLoad(tenant))
    """#
  }

  /// Another tree, such as one that was begun anew, can have reached the stored sequence too.
  ///
  /// - Parameter documents: a table of JSON documents with `sequence` and `published_at`.
  private func postgreSQLSameTree(_ tenant: String, _ documents: String) -> String {
    """
    DO $$ BEGIN
      IF EXISTS (
        SELECT FROM \(documents), dyno_reports_sequence AS stored
        WHERE stored.tenant = '\(tenant)' AND stored.sequence = (content ->> 'sequence')::bigint
          AND stored.published_at <> content ->> 'published_at') THEN
        RAISE EXCEPTION 'tenant \(tenant): the sequence that was loaded is another publication here, so this is another tree: run the full loader';
      END IF;
    END $$;
    """
  }

  private static let postgreSQLFailure = """
    A tenant that fails keeps its rows, and the others are loaded. At the
    -- end, the script fails and names each of them: run it again.
    """

  private var postgreSQLHeader: String {
    """
    -- The natural key of a row is tenant, schedule, period and the report's dimensions. A period's rows are replaced whole,
    -- because a new revision has other run_ids: never upsert by run_id.
    -- Needs psql, sh, awk, gzip, mktemp and sha256sum. Tried with PostgreSQL 15. Where a table lacks a column,
    -- because an earlier program's loader made it, drop it with CASCADE and run the full loader\(hasOneTenant ? "" : " of all tenants").
    """
  }

  private func postgreSQLDelete(_ condition: String) -> String {
    (reports.map(\.type) + ["dyno_reports_expected"]).map { "DELETE FROM \($0) WHERE \(condition);" }
      .joined(separator: "\n")
  }
}
