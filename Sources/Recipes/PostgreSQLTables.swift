internal import Reports

extension RecipeSource {
  var postgreSQL: String {
    let types = reports.map(\.type).joined(separator: ", ")
    return #"""
      -- Loads the published files of tenant \#(tenant) into PostgreSQL, one table per report, in one transaction. Run it
      -- as often as wished: it replaces the tenant's rows and leaves other tenants alone. Needs psql, sh, awk, gzip and
      -- sha256sum. Tried with PostgreSQL 15.
      -- Run: dyno-reports recipes postgresql --tenant \#(tenant) | psql -X -d DATABASE
      \set ON_ERROR_STOP on
      \setenv FOLDER '\#(psqlExports)/tenant=\#(tenant)'

      -- Prints the rows of report $1, padded to $2 columns, after the four of the path. What SHA256SUMS lists is published.
      SELECT $sh$
        cd "$FOLDER" && while read -r sum path; do
          case $path in csv/report=$1/*) ;; *) continue ;; esac
          echo "$sum  $path" | sha256sum --check --status || { echo "changed, run again: $path" >&2; exit 1; }
          gzip -dc "$path" | awk -F, -v width="$2" -v path="$path" '
            NR > 1 { print prefix $0 padding; next }
            { split(path, part, /[=\/]/); prefix = "\#(tenant)," part[3] "," part[5] "," part[7] "," }
            { for (i = NF; i < width; i++) padding = padding "," }'
        done < SHA256SUMS
      $sh$ AS rows \gset
      \setenv ROWS :rows

      BEGIN;
      SET LOCAL client_min_messages = warning;

      \#(reports.map(table).joined(separator: "\n\n"))

      LOCK TABLE \#(types) IN SHARE ROW EXCLUSIVE MODE;

      \#(reports.map(copy).joined(separator: "\n\n"))

      COMMIT;
      """#
  }

  // No varchar(n): the formula guard can add one character to a text. No NOT NULL: older files lack the
  // latest columns.
  private func table(_ report: Report) -> String {
    let columns = report.fileColumns.map { "  \($0.name) \($0.type.postgreSQLName)" }
    return """
      CREATE TABLE IF NOT EXISTS \(report.type) (
        tenant text,
        report text,
        schedule text,
        period text,
      \(columns.joined(separator: ",\n"))
      );
      """
  }

  private func copy(_ report: Report) -> String {
    let columns = report.fileColumns.map(\.name)
    return #"""
      DELETE FROM \#(report.type) WHERE tenant = '\#(tenant)';
      \copy \#(report.type) (tenant, report, schedule, period, \#(columns.joined(separator: ", "))) FROM PROGRAM \#
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
