internal import Reports

/// The parts that all Python recipes share.
extension RecipeSource {
  /// `COLUMNS`: the types of the columns of each report. Names such as `UUID` are constants of the recipe.
  func pythonColumns(decimal: (_ precision: Int, _ scale: Int) -> String) -> String {
    let entries = reports.map { report in
      let columns = report.fileColumns.map { column in
        let type =
          switch column.type {
          case .uuid: "UUID"
          case .text: "TEXT"
          case .bigint: "BIGINT"
          case .decimal(let precision, let scale): decimal(precision, scale)
          case .date: "DATE"
          case .instant: "INSTANT"
          }
        return "        \"\(column.name)\": \(type),"
      }
      return "    \"\(report.type)\": {\n\(columns.joined(separator: "\n"))\n    },"
    }
    return "COLUMNS = {\n\(entries.joined(separator: "\n"))\n}"
  }

  /// `ORIGIN`: the types of the columns that say where a row is from.
  var pythonOrigin: String {
    """
    ORIGIN = {
        "tenant": TEXT,
        "report": TEXT,
        "schedule": TEXT,
        "period": TEXT,
        "revision": BIGINT,
        "snapshot_at": INSTANT,
        "start_date": DATE,
        "end_date": DATE,
        "complete": BOOLEAN,
    }
    """
  }

  /// Python that reads the manifest. It needs `COLUMNS`, `FOLDER`, `TENANT` and the modules `json`, `hashlib` and
  /// `time`.
  ///
  /// - Parameter readsContent: whether `published` gives the bytes of each file, compared with its hash.
  func pythonManifest(readsContent: Bool = true) -> String {
    """
    class DynoReportsError(Exception):
        pass


    class ChangedFile(DynoReportsError):
        pass


    def content(file):
        \"\"\"The bytes of a file, if they are what the manifest says.\"\"\"
        try:
            found = (FOLDER / file["path"]).read_bytes()
        except FileNotFoundError:
            found = None
        if found is None or hashlib.sha256(found).hexdigest() != file["sha256"]:
            wrong = "missing" if found is None else "not what the manifest says"
            raise ChangedFile(
                f"tenant {TENANT}: {file['path']} is {wrong}. Something may be being published: run this again"
            )
        return found


    def listed(report):
        \"\"\"The CSV files of a report, each with where its rows are from. `history` in a part is never read.\"\"\"
        manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
        if manifest["manifest_version"] != 2:
            raise DynoReportsError(
                f"tenant {TENANT}: manifest.json is not of version 2, which this loader reads:"
                " print the loader again with dyno-reports recipes"
            )
        for part in manifest["parts"]:
            for occurrence in json.loads(content(part))["occurrences"]:
                for entry in occurrence["reports"]:
                    if entry["report"] != report:
                        continue
                    period = occurrence["period"]
                    origin = {
                        "tenant": TENANT,
                        "report": report,
                        "schedule": occurrence["schedule"],
                        "period": period["label"],
                        "revision": occurrence["revision"],
                        "snapshot_at": datetime.fromisoformat(occurrence["snapshot_at"].replace("Z", "+00:00")),
                        "start_date": date.fromisoformat(period["start_date"]) if "start_date" in period else None,
                        "end_date": date.fromisoformat(period["end_date"]),
                        "complete": entry["complete"],
                    }
                    for file in entry["files"]:
                        if file["format"] == "csv":
                            yield origin, file\(readsContent ? ", content(file)" : "")
    """
  }

  /// A function that calls another again where a file has changed.
  var pythonTries: String {
    """
    def published(report, read=lambda files: files):
        \"\"\"All that is listed for a report. While something is published, the manifest is read again.\"\"\"
        for seconds in [1, 2, None]:
            try:
                return read(list(listed(report)))
            except ChangedFile:
                if seconds is None:
                    raise
                time.sleep(seconds)
    """
  }

  /// Python that compares what `read` loads with the manifest.
  ///
  /// - Parameter values: an expression for the values of the column `column` of the frame `rows`, with no NULL.
  func pythonCheck(values: String) -> String {
    """
    def problems():
        \"\"\"What is incomplete, and what does not agree with the manifest.\"\"\"
        manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
        for table in manifest["reports"]:
            if "csv" in table["formats"] and table["report"] not in COLUMNS:
                yield (
                    f"tenant {TENANT}, report {table['report']}: this loader does not know the report:"
                    " print it again with dyno-reports recipes"
                )
        for report in COLUMNS:
            for origin, file, data in published(report):
                name = f"tenant {TENANT}, report {report}, schedule {origin['schedule']}, period {origin['period']}"
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

  static let pythonLoadDocumentation =
    "All published rows of a report; the columns in `ORIGIN` say where each is from."

  /// Comments for the head of every Python recipe.
  static let pythonRules = """
    # A period's rows come and go as a whole: the natural key of a row is tenant, schedule, period and the report's
    # dimensions. A new revision has other run_ids, so never merge frames by run_id.
    # python dyno_reports.py fails if a report is incomplete, or if rows, totals or files are not what the manifest says.
    """
}
