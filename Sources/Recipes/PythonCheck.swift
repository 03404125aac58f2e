/// The check of the Python recipes that read a file at a time. The one for Spark has its own.
extension RecipeSource {
  /// Python that compares what `read` loads with the manifest.
  ///
  /// - Parameter values: an expression for the values of the column `column` of the frame `rows`, with no NULL.
  func pythonCheck(values: String) -> String {
    """
    def problems():
        \"\"\"What is incomplete, and what does not agree with the manifest.\"\"\"
        for tenant in TENANTS:
            for table in manifest(tenant)["reports"]:
                if "csv" in table["formats"] and table["report"] not in COLUMNS:
                    yield (
                        f"tenant {tenant}, report {table['report']}: this loader does not know the report:"
                        " print it again with dyno-reports recipes"
                    )
        for report in COLUMNS:
            for origin, file, data in published(report):
                name = ", ".join(f"{key} {origin[key]}" for key in ["tenant", "report", "schedule", "period"])
                if not origin["complete"]:
                    yield (
                        f"{name}: incomplete: a run failed, and its rows are missing. report_run says which:"
                        " mend the cause, and restate the period"
                    )
                rows = read(report, data)
                found = {"rows": len(rows)} | {
                    column: sum(\(values), Decimal(0)) for column in file["control_totals"]
                }
                for measure, value in found.items():
                    expected = file["rows"] if measure == "rows" else Decimal(file["control_totals"][measure])
                    if value != expected:
                        yield f"{name}: {measure} is {value}, but the manifest says {expected}: load it again"


    def check():
        \"\"\"Fails if a report is incomplete, or if rows, totals or files are not what the manifest says.\"\"\"
        if found := list(dict.fromkeys(problems())):
            raise DynoReportsError("\\n".join(found))


    if __name__ == "__main__":
        try:
            check()
        except DynoReportsError as error:
            sys.exit(str(error))
    """
  }
}
