internal import Reports

/// What both scripts for PostgreSQL do once: they create the tables at the beginning, and check them at the end.
extension RecipeSource {
  /// The programs that psql starts for each tenant.
  ///
  /// - Parameter command: a command of the shell that prints the JSON in the file `$path`, a document per line.
  func postgreSQLPrograms(printing command: String) -> String {
    #"""
    \set list `mktemp`
    \setenv LIST :list

    -- LIST is a file with a line for each file to read: its hash, its path, its report, and the first columns of its rows.
    -- DOCUMENTS prints JSON. ROWS prints the rows of report $1, each padded to $2 columns, after their first columns, and
    -- what is no row if it fails. COMPARE prints the number of files in the list, if each is what it says.
    SELECT $sh$
        cd "$FOLDER" && tr -d '\n' < manifest.json && echo
      $sh$ AS manifest, $sh$
        cd "$FOLDER" || exit 1
        while read -r sum path; do \#(command); done < "$LIST"
      $sh$ AS documents, $sh$
        cd "$FOLDER" || exit 1
        while read -r sum path report prefix; do
          test "$report" = "$1" || continue
          gzip -dc "$path" | awk -F, -v width="$2" -v prefix="$prefix" '
            NR > 1 { print prefix "," $0 padding; next }
            { for (i = NF; i < width; i++) padding = padding "," }' || echo 'awk failed'
        done < "$LIST"
      $sh$ AS rows, $sh$
        cd "$FOLDER" || exit 1
        test ! -s "$LIST" || cut -d ' ' -f 1,2 "$LIST" | sed 's/ /  /' | sha256sum --check --quiet >&2 || exit 1
        wc -l < "$LIST"
      $sh$ AS compare \gset
    \setenv MANIFEST :manifest
    \setenv DOCUMENTS :documents
    \setenv ROWS :rows
    \setenv COMPARE :compare

    -- A tenant that fails does not stop the script: ERROR is true then, and the rest of its steps are left out.
    \set ON_ERROR_STOP off
    \set ON_ERROR_ROLLBACK off
    \set failed ''
    """#
  }

  /// Creates what is missing, in a transaction of its own.
  var postgreSQLTables: String {
    #"""
    \set ON_ERROR_STOP on
    BEGIN;
    SET LOCAL client_min_messages = warning;

    -- Two loaders cannot create a table at the same time.
    DO $$ BEGIN PERFORM pg_advisory_xact_lock(hashtext('dyno_reports_sequence')); END $$;

    \#(SQLCheck.tables(text: "text"))

    -- Loaders wait for each other here too, and before each tenant.
    LOCK TABLE dyno_reports_sequence IN SHARE ROW EXCLUSIVE MODE;

    \#(reports.map(postgreSQLTable).joined(separator: "\n\n"))
    \#(postgreSQLLaterColumns)
    \#(hasOneTenant ? "" : postgreSQLIndexes)
    \#(SQLCheck.view(reports))

    COMMIT;
    """#
  }

  private var postgreSQLLaterColumns: String {
    let columns = reports.flatMap { report in
      let later = report.laterColumns.map { ($0.name, $0.type.postgreSQLName) }
      return (Self.laterOrigin.map { ($0, "date") } + later).map { "('\(report.type)', '\($0)', '\($1)')" }
    }
    return """

      -- What the tables of an earlier loader lack. Nothing is changed where nothing is missing, because a change waits for
      -- everybody who reads the table.
      DO $$ DECLARE change text; BEGIN
        FOR change IN
          SELECT format('ALTER TABLE %I ADD COLUMN %I %s', report, name, type)
          FROM (VALUES
            \(columns.joined(separator: ",\n      "))) AS added (report, name, type)
          WHERE NOT EXISTS (
            SELECT FROM pg_attribute WHERE attrelid = to_regclass(report) AND attname = name AND NOT attisdropped)
        LOOP EXECUTE change; END LOOP;
      END $$;

      """
  }

  private var postgreSQLIndexes: String {
    let indexes = (reports.map(\.type) + ["dyno_reports_expected"]).map {
      "CREATE INDEX IF NOT EXISTS \($0)_by_period ON \($0) (tenant, schedule, period);"
    }
    return """

      -- Otherwise each table would be read whole for each tenant.
      \(indexes.joined(separator: "\n"))

      """
  }

  /// An error if something is wrong with what is loaded.
  var postgreSQLCheck: String {
    #"""
    \! rm -f "$LIST"
    \set ON_ERROR_STOP on

    -- Which tenants were not loaded, and what is wrong with what was; see dyno_reports_problems.
    SELECT set_config('dyno_reports.failed', :'failed', false) AS failed \gset
    DO $$ DECLARE
      messages text := (
        SELECT string_agg(message, E'\n')
        FROM (
          SELECT 'tenant ' || tenant || ': not loaded, and its rows are as before; an error above says why' AS message
          FROM unnest(string_to_array(ltrim(current_setting('dyno_reports.failed')), ' ')) AS tenant
          UNION ALL
          (\#(SQLCheck.messages(tenants, reports)))) AS p);
    BEGIN
      IF messages IS NOT NULL THEN RAISE EXCEPTION '%', messages; END IF;
    END $$;
    """#
  }

  // No varchar(n): the formula guard can add one character to a text. No NOT NULL: older files lack the
  // latest columns, and so does a table of a loader for an earlier version of the report.
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
        window_start_date date,
        window_end_date date,
        complete boolean,
      \(columns.joined(separator: ",\n"))
      );
      """
  }
}

extension ColumnType {
  var postgreSQLName: String {
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
