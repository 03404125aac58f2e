extension Report {
  /// Deals, money and age per stage. Design: `docs/reports/pipeline_stage_funnel_design_final.md`.
  package static let pipelineStageFunnel = Report(
    type: "pipeline_stage_funnel",
    title: "Pipeline stage funnel",
    question: "How many deals, worth how much and how old, are in each stage of a pipeline?",
    windowRule:
      "The window takes deals that were in their stage at some time in it: entered before its end, and not left "
      + "before its start. Only the stage that is current when the CRM is read counts. A closed deal stays in its "
      + "stage, so it is in every later period too: closed stages are not what was closed in the period.",
    columns: [
      .runID,
      .tenantID,
      Column("pipeline_id", .uuid, role: .dimension, "Pipeline of the stage."),
      Column("stage_id", .uuid, role: .dimension, "Stage."),
      Column(
        "stage_name", .text(maxLength: 255),
        limits: .stageName,
        nameOf: "stage_id",
        "The stage's name when the report was computed."),
      Column(
        "stage_state", .text(maxLength: 20),
        limits: .stageState,
        "DONE_SUCCESS and DONE_FAILED are closed; any other state is open."),
      Column(
        "deal_count", .bigint, addsUpOver: [.stages], "Number of deals whose current stage it is."),
      Column(
        "total_amount", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [.stages],
        limits: .stageAmount,
        "Sum of the deals' amounts; a deal without one counts 0."),
      Column(
        "avg_age_days", .decimal(precision: 10, scale: 2), nullable: true, addsUpOver: [],
        limits: ColumnLimits(
          notANumber:
            "At least one deal of this pipeline entered or left its stage at an infinite time, so that its "
            + "age cannot be computed. Correct the time in the CRM",
          tooLarge:
            "The average age of the deals in one stage is too long for the report (a hundred million days or "
            + "more). Correct the times at which deals entered and left the stage in the CRM"),
        "Average days in the stage, until it was left or until as_of."),
    ],
    laterVersions: [
      ReportVersion(
        newColumns: [
          Column(
            "stage_rank", .bigint, nullable: true, addsUpOver: [],
            "1 + the number of the pipeline's open stages before it, by pipeline_stage.position; a won stage comes after all "
              + "open ones; empty for lost stages and without positions."),
          .pipelineName, .asOf,
        ],
        rowOrder: ["pipeline_id", "stage_rank", "stage_id"]),
      ReportVersion(marksReconstructions: true),
    ],
    runDimensions: ["pipeline_id"],
    options: [
      ReportOption(
        "pipelines", .pipelines(keywords: ["all"]), "All pipelines, or a list of pipeline ids."),
      ReportOption("include_closed", .flag(default: false), "Whether closed stages are reported."),
    ],
    supportsAllTime: true,
    supportsNoWindow: true,
    dealColumns: [
      Column("deal_count", .bigint, "1."),
      Column(
        "total_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "The deal's amount; empty without one."),
      Column("entered_at", .instant, "When the deal entered the stage."),
      Column("exited_at", .instant, nullable: true, "When the deal left the stage; empty if it did not."),
      Column(
        "age_days", .decimal(precision: 10, scale: 2), "Days in the stage, until it was left or until as_of."),
    ],
    gaps: [
      .amount: "adds to total_amount",
      .currentStage: "counts",
      .pipelineOfStage: "counts",
      .entry: "counts",
      .openEnd: "counts with its right age",
    ],
    countsPlaces: true,
    reconstruction: .possible,
    presentation: .stages,
    sql: SQLFile.pipeline_stage_funnel
  )
}
