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
        "window_start_date": DATE,
        "window_end_date": DATE,
        "complete": BOOLEAN,
    }
    """
  }

  /// `TENANTS` and `EXPORTS`: whose files are read, and where they are.
  var pythonTenants: String {
    let tenants =
      hasOneTenant ? "\"\(tenants[0])\"" : "\n" + tenants.map { "    \"\($0)\",\n" }.joined()
    return """
      TENANTS = [\(tenants)]
      EXPORTS = Path("\(quotedExports)")
      """
  }

  /// Python that reads the manifests. It needs `COLUMNS`, `TENANTS`, `EXPORTS` and the modules `json`, `hashlib` and
  /// `time`.
  ///
  /// - Parameter readsContent: whether `listed` gives the bytes of each file, compared with its hash.
  func pythonManifest(readsContent: Bool = true) -> String {
    """
    class DynoReportsError(Exception):
        pass


    class ChangedFile(DynoReportsError):
        pass


    def path(tenant, file):
        return EXPORTS / f"tenant={tenant}" / file


    def content(tenant, file):
        \"\"\"The bytes of a file, if they are what the manifest says.\"\"\"
        try:
            found = path(tenant, file["path"]).read_bytes()
        except FileNotFoundError:
            found = None
        if found is None or hashlib.sha256(found).hexdigest() != file["sha256"]:
            wrong = "missing" if found is None else "not what the manifest says"
            raise ChangedFile(
                f"tenant {tenant}: {file['path']} is {wrong}. Something may be being published: run this again"
            )
        return found


    def manifest(tenant):
        try:
            found = json.loads(path(tenant, "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            found = {}
        if found.get("manifest_version") != 2:
            raise DynoReportsError(
                f"tenant {tenant}: manifest.json is missing or not of version 2, which this loader reads:"
                " print the loader again with dyno-reports recipes"
            )
        return found


    def first_date(period):
        return date.fromisoformat(period["start_date"]) if "start_date" in period else None


    def listed(tenant, report):
        \"\"\"The CSV files of a report, each with where its rows are from. `history` in a part is never read.\"\"\"
        for part in manifest(tenant)["parts"]:
            for occurrence in json.loads(content(tenant, part))["occurrences"]:
                for entry in occurrence["reports"]:
                    if entry["report"] != report:
                        continue
                    period = occurrence["period"]
                    window = occurrence.get("window", period)
                    origin = {
                        "tenant": tenant,
                        "report": report,
                        "schedule": occurrence["schedule"],
                        "period": period["label"],
                        "revision": occurrence["revision"],
                        "snapshot_at": datetime.fromisoformat(occurrence["snapshot_at"].replace("Z", "+00:00")),
                        "start_date": first_date(period),
                        "end_date": date.fromisoformat(period["end_date"]),
                        "window_start_date": first_date(window),
                        "window_end_date": date.fromisoformat(window["end_date"]),
                        "complete": entry["complete"],
                    }
                    for file in entry["files"]:
                        if file["format"] == "csv":
                            yield origin, file\(readsContent ? ", content(tenant, file)" : "")


    def unchanged(read):
        \"\"\"What `read` returns. While something is published, a file can change: then it is called again.\"\"\"
        for seconds in [1, 2, None]:
            try:
                return read()
            except ChangedFile:
                if seconds is None:
                    raise
                time.sleep(seconds)
    """
  }

  /// `published`: all files of a report with their bytes. Each tenant is read by itself, and only one that changes is
  /// read again.
  var pythonPublished: String {
    """
    def published(report):
        \"\"\"All that is listed for a report.\"\"\"
        return [file for tenant in TENANTS for file in unchanged(lambda: list(listed(tenant, report)))]
    """
  }

  static let pythonLoadDocumentation =
    "All published rows of a report; the columns in `ORIGIN` say where each is from."

  /// Comments for the head of every Python recipe.
  var pythonRules: String {
    """
    # A period's rows come and go as a whole: the natural key of a row is tenant, schedule, period and the report's
    # dimensions. A new revision has other run_ids, so never merge frames by run_id.\(pythonRuleOfTenants)
    # python dyno_reports.py fails if a report is incomplete, or if rows, totals or files are not what the manifest says.
    """
  }

  /// A comment that begins with a line feed; empty for one tenant.
  var pythonRuleOfTenants: String {
    hasOneTenant
      ? ""
      : "\n# A tenant that is new is not in TENANTS, and one whose folder is gone is an error: print this again then."
        + "\n# If files of one tenant are damaged, nothing is loaded of any, so that no rows are missing without an error: take"
        + "\n# the tenant out of TENANTS to load the others."
  }
}
