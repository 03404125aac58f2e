extension Report {
  /// Deals and money per pipeline and outcome. Design: `docs/reports/pipeline_overview_design_final.md`.
  package static let pipelineOverview = Report(
    type: "pipeline_overview",
    title: "Pipeline overview",
    question: "How many deals, worth how much, are won, lost and open in each pipeline?",
    windowRule:
      "The window takes deals that were last updated in it, whenever they were created or closed. A deal that was "
      + "updated after the window and before the CRM was read is in no row, so a late run or a restatement lacks more.",
    columns: [
      .runID,
      .tenantID,
      Column(
        "pipeline_id", .uuid, nullable: true, role: .dimension,
        "Pipeline of the deal; empty for deals in none."),
      Column(
        "status", .text(maxLength: 10), role: .dimension, values: ["WON", "LOST", "OPEN"],
        "WON, LOST or OPEN, by the current stage."),
      Column("deal_count", .bigint, addsUpOver: [.pipelines, .statuses], "Number of deals."),
      Column(
        "total_amount", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [.pipelines, .statuses],
        limits: ColumnLimits(
          notANumber: "The amount of at least one deal is not a number. Correct it in the CRM",
          tooLarge: "The deals of one pipeline add up to an amount that is too large for the report "
            + "(more than 18 digits before the decimal point). Correct the deals' amounts in the CRM"),
        "Sum of the deals' amounts; a deal without one counts 0."),
    ],
    laterVersions: [ReportVersion(newColumns: [.pipelineName, .asOf])],
    runDimensions: [],
    options: [
      ReportOption(
        "pipelines", .pipelines(keywords: ["all"]), "All pipelines, or a list of pipeline ids."),
      ReportOption("include_inactive", .flag(default: true), "Whether WON and LOST deals are reported."),
    ],
    supportsAllTime: true,
    supportsNoWindow: true,
    dealColumns: [
      Column("deal_count", .bigint, "1."),
      Column(
        "total_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "The deal's amount; empty without one."),
      Column("stage_id", .uuid, "The deal's current stage, by which it is won, lost or open."),
      Column("entered_at", .instant, nullable: true, "When the deal entered that stage."),
    ],
    gaps: [
      .amount: "adds to total_amount",
      .pipeline: "counts for a pipeline that has stages",
      .update: "counts",
      .currentStage: "counts",
    ],
    countsPlaces: true,
    reconstruction: .impossible(
      because: "it takes deals by when they were last updated, and every update replaces that time"),
    presentation: .overview,
    sql: SQLFile.pipeline_overview
  )
}
