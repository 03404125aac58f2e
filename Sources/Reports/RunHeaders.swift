extension Report {
  /// The headers of an occurrence's runs, which are published like a report: they say what each `run_id` of
  /// the other files is, and which runs failed.
  ///
  /// It is not in a ``ReportCatalog``, because no schedule asks for it. Its SQL reads the stored headers, and not
  /// the CRM.
  package static let runHeaders = Report(
    type: "report_run", title: "Runs",
    question: "Which runs computed the period's reports, and which of them failed?",
    windowRule: "One row per run of the period's reports, those that failed included.",
    columns: [
      Column("run_id", .uuid, role: .identity, "The run; the key of this table, with tenant_id."),
      .tenantID,
      Column("report_type", .text(maxLength: 100), role: .dimension, "The report that was run."),
      Column(
        "pipeline_id", .uuid, nullable: true, role: .dimension,
        "Pipeline that the run is about; empty where it is not about a single one."),
      Column(
        "principal_type", .text(maxLength: 20), nullable: true, role: .dimension,
        "USER or GROUP; empty where the run is not about a principal."),
      Column(
        "principal_id", .uuid, nullable: true, role: .dimension,
        "User or group that the run is about; empty where it is not about one."),
      Column("status", .text(maxLength: 20), values: ["SUCCEEDED", "FAILED"], "SUCCEEDED or FAILED."),
      Column(
        "error_message", .text(maxLength: 1_000), nullable: true,
        "Why the run failed and what to do; empty where it succeeded."),
      Column(
        "warnings", .text(maxLength: 1_000), nullable: true,
        "JSON: how often each irregularity of the data occurred; empty where there was none."),
    ],
    laterVersions: [
      ReportVersion(
        newColumns: [
          Column(
            "reconstructed", .text(maxLength: 5), nullable: true, values: ["true"],
            "true where the run says how things stood by the history of stages; empty otherwise.")
        ],
        marksReconstructions: true)
    ],
    runDimensions: [], options: [], supportsAllTime: true, hasWindow: false,
    showsWindowFromTheStart: true, sql: SQLFile.run_headers)
}
