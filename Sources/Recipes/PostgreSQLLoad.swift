internal import Reports

/// What both scripts for PostgreSQL do: they read the manifest, and load what `dyno_entry` lists.
extension RecipeSource {
  /// Begins the transaction, creates the tables and reads manifest.json.
  ///
  /// - Parameter command: a command of the shell that prints the JSON in the file `$path`, a document per line.
  func postgreSQLManifest(printing command: String) -> String {
    #"""
    \set ON_ERROR_STOP on
    \setenv FOLDER '\#(psqlExports)/tenant=\#(tenant)'
    \set list `mktemp`
    \setenv LIST :list

    -- LIST is a file with a line for each file to read: its hash, its path, its report, and the first columns of its rows.
    -- A file in place is the listed one or a later one. So it is enough to compare hashes after the files were read.
    -- DOCUMENTS prints JSON. ROWS prints the rows of report $1, each padded to $2 columns, after their first columns.
    SELECT $sh$
        test ! -s "$LIST" || cut -d ' ' -f 1,2 "$LIST" | sed 's/ /  /' | sha256sum --check --quiet >&2 || {
          echo "tenant \#(tenant): files are missing or are not what the manifest says. Something may be being published:" \
            "run this again" >&2
          rm -f "$LIST"
          exit 1
        }
      $sh$ AS compare \gset
    SELECT $sh$
        cd "$FOLDER" && tr -d '\n' < manifest.json && echo
      $sh$ AS manifest, $sh$
        cd "$FOLDER" || exit 1
        while read -r sum path; do \#(command); done < "$LIST"
      $sh$ || :'compare' AS documents, $sh$
        cd "$FOLDER" || exit 1
        while read -r sum path report prefix; do
          test "$report" = "$1" || continue
          gzip -dc "$path" | awk -F, -v width="$2" -v prefix="$prefix" '
            NR > 1 { print prefix "," $0 padding; next }
            { for (i = NF; i < width; i++) padding = padding "," }'
        done < "$LIST"
      $sh$ AS rows \gset
    \setenv COMPARE :compare
    \setenv MANIFEST :manifest
    \setenv DOCUMENTS :documents
    \setenv ROWS :rows

    BEGIN;
    SET LOCAL client_min_messages = warning;

    \#(reports.map(postgreSQLTable).joined(separator: "\n\n"))

    \#(SQLCheck.tables(text: "text"))

    -- Loaders wait for each other here.
    LOCK TABLE dyno_reports_sequence IN SHARE ROW EXCLUSIVE MODE;

    -- Each line is a JSON document: no character in it is a quote or a delimiter.
    CREATE TEMP TABLE dyno_manifest (content jsonb) ON COMMIT DROP;
    \copy dyno_manifest FROM PROGRAM 'sh -c "$MANIFEST"' \#(Self.jsonLines)
    DO $$ BEGIN
      IF (SELECT content ->> 'manifest_version' FROM dyno_manifest) IS DISTINCT FROM '2' THEN
        RAISE EXCEPTION 'tenant \#(tenant): manifest.json is not of version 2, which this loader reads: print the loader again with dyno-reports recipes';
      END IF;
    END $$;
    """#
  }

  /// Reads the JSON files in the list.
  var postgreSQLDocuments: String {
    #"""
    CREATE TEMP TABLE dyno_document (number bigint GENERATED ALWAYS AS IDENTITY, content jsonb) ON COMMIT DROP;
    \copy dyno_document (content) FROM PROGRAM 'sh -c "$DOCUMENTS"' \#(Self.jsonLines)
    """#
  }

  /// Loads the files that `dyno_entry` lists, and commits.
  var postgreSQLLoad: String {
    #"""
    CREATE TEMP TABLE dyno_file ON COMMIT DROP AS
    SELECT r ->> 'report' AS report, entry ->> 'schedule' AS schedule, entry -> 'period' ->> 'label' AS period,
           (r ->> 'complete')::boolean AS complete, f ->> 'path' AS path, f ->> 'sha256' AS sha256,
           (f ->> 'rows')::numeric AS row_count, f -> 'control_totals' AS control_totals,
           concat_ws(',', '\#(tenant)', r ->> 'report', entry ->> 'schedule', entry -> 'period' ->> 'label',
             entry ->> 'revision', entry ->> 'snapshot_at', coalesce(entry -> 'period' ->> 'start_date', ''),
             entry -> 'period' ->> 'end_date', r ->> 'complete') AS first_columns
    FROM dyno_entry, jsonb_array_elements(entry -> 'reports') AS r, jsonb_array_elements(r -> 'files') AS f
    WHERE f ->> 'format' = 'csv';

    INSERT INTO dyno_reports_expected (tenant, report, schedule, period, complete, measure, value)
    SELECT '\#(tenant)', report, schedule, period, bool_and(complete), measure, sum(value)
    FROM (
      SELECT report, schedule, period, complete, 'rows' AS measure, row_count AS value FROM dyno_file
      UNION ALL
      SELECT report, schedule, period, complete, key, total::numeric
      FROM dyno_file, jsonb_each_text(control_totals) AS t (key, total)) AS measures
    GROUP BY report, schedule, period, measure;

    \copy (SELECT sha256, path, report, first_columns FROM dyno_file) TO PROGRAM 'cat > "$LIST"' (DELIMITER ' ')

    \#(reports.map(postgreSQLCopy).joined(separator: "\n"))
    \copy dyno_manifest FROM PROGRAM 'cd "$FOLDER" && sh -c "$COMPARE"' \#(Self.jsonLines)
    \! rm -f "$LIST"

    DELETE FROM dyno_reports_sequence WHERE tenant = '\#(tenant)';
    INSERT INTO dyno_reports_sequence (tenant, sequence, published_at)
    SELECT '\#(tenant)', (content ->> 'sequence')::bigint, content ->> 'published_at' FROM dyno_manifest;

    \#(SQLCheck.view(reports))

    COMMIT;

    -- What is wrong with what was loaded; see dyno_reports_problems.
    DO $$ DECLARE
      messages text := (
        SELECT string_agg(message, E'\n')
        FROM (\#(SQLCheck.messages(tenant, reports))) AS p);
    BEGIN
      IF messages IS NOT NULL THEN RAISE EXCEPTION '%', messages; END IF;
    END $$;
    """#
  }

  private static let jsonLines = #"(FORMAT csv, ENCODING 'UTF8', QUOTE E'\x01', DELIMITER E'\x02')"#

  // No varchar(n): the formula guard can add one character to a text. No NOT NULL: older files lack the
  // latest columns.
  private func postgreSQLTable(_ report: Report) -> String {
    let columns = report.fileColumns.map { "  \($0.name) \($0.type.postgreSQLName)" }
    return """
      CREATE TABLE IF NOT EXISTS \(report.type) (
        tenant text,
        report text,
        schedule text,
        period text,
        revision bigint,
        snapshot_at timestamptz,
        start_date date,
        end_date date,
        complete boolean,
      \(columns.joined(separator: ",\n"))
      );
      """
  }

  private func postgreSQLCopy(_ report: Report) -> String {
    let columns = report.fileColumns.map(\.name)
    return #"""
      \copy \#(report.type) (tenant, report, schedule, period, revision, snapshot_at, start_date, end_date, complete, \#
      \#(columns.joined(separator: ", "))) FROM PROGRAM \#
      'sh -c "$ROWS" rows \#(report.type) \#(columns.count)' (FORMAT csv, ENCODING 'UTF8')
      """#
  }

  /// The exports folder, escaped for an argument of a psql meta-command.
  private var psqlExports: String { exports.replacing("\\", with: "\\\\").replacing("'", with: "''") }
}

extension ColumnType {
  fileprivate var postgreSQLName: String {
    switch self {
    case .uuid: "uuid"
    case .text: "text"
    case .bigint: "bigint"
    case .decimal(let precision, let scale): "numeric(\(precision),\(scale))"
    case .date: "date"
    case .instant: "timestamptz"
    }
  }
}
