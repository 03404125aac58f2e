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

  var pythonPartitions: String {
    #"PARTITIONS = {"tenant": TEXT, "report": TEXT, "schedule": TEXT, "period": TEXT}"#
  }

  /// A Python function that yields the files in the manifest, because only these are published.
  ///
  /// - Parameters:
  ///   - documentation: the function's docstring, which says what it yields.
  ///   - result: the expression to yield for a file.
  func pythonFiles(_ documentation: String, yielding result: String) -> String {
    """
    def published(report):
        \"\"\"\(documentation)\"\"\"
        manifest = json.loads((FOLDER / "manifest.json").read_text(encoding="utf-8"))
        for occurrence in manifest["occurrences"]:
            for entry in occurrence["reports"]:
                for file in entry["files"]:
                    if entry["report"] == report and file["format"] == "csv":
                        yield \(result)
    """
  }

  static let pythonLoadDocumentation =
    "All published rows of a report; `tenant`, `report`, `schedule` and `period` say where each is from."
}
