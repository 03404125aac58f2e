extension Report {
  /// Deals, money and age per stage. Design: `docs/reports/pipeline_stage_funnel_design_final.md`.
  package static let pipelineStageFunnel = Report(
    type: "pipeline_stage_funnel",
    title: "Pipeline stage funnel",
    question: "How many deals, worth how much and how old, are in each stage of a pipeline?",
    columns: [
      .runID,
      .tenantID,
      Column("pipeline_id", .uuid, role: .dimension, "Pipeline of the stage."),
      Column("stage_id", .uuid, role: .dimension, "Stage."),
      Column("stage_name", .text(maxLength: 255), "The stage's name when the report was computed."),
      Column(
        "stage_state", .text(maxLength: 20),
        "DONE_SUCCESS and DONE_FAILED are closed; any other state is open."),
      Column("deal_count", .bigint, "Number of deals whose current stage it is."),
      Column(
        "total_amount", .decimal(precision: 20, scale: 2), money: true,
        "Sum of the deals' amounts; a deal without one counts 0."),
      Column(
        "avg_age_days", .decimal(precision: 10, scale: 2), nullable: true,
        "Average days in the stage, until it was left or until as_of."),
    ],
    runDimensions: ["pipeline_id"],
    options: [
      ReportOption(
        "pipelines", .pipelines(keywords: ["all"]), "All pipelines, or a list of pipeline ids."),
      ReportOption("include_closed", .flag(default: false), "Whether closed stages are reported."),
    ],
    allowsAllTime: true,
    sql: PackageResources.pipeline_stage_funnel_sql
  )
}
