/// What to do about errors of the database that do not say it themselves.
enum DatabaseAdvice {
  static let connection =
    "correct --database-url, or libpq's PG… variables; `psql` with the same settings must connect"
  static let statement = "mend what the error names, then run `dyno-reports doctor` again"
  static let owner =
    "--owner-url must name the same database, with a login that psql can use"
}
