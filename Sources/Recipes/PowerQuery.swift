internal import Reports

extension RecipeSource {
  var powerQuery: String {
    #"""
    // The published files of tenant \#(tenant), a table per report, for Power Query in Power BI and Excel. Tried by no test.
    // Run: make a blank query named DynoReports, paste this into its Advanced Editor, and set Folder as this machine sees
    // it; then make a blank query per report, such as  = DynoReports[\#(firstReport)]
    // Decimals are Currency.Type, exact to 15 digits at least; from 922 trillion on they are errors. Instants are UTC.
    let
        Folder = "\#(powerQueryExports)/tenant=\#(tenant)/csv",
        Files = Folder.Files(Folder),
        Partitions = {"tenant", "report", "schedule", "period"},

        // The rows of one file, all as text, with what its path says.
        Read = (file as record, names as list) as table =>
            let
                Path = Text.Replace(file[Folder Path], "\", "/"),
                Cells = Csv.Document(
                    Binary.Decompress(file[Content], Compression.GZip),
                    [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
                ),
                Promoted = Table.PromoteHeaders(Cells, [PromoteAllScalars = true]),
                Chosen = Table.SelectColumns(Promoted, names, MissingField.UseNull),
                Tenant = Table.AddColumn(Chosen, "tenant", each "\#(tenant)"),
                Report = Table.AddColumn(Tenant, "report", each Text.BetweenDelimiters(Path, "/report=", "/")),
                Schedule = Table.AddColumn(Report, "schedule", each Text.BetweenDelimiters(Path, "/schedule=", "/")),
                Period = Table.AddColumn(Schedule, "period", each Text.BetweenDelimiters(Path, "/period=", "/"))
            in
                Period,

        // All files of a report, typed. An empty field is null in the nullable columns, else an empty text.
        Load = (report as text, types as list, nullable as list) as table =>
            let
                Names = List.Transform(types, each _{0}),
                Empty = #table(Names & Partitions, {}),
                Chosen = Table.SelectRows(
                    Files,
                    each Text.EndsWith([Name], ".csv.gz")
                        and Text.Contains(Text.Replace([Folder Path], "\", "/"), "/report=" & report & "/")
                ),
                Tables = List.Transform(Table.ToRecords(Chosen), (file) => Read(file, Names)),
                Combined = Table.Combine({Empty} & Tables),
                Nulls = Table.ReplaceValue(Combined, "", null, Replacer.ReplaceValue, nullable),
                PartitionTypes = List.Transform(Partitions, each {_, type text})
            in
                Table.TransformColumnTypes(Nulls, types & PartitionTypes, "en-US")
    in
        [
    \#(reports.map(load).joined(separator: ",\n"))
        ]
    """#
  }

  private func load(_ report: Report) -> String {
    let columns = report.fileColumns.map { "                {\"\($0.name)\", \($0.type.powerQueryName)}" }
    let nullable = report.fileColumns.filter(\.isNullable).map { "\"\($0.name)\"" }
    return """
              \(report.type) = Load(
                  "\(report.type)",
                  {
      \(columns.joined(separator: ",\n"))
                  },
                  {\(nullable.joined(separator: ", "))}
              )
      """
  }

  /// The exports folder, escaped for a text literal of M.
  private var powerQueryExports: String {
    exports.replacing("#(", with: "#(#)(").replacing("\"", with: "\"\"")
  }
}

extension ColumnType {
  fileprivate var powerQueryName: String {
    switch self {
    case .uuid, .text: "type text"
    case .bigint: "Int64.Type"
    // Currency.Type has four decimal places. The other types for decimals use binary floating point.
    case .decimal(_, let scale): scale <= 4 ? "Currency.Type" : "type text"
    case .date: "type date"
    case .instant: "type datetimezone"
    }
  }
}
