internal import Reports

extension RecipeSource {
  var powerQuery: String {
    #"""
    // The published files of \#(owners), a table per report, for Power Query in Power BI and Excel. Tried by no test.
    // Run: make a blank query named DynoReports, paste this into its Advanced Editor, and set Exports as this machine sees
    // it; then make a blank query per report, such as  = DynoReports[\#(firstReport)]  and one  = DynoReports[check]
    // Power Query has no SHA-256. The sizes of files and their numbers of rows are compared with the manifest, and nothing
    // else: a file of the same size with other amounts is not noticed. `check` is an error if a report is incomplete.
    // Refresh loads everything anew. The natural key of a row is tenant, schedule, period and the report's dimensions. A new
    // revision has other run_ids, so never merge by run_id.\#(powerQueryRuleOfTenants)
    // Decimals are Currency.Type, exact to 15 digits at least; from 922 trillion on they are errors. Instants are UTC.
    let
        Exports = "\#(powerQueryExports)",
        Tenants = {\#(tenants.map { "\"\($0)\"" }.joined(separator: ", "))},
        Separator = if Text.Contains(Exports, "\") then "\" else "/",
        Contents = (tenant as text, path as text) as binary =>
            Binary.Buffer(
                File.Contents(
                    Exports & Separator & "tenant=" & tenant & Separator & Text.Replace(path, "/", Separator)
                )
            ),
        Fail = (tenant as text, message as text) =>
            error Error.Record("DynoReports", "tenant " & tenant & ": " & message),

        // The bytes of a file of the manifest.
        Listed = (tenant as text, file as record) as binary =>
            let
                Found = Contents(tenant, file[path])
            in
                if Binary.Length(Found) = file[bytes] then
                    Found
                else
                    Fail(
                        tenant,
                        file[path]
                            & " is not what the manifest says. Something may be being published: refresh again"
                    ),

        // `history` in a part is of superseded revisions: it is not read.
        Occurrences = (tenant as text) as list =>
            let
                Manifest = Json.Document(Contents(tenant, "manifest.json"), TextEncoding.Utf8),
                Parts =
                    if Record.FieldOrDefault(Manifest, "manifest_version", 0) = 2 then
                        Manifest[parts]
                    else
                        Fail(
                            tenant,
                            "manifest.json is not of version 2, which this loader reads: print it again with "
                                & "dyno-reports recipes"
                        )
            in
                List.Combine(
                    List.Transform(Parts, each Json.Document(Listed(tenant, _), TextEncoding.Utf8)[occurrences])
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
            window_start_date = type date,
            window_end_date = type date,
            complete = type logical
        ],

        // Parts that an earlier program wrote have no window: it is the period.
        WindowOf = (occurrence as record) as record =>
            Record.FieldOrDefault(occurrence, "window", occurrence[period]),

        // Where the rows of a report are from, and its CSV files. No parameter has the name of a field of the record, because
        // that name would mean the field.
        Entry = (slug as text, occurrence as record, entry as record) as record => [
            Origin = [
                tenant = slug,
                report = entry[report],
                schedule = occurrence[schedule],
                period = occurrence[period][label],
                revision = occurrence[revision],
                snapshot_at = occurrence[snapshot_at],
                start_date = Record.FieldOrDefault(occurrence[period], "start_date", null),
                end_date = occurrence[period][end_date],
                window_start_date = Record.FieldOrDefault(WindowOf(occurrence), "start_date", null),
                window_end_date = WindowOf(occurrence)[end_date],
                complete = entry[complete]
            ],
            Files = List.Select(entry[files], each [format] = "csv")
        ],
        EntriesOf = (tenant as text) as list =>
            List.Combine(
                List.Transform(
                    Occurrences(tenant),
                    (occurrence) => List.Transform(occurrence[reports], each Entry(tenant, occurrence, _))
                )
            ),
        Entries = List.Buffer(List.Combine(List.Transform(Tenants, EntriesOf))),

        // The rows of one file, all as text, with where they are from.
        Read = (file as record, origin as record, names as list) as table =>
            let
                Cells = Csv.Document(
                    Binary.Decompress(Listed(origin[tenant], file), Compression.GZip),
                    [Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]
                ),
                Promoted = Table.PromoteHeaders(Cells, [PromoteAllScalars = true]),
                Counted =
                    if Table.RowCount(Promoted) = file[rows] then
                        Promoted
                    else
                        Fail(
                            origin[tenant], file[path] & " has not as many rows as the manifest says: refresh again"
                        ),
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
            each "tenant " & [Origin][tenant] & ", report " & [Origin][report] & ", schedule " & [Origin][schedule] & ", period " & [Origin][period]
        )
    in
        [
            check =
                if List.IsEmpty(Incomplete) then
                    "complete"
                else
                    error Error.Record(
                        "DynoReports",
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

  private var powerQueryRuleOfTenants: String {
    hasOneTenant
      ? ""
      : "\n// A tenant that is new is not in Tenants, and one whose folder is gone is an error: print this again then."
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
