internal import Reports

/// What both scripts for DuckDB do for a tenant: they read the manifest, and load what `dyno_entry` lists.
extension RecipeSource {
  /// Begins the tenant's transaction and reads manifest.json.
  func duckDBManifest(_ tenant: String) -> String {
    """
    SET VARIABLE dyno_folder = '\(quotedFolder(tenant))';
    SET VARIABLE dyno_glob = '\(globbedExports)/tenant=\(tenant)';  -- the same, escaped as a pattern

    BEGIN;

    SET VARIABLE dyno_manifest = (
      SELECT content::JSON FROM read_text(getvariable('dyno_glob') || '/manifest.json'));
    SET VARIABLE dyno_sequence = (getvariable('dyno_manifest') ->> 'sequence')::BIGINT;
    SET VARIABLE dyno_check = (
      SELECT error('tenant \(tenant): manifest.json is missing or not of version 2, which this loader reads: print the '
        || 'loader again with dyno-reports recipes')
      WHERE getvariable('dyno_manifest') ->> 'manifest_version' IS DISTINCT FROM '2');
    """
  }

  /// Reads the files in `dyno_document`. The list is never empty, because DuckDB takes no empty list.
  func duckDBDocuments(_ tenant: String) -> String {
    """
    SET VARIABLE dyno_paths = (
      SELECT list(getvariable('dyno_glob') || '/' || path)
      FROM (SELECT path FROM dyno_document UNION ALL SELECT 'manifest.json'));
    CREATE OR REPLACE TEMP TABLE dyno_content AS
    SELECT dyno_document.*, content, sha256(content) AS found
    FROM dyno_document
    LEFT JOIN read_text(getvariable('dyno_paths')) AS text
      ON text.filename = getvariable('dyno_folder') || '/' || path;
    \(duckDBHashCheck(tenant, "dyno_content"))
    """
  }

  /// Loads the files that `dyno_entry` lists, and commits.
  func duckDBLoad(_ tenant: String) -> String {
    """
    CREATE OR REPLACE TEMP TABLE dyno_file AS
    SELECT report ->> 'report' AS report, entry ->> 'schedule' AS schedule, entry ->> '$.period.label' AS period,
           (entry ->> 'revision')::BIGINT AS revision, (entry ->> 'snapshot_at')::TIMESTAMPTZ AS snapshot_at,
           (entry ->> '$.period.start_date')::DATE AS start_date, (entry ->> '$.period.end_date')::DATE AS end_date,
           -- Parts that an earlier program wrote have no window: it is the period.
           (coalesce(entry -> '$.window', entry -> '$.period') ->> '$.start_date')::DATE AS window_start_date,
           (coalesce(entry -> '$.window', entry -> '$.period') ->> '$.end_date')::DATE AS window_end_date,
           (report ->> 'complete')::BOOLEAN AS complete, file ->> 'path' AS path, file ->> 'sha256' AS sha256,
           (file ->> 'rows')::BIGINT AS row_count, file -> 'control_totals' AS control_totals,
           getvariable('dyno_folder') || '/' || path AS filename
    FROM (
      SELECT *, unnest(report -> '$.files[*]') AS file
      FROM (SELECT *, unnest(entry -> '$.reports[*]') AS report FROM dyno_entry))
    WHERE file ->> 'format' = 'csv';

    -- Before, so that the error says what is wrong.
    \(duckDBCompare(tenant))

    INSERT INTO dyno_reports_expected (tenant, report, schedule, period, complete, measure, value)
    SELECT '\(tenant)', report, schedule, period, bool_and(complete), measure, sum(value)
    FROM (
      SELECT report, schedule, period, complete, 'rows' AS measure, row_count::DECIMAL(38,6) AS value FROM dyno_file
      UNION ALL
      SELECT report, schedule, period, complete, measure, (control_totals ->> measure)::DECIMAL(38,6)
      FROM (SELECT *, unnest(json_keys(control_totals)) AS measure FROM dyno_file))
    GROUP BY report, schedule, period, measure;

    \(reports.map { duckDBInsert(tenant, $0) }.joined(separator: "\n\n"))

    -- A file in place is the listed one or a later one. So what is the listed one now was it when it was read.
    \(duckDBCompare(tenant))

    DELETE FROM dyno_reports_sequence WHERE tenant = '\(tenant)';
    INSERT INTO dyno_reports_sequence (tenant, sequence, published_at)
    VALUES ('\(tenant)', getvariable('dyno_sequence'), getvariable('dyno_manifest') ->> 'published_at');

    COMMIT;
    """
  }

