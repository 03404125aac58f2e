internal import Reports

/// What both scripts for PostgreSQL do for a tenant: they read the manifest, and load what `dyno_entry` lists.
extension RecipeSource {
  /// Begins the tenant's transaction and reads manifest.json. The steps that follow are left out after an error.
  func postgreSQLManifest(_ tenant: String) -> String {
    #"""
    \setenv FOLDER '\#(psqlExports)/tenant=\#(tenant)'
    BEGIN;
    SET LOCAL client_min_messages = warning;
    LOCK TABLE dyno_reports_sequence IN SHARE ROW EXCLUSIVE MODE;

    -- Each line is a JSON document: no character in it is a quote or a delimiter.
    CREATE TEMP TABLE dyno_manifest (content jsonb) ON COMMIT DROP;
    CREATE TEMP TABLE dyno_compared (files bigint) ON COMMIT DROP;
    \copy dyno_manifest FROM PROGRAM 'sh -c "$MANIFEST"' \#(Self.jsonLines)
    DO $$ BEGIN
      IF (SELECT content ->> 'manifest_version' FROM dyno_manifest) IS DISTINCT FROM '2' THEN
        RAISE EXCEPTION 'tenant \#(tenant): manifest.json cannot be read, or is not of version 2, which this loader reads: print the loader again with dyno-reports recipes';
      END IF;
    END $$;
    """#
  }

  /// Reads the JSON files in the list.
  ///
  /// - Parameter table: has a row for each file of the list.
  func postgreSQLDocuments(_ tenant: String, listedIn table: String) -> String {
    #"""
    CREATE TEMP TABLE dyno_document (number bigint GENERATED ALWAYS AS IDENTITY, content jsonb) ON COMMIT DROP;
    \copy dyno_document (content) FROM PROGRAM 'sh -c "$DOCUMENTS"' \#(Self.jsonLines)
    \#(postgreSQLCompare(tenant, listedIn: table))
    """#
  }

  /// Compares the files in the list with their hashes. psql goes on when a program fails, so the program says how many
  /// files it compared.
  private func postgreSQLCompare(_ tenant: String, listedIn table: String) -> String {
    #"""
    TRUNCATE dyno_compared;
    \copy dyno_compared FROM PROGRAM 'sh -c "$COMPARE"'
    DO $$ BEGIN
      IF (SELECT files FROM dyno_compared) IS DISTINCT FROM (SELECT count(*) FROM \#(table)) THEN
        RAISE EXCEPTION 'tenant \#(tenant): files are missing or are not what the manifest says. Something may be being published: run this again';
      END IF;
    END $$;
    """#
  }

  /// Ends the last step, which has made `dyno_entry`: loads the files that it lists, and commits.
  func postgreSQLLoad(_ tenant: String) -> String {
    #"""
    CREATE TEMP TABLE dyno_file ON COMMIT DROP AS
    SELECT r ->> 'report' AS report, entry ->> 'schedule' AS schedule, entry -> 'period' ->> 'label' AS period,
           (r ->> 'complete')::boolean AS complete, f ->> 'path' AS path, f ->> 'sha256' AS sha256,
           (f ->> 'rows')::numeric AS row_count, f -> 'control_totals' AS control_totals,
           concat_ws(',', '\#(tenant)', r ->> 'report', entry ->> 'schedule', entry -> 'period' ->> 'label',
             entry ->> 'revision', entry ->> 'snapshot_at', coalesce(entry -> 'period' ->> 'start_date', ''),
             entry -> 'period' ->> 'end_date', coalesce(w ->> 'start_date', ''), w ->> 'end_date', r ->> 'complete')
             AS first_columns
    FROM dyno_entry, jsonb_array_elements(entry -> 'reports') AS r, jsonb_array_elements(r -> 'files') AS f,
      -- Parts that an earlier program wrote have no window: it is the period.
      coalesce(entry -> 'window', entry -> 'period') AS w
    WHERE f ->> 'format' = 'csv';

    INSERT INTO dyno_reports_expected (tenant, report, schedule, period, complete, measure, value)
    SELECT '\#(tenant)', report, schedule, period, bool_and(complete), measure, sum(value)
    FROM (
      SELECT report, schedule, period, complete, 'rows' AS measure, row_count AS value FROM dyno_file
      UNION ALL
      SELECT report, schedule, period, complete, key, total::numeric
      FROM dyno_file, jsonb_each_text(control_totals) AS t (key, total)) AS measures
    GROUP BY report, schedule, period, measure;

    -- Before, so that the error says what is wrong.
    \copy (SELECT sha256, path, report, first_columns FROM dyno_file) TO PROGRAM 'cat > "$LIST"' (DELIMITER ' ')
    \#(postgreSQLCompare(tenant, listedIn: "dyno_file"))
    \endif

    \if :ERROR
    \else
    \#(reports.map(postgreSQLCopy).joined(separator: "\n"))

    DELETE FROM dyno_reports_sequence WHERE tenant = '\#(tenant)';
    INSERT INTO dyno_reports_sequence (tenant, sequence, published_at)
    SELECT '\#(tenant)', (content ->> 'sequence')::bigint, content ->> 'published_at' FROM dyno_manifest;

    -- A file in place is the listed one or a later one. So what is the listed one now was it when it was read.
    \#(postgreSQLCompare(tenant, listedIn: "dyno_file"))
    \endif

    \if :ERROR
    \else
    COMMIT;
    \endif

    \if :ERROR
    ROLLBACK;
    \set failed :failed ' \#(tenant)'
    \endif
    """#
  }

  private static let jsonLines = #"(FORMAT csv, ENCODING 'UTF8', QUOTE E'\x01', DELIMITER E'\x02')"#

  private func postgreSQLCopy(_ report: Report) -> String {
    let columns = report.fileColumns.map(\.name)
    return #"""
      \copy \#(report.type) (tenant, report, schedule, period, revision, snapshot_at, start_date, end_date, window_start_date, \#
      window_end_date, complete, \#
      \#(columns.joined(separator: ", "))) FROM PROGRAM \#
      'sh -c "$ROWS" rows \#(report.type) \#(columns.count)' (FORMAT csv, ENCODING 'UTF8')
      """#
  }

  /// The exports folder, escaped for an argument of a psql meta-command.
  private var psqlExports: String { exports.replacing("\\", with: "\\\\").replacing("'", with: "''") }
}
