internal import Reports

/// What the recipes in Python have in common.
extension RecipeSource {
  /// `COLUMNS`: the types by report and column. Names such as `UUID` are constants of the recipe.
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

  /// A function that names the files: those that the manifest lists, for they alone are published.
  ///
  /// - Parameters:
  ///   - documentation: what it yields.
  ///   - result: the expression for a file.
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