  /// Compares the files in `dyno_file` with their hashes.
  private func duckDBCompare(_ tenant: String) -> String {
    """
    SET VARIABLE dyno_paths = (
      SELECT list(getvariable('dyno_glob') || '/' || path)
      FROM (SELECT path FROM dyno_file UNION ALL SELECT 'manifest.json'));
    SET VARIABLE dyno_paths = (
      SELECT list(getvariable('dyno_glob') || substring(file, length(getvariable('dyno_folder')) + 1))
      FROM glob(getvariable('dyno_paths')));
    CREATE OR REPLACE TEMP TABLE dyno_found AS
    SELECT dyno_file.*, blob.found
    FROM dyno_file
    LEFT JOIN (SELECT filename, sha256(content) AS found FROM read_blob(getvariable('dyno_paths'))) AS blob
      USING (filename);
    \(duckDBHashCheck(tenant, "dyno_found"))
    """
  }

  /// - Parameter table: has the columns `path`, `sha256`, and `found` for the hash of the file as it is.
  private func duckDBHashCheck(_ tenant: String, _ table: String) -> String {
    """
    SET VARIABLE dyno_check = (
      SELECT error('tenant \(tenant): ' || count(*) || ' files are missing or are not what the manifest says, such as '
        || min(path) || '. Something may be being published: run this again')
      FROM \(table)
      WHERE found IS DISTINCT FROM sha256
      HAVING count(*) > 0);
    """
  }

  // The dialect is given completely. Otherwise DuckDB would guess it from the first file, for all files. DuckDB takes no
  // empty list of files, so manifest.json is in it, and is left out before anything is read.
  private func duckDBInsert(_ tenant: String, _ report: Report) -> String {
    let names = report.fileColumns.map(\.name)
    let columns = report.fileColumns.map { "    '\($0.name)': '\($0.type.duckDBName)'" }
    return """
      SET VARIABLE dyno_paths = (
        SELECT list(getvariable('dyno_glob') || '/' || path)
        FROM (SELECT path FROM dyno_file WHERE report = '\(report.type)' UNION ALL SELECT 'manifest.json'));
      INSERT INTO \(report.type) (
        tenant, report, schedule, period, revision, snapshot_at, start_date, end_date, window_start_date, window_end_date,
        complete, \(names.joined(separator: ", ")))
      SELECT '\(tenant)', f.report, f.schedule, f.period, f.revision, f.snapshot_at, f.start_date, f.end_date,
        f.window_start_date, f.window_end_date, f.complete, \(names.map { "r." + $0 }.joined(separator: ", "))
      FROM read_csv(
        getvariable('dyno_paths'), compression = 'gzip',
        auto_detect = false, header = true, delim = ',', quote = '"', escape = '"',
        nullstr = '', allow_quoted_nulls = false,  -- an empty field is NULL, "" is an empty text
        null_padding = true,                       -- older files may lack the latest columns
        hive_partitioning = false, filename = true,
        columns = {
      \(columns.joined(separator: ",\n"))
        }) AS r
      JOIN dyno_file AS f ON f.filename = r.filename
      WHERE r.filename <> '\(quotedFolder(tenant))/manifest.json';
      """
  }

  private func quotedFolder(_ tenant: String) -> String {
    "\(exports.replacing("'", with: "''"))/tenant=\(tenant)"
  }

  /// The exports folder, escaped for a glob in an SQL string.
  private var globbedExports: String {
    exports.map { "*?[".contains($0) ? "[\($0)]" : $0 == "'" ? "''" : String($0) }.joined()
  }
}
