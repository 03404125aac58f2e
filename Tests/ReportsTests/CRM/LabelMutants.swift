import Reports

extension ReportOracle {
  /// Wrong versions of the names that a report shows.
  static var mutantsOfLabels: [Mutant] {
    let kinds = report.columns.contains { $0.name == "principal_name" } ? Mutant.ofPrincipalNames : []
    let pipelines = report.columns.contains { $0.name == "pipeline_name" } ? Mutant.ofPipelineNames : []
    return Mutant.ofLabels + kinds + pipelines + [asOf]
  }
}

extension ReportOracle {
  /// It stands beside the names.
  fileprivate static var asOf: Mutant {
    let bound = "NULLIF(:'counted_until', '')::timestamp with time zone"
    let windowed = ":'counted_until'::timestamp with time zone"
    return Mutant(
      "as-of-is-the-bound", "Shows as as_of where the report's window ends, if that is earlier.",
      .replace(
        ":'as_of'::timestamp with time zone AS as_of",
        with: report.supportsNoWindow
          ? "coalesce(\(bound), :'as_of'::timestamp with time zone) AS as_of" : "\(windowed) AS as_of"))
  }
}

extension Mutant {
  fileprivate static let ofLabels: [Mutant] = [
    Mutant(
      "labels-of-any-tenant", "Uses other tenants' labels.",
      .replace(
        "FROM report_label\n  WHERE tenant_id = :'tenant_id'::uuid",
        with: "FROM report_label WHERE :'tenant_id'::uuid IS NOT NULL")),
    Mutant(
      "labels-greatest", "Uses the greatest of several names.", .replace("left(min(", with: "left(max(")),
    Mutant(
      "labels-any-case", "Compares names without their case.",
      .replace(
        "min(name::text COLLATE \"C\")", with: "(array_agg(name ORDER BY lower(name) COLLATE \"C\"))[1]")),
    Mutant(
      "labels-empty", "Takes an empty name for a name.",
      .replace("AND name::text <> ''", with: "AND name IS NOT NULL")),
    Mutant(
      "labels-trimmed", "Takes a blank name for no name.",
      .replace("AND name::text <> ''", with: "AND trim(name) <> ''")),
    Mutant(
      "labels-cut-in-bytes", "Cuts names after 255 bytes.",
      .replace(
        "left(min(name::text COLLATE \"C\"), 255)",
        with: """
          (SELECT max(left(whole, length)) FROM (SELECT min(name COLLATE "C") AS whole) AS n, generate_series(0, 255) AS length
           WHERE octet_length(left(whole, length)) <= 255)
          """)),
    Mutant(
      "labels-cut-too-early", "Cuts names after 254 characters.",
      .replace(", 255) AS name", with: ", 254) AS name")),
  ]

  fileprivate static let ofPrincipalNames: [Mutant] = [
    Mutant(
      "labels-of-users-for-groups", "Shows a user's name for the group with the same id.",
      .replace(
        "label_of_principal_name.kind = principal_type",
        with: "label_of_principal_name.kind = 'USER'")),
    Mutant(
      "labels-of-kinds-in-any-case", "Takes the kind user for USER.",
      .replace("SELECT kind::text AS kind, id,", with: "SELECT upper(kind) AS kind, id,"),
      .replace("kind::text = 'USER'", with: "upper(kind) = 'USER'"),
      .replace("GROUP BY kind::text, id", with: "GROUP BY upper(kind), id")),
    Mutant(
      "labels-of-the-tenant", "Shows a name for the tenant as a whole.",
      .replace("kind::text = 'PIPELINE'", with: "kind::text IN ('PIPELINE', 'TENANT')")),
    Mutant(
      "labels-of-groups-without-a-run", "Reads the names of groups that have no run.",
      .replace("'GROUP' AND id = ANY (:'groups'", with: "'GROUP' AND id <> ALL (:'groups'")),
  ]

  fileprivate static let ofPipelineNames: [Mutant] = [
    Mutant(
      "labels-of-users-for-pipelines", "Shows a user's name for the pipeline with the same id.",
      .replace("label_of_pipeline_name.kind = 'PIPELINE'", with: "label_of_pipeline_name.kind = 'USER'"))
  ]
}
