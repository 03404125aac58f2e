internal import Reports

extension RecipeSource {
  var powerQuery: String {
    #"""
    // The published files of tenant \#(tenant), a table per report, for Power Query in Power BI and Excel. Tried by no test.
    // Run: make a blank query named DynoReports, paste this into its Advanced Editor, and set Folder as this machine sees
    // it; then make a blank query per report, such as  = DynoReports[\#(firstReport)]  and one  = DynoReports[check]
    // Power Query has no SHA-256. The sizes of files and their numbers of rows are compared with the manifest, and nothing
    // else: a file of the same size with other amounts is not noticed. `check` is an error if a report is incomplete.
    // Refresh loads everything anew. The natural key of a row is tenant, schedule, period and the report's dimensions. A new
    // revision has other run_ids, so never merge by run_id.
    // Decimals are Currency.Type, exact to 15 digits at least; from 922 trillion on they are errors. Instants are UTC.
    let
        Folder = "\#(powerQueryExports)/tenant=\#(tenant)",
        Separator = if Text.Contains(Folder, "\") then "\" else "/",
        Contents = (path as text) as binary =>
            Binary.Buffer(File.Contents(Folder & Separator & Text.Replace(path, "/", Separator))),
        Fail = (message as text) => error Error.Record("DynoReports", "tenant \#(tenant): " & message),

        // The bytes of a file of the manifest.
        Listed = (file as record) as binary =>
            let
                Found = Contents(file[path])
            in
                if Binary.Length(Found) = file[bytes] then
                    Found
                else
                    Fail(file[path] & " is not what the manifest says. Something may be being published: refresh again"),

        Manifest = Json.Document(Contents("manifest.json"), TextEncoding.Utf8),
        Parts =
            if Record.FieldOrDefault(Manifest, "manifest_version", 0) = 2 then
                Manifest[parts]
            else
                Fail("manifest.json is not of version 2, which this loader reads: print it again with dyno-reports recipes"),
        // `history` in a part is of superseded revisions: it is not read.
        Occurrences = List.Combine(
            List.Transform(Parts, each Json.Document(Listed(_), TextEncoding.Utf8)[occurrences])
        ),
        Types = [
            tenant = type text,
            report = type text,
            schedule = type text,
            period = type text,
            revision = Int64.Type,
            snapshot_at = type datetimezone,
            start_date = type date,
            end_date = type date,
            complete = type logical
        ],

        // Where the rows of a report are from, and its CSV files.
        Entry = (occurrence as record, report as record) as record => [
            Origin = [
                tenant = "\#(tenant)",
                report = report[report],
                schedule = occurrence[schedule],
                period = occurrence[period][label],
                revision = occurrence[revision],
                snapshot_at = occurrence[snapshot_at],
                start_date = Record.FieldOrDefault(occurrence[period], "start_date", null),
                end_date = occurrence[period][end_date],
                complete = report[complete]
            ],
            Files = List.Select(report[files], each [format] = "csv")
        ],
        Entries = List.Combine(
            List.Transform(
                Occurrences, (occurrence) => List.Transform(occurrence[reports], each Entry(occurrence, _))
            )
        ),

        // The rows of one file, all as text, with where they are from.
        Read = (file as record, origin as record, names as list) as table =>
            let
                Cells = Csv.Document(
                    Binary.Decompress(Listed(file), Compression.GZip),
                    [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
                ),
                Promoted = Table.PromoteHeaders(Cells, [PromoteAllScalars = true]),
                Counted =
                    if Table.RowCount(Promoted) = file[rows] then
                        Promoted
                    else
                        Fail(file[path] & " has not as many rows as the manifest says: refresh again"),
                Chosen = Table.SelectColumns(Counted, names, MissingField.UseNull)
            in
                List.Accumulate(
                    Record.FieldNames(Types),
                    Chosen,
                    (table, name) => Table.AddColumn(table, name, each Record.Field(origin, name))
                ),

        // All files of a report, typed. An empty field is null in the nullable columns, else an empty text.
        Load = (report as text, types as list, nullable as list) as table =>
            let
                Names = List.Transform(types, each _{0}),
                Chosen = List.Select(Entries, each [Origin][report] = report),
                Tables = List.Combine(
                    List.Transform(
                        Chosen,
                        (entry) => List.Transform(entry[Files], (file) => Read(file, entry[Origin], Names))
                    )
                ),
                Combined = Table.Combine({#table(Names & Record.FieldNames(Types), {})} & Tables),
                Nulls = Table.ReplaceValue(Combined, "", null, Replacer.ReplaceValue, nullable),
                OriginTypes = List.Transform(Record.FieldNames(Types), each {_, Record.Field(Types, _)})
            in
                Table.TransformColumnTypes(Nulls, types & OriginTypes, "en-US"),

        Incomplete = List.Transform(
            List.Select(Entries, each not [Origin][complete]),
            each "report " & [Origin][report] & ", schedule " & [Origin][schedule] & ", period " & [Origin][period]
        )
    in
        [
            check =
                if List.IsEmpty(Incomplete) then
                    "complete"
                else
                    Fail(
                        "a run failed, and its rows are missing. report_run says which: mend the cause, and restate "
                            & Text.Combine(Incomplete, "; ")
                    ),
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
