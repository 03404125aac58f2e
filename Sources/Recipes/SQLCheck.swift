internal import Reports

/// What the loaders for databases keep and check beside the rows. The SQL is the same for DuckDB and PostgreSQL but for
/// the names of types.
enum SQLCheck {
  /// - Parameter text: the name of the type for text.
  static func tables(text: String) -> String {
    """
    -- The last sequence that was loaded of each tenant, and when it was published. What is published later has a higher
    -- one.
    CREATE TABLE IF NOT EXISTS dyno_reports_sequence (tenant \(text), sequence BIGINT, published_at \(text));

    -- What the manifests say of the rows that were loaded: for each period of a report, its `rows` and the control total
    -- of each money column.
    CREATE TABLE IF NOT EXISTS dyno_reports_expected (
      tenant \(text),
      report \(text),
      schedule \(text),
      period \(text),
      complete BOOLEAN,
      measure \(text),
      value \(number)
    );
    """
  }

  /// The view `dyno_reports_problems`, over the rows of every tenant. It compares the tables and columns of the given
  /// reports: what a loader of other tenants loaded beside them is not wrong.
  static func view(_ reports: [Report]) -> String {
    let sums = reports.flatMap { report in
      [(report, "rows", "count(*)")]
        + report.moneyColumns.map { (report, $0.name, "coalesce(sum(\($0.name)), 0)") }
    }
    let loaded = sums.map { report, measure, value in
      """
        SELECT tenant, report, schedule, period, '\(measure)' AS measure, CAST(\(value) AS \(number)) AS value
        FROM \(report.type) GROUP BY tenant, report, schedule, period
      """
    }
    let measures = reports.map { report in
      let names = ["rows"] + report.moneyColumns.map(\.name)
      return "report = '\(report.type)' AND measure IN (\(list(names)))"
    }
    return """
      -- What is wrong with what is loaded, of all tenants. No rows: every report is complete, and the tables of this loader
      -- agree with the manifests.
      CREATE OR REPLACE VIEW dyno_reports_problems AS
      WITH loaded AS (
      \(loaded.joined(separator: "\n  UNION ALL\n"))
      ), expected AS (
        SELECT * FROM dyno_reports_expected
        WHERE \(measures.joined(separator: "\n    OR "))
      )
      SELECT tenant, report, schedule, period,
             'incomplete: a run failed, and its rows are missing. report_run says which: mend the cause, and restate the period'
               AS problem
      FROM dyno_reports_expected
      WHERE measure = 'rows' AND NOT complete
      UNION ALL
      SELECT tenant, report, schedule, period,
             measure || ' is ' || \(text("loaded")) || ', but the manifest says ' || \(text("expected"))
               || ': run the full loader'
      FROM expected
      FULL JOIN loaded USING (tenant, report, schedule, period, measure)
      WHERE CASE
        WHEN expected.value IS NULL THEN measure = 'rows'  -- an older file lacks the latest money columns
        ELSE coalesce(loaded.value, 0) <> expected.value
      END;
      """
  }

  /// The elements of an SQL list of texts without quotes in them.
  private static func list(_ texts: [String]) -> String {
    texts.map { "'\($0)'" }.joined(separator: ", ")
  }

  /// The type of numbers of rows and of sums: exact, and large enough for both.
  private static let number = "DECIMAL(38,6)"

  private static func text(_ table: String) -> String {
    "rtrim(rtrim(CAST(CAST(coalesce(\(table).value, 0) AS \(number)) AS VARCHAR), '0'), '.')"
  }

  /// A query for the first problems of the loader's tenants, a `message` each.
  ///
  /// - Parameter reports: those that the loader loads. Others may have been published since it was printed.
  static func messages(_ tenants: [String], _ reports: [Report]) -> String {
    """
    SELECT 'tenant ' || tenant || ', report ' || report || ', schedule ' || schedule || ', period ' || period || ': '
             || problem AS message
        FROM (
          SELECT * FROM dyno_reports_problems
          UNION ALL
          SELECT tenant, report, min(schedule), min(period),
                 'this loader does not know the report: print it again with dyno-reports recipes'
          FROM dyno_reports_expected
          WHERE report NOT IN (\(list(reports.map(\.type))))
          GROUP BY tenant, report) AS problems
        WHERE tenant IN (\(list(tenants)))
        ORDER BY tenant, report, schedule, period, problem
        LIMIT 20
    """
  }
}
