extension Report {
  /// What became of the deals that entered each stage. Design: `docs/reports/stage_conversion_design_final.md`.
  package static let stageConversion = Report(
    type: "stage_conversion",
    title: "Stage conversion",
    question: "Of the deals that entered a stage, how many went on, were lost, left or are still there?",
    windowRule:
      "The window takes deals that entered a stage for the first time in it, for the counts and amounts up to `amount_rate` and, "
      + "for the pipeline as a whole, up to `reached_rate`; what became of them counts up to `follow_up` days after its end. From "
      + "`departed_count` on, it takes stays in a stage that ended in it, whenever they began.",
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
        "DONE_SUCCESS is won; any other state here is open."),
      Column(
        "stage_rank", .bigint, addsUpOver: [],
        "1 + the number of the pipeline's open stages before it; a won stage comes after all open ones."),
      Column(
        "entered_count", .bigint, addsUpOver: [],
        "Deals whose first visit to the stage began in the window."),
      Column(
        "advanced_count", .bigint, addsUpOver: [],
        "Those of them that later visited a stage of higher rank, won included."),
      Column(
        "lost_count", .bigint, addsUpOver: [],
        "Those that neither advanced nor left the pipeline, and are in a lost stage in the end."),
      Column(
        "left_count", .bigint, addsUpOver: [],
        "Those that did not advance, and left the pipeline in the end."),
      Column(
        "open_count", .bigint, addsUpOver: [],
        "All others of them; in the row of a won stage, those that are still won."),
      Column(
        "regressed_count", .bigint, addsUpOver: [],
        "Those of entered_count that later visited a stage of lower rank, whatever became of them."),
      Column(
        "skipped_count", .bigint, addsUpOver: [],
        "Deals that were never in the stage, and whose first visit to a stage of higher rank began in the window."
      ),
      Column(
        "entered_amount", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [],
        limits: .stageAmount,
        "Sum of the amounts of entered_count's deals; a deal without one counts 0."),
      Column(
        "advanced_amount", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [],
        limits: .stageAmount,
        "Sum of the amounts of advanced_count's deals."),
      Column(
        "lost_amount", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [],
        limits: .stageAmount,
        "Sum of the amounts of lost_count's deals."),
      Column(
        "conversion_rate", .decimal(precision: 5, scale: 4), nullable: true, addsUpOver: [],
        "advanced_count / entered_count, 0 to 1; empty without any and for won stages."),
      Column(
        "resolved_rate", .decimal(precision: 5, scale: 4), nullable: true, addsUpOver: [],
        "advanced_count / (advanced_count + lost_count), 0 to 1; empty without any and for won stages."),
      Column(
        "amount_rate", .decimal(precision: 28, scale: 4), nullable: true, addsUpOver: [],
        limits: ColumnLimits(
          tooLarge:
            "The amount that advanced is too large a multiple of the amount that entered a stage for the report "
            + "(more than 24 digits before the decimal point). Correct the deals' amounts in the CRM"),
        "advanced_amount / entered_amount; empty if that is 0 and for won stages."),
      Column(
        "pipeline_entered_count", .bigint, addsUpOver: [],
        "Deals whose first visit to any stage of the pipeline began in the window; the same in all its rows."),
      Column(
        "reached_count", .bigint, addsUpOver: [],
        "Those of them that visited a stage of this rank or a higher one."),
      Column(
        "reached_rate", .decimal(precision: 5, scale: 4), nullable: true, addsUpOver: [],
        "reached_count / pipeline_entered_count, 0 to 1; empty without any."),
      Column(
        "departed_count", .bigint, addsUpOver: [], "Visits to the stage that ended in the window."),
      Column(
        "departed_forward_count", .bigint, addsUpOver: [],
        "Those of them after which the deal was in a stage of higher rank."),
      Column(
        "forward_rate", .decimal(precision: 5, scale: 4), nullable: true, addsUpOver: [],
        "departed_forward_count / departed_count, 0 to 1; empty without any and for won stages."),
      Column(
        "median_days_in_stage", .decimal(precision: 10, scale: 2), nullable: true, addsUpOver: [],
        limits: ColumnLimits(
          notANumber:
            "At least one deal of this pipeline entered or left a stage at an infinite time, so that its days in the "
            + "stage cannot be computed. Correct the time in the CRM",
          tooLarge:
            "The median of the days in one stage is too long for the report (a hundred million days or more). Correct "
            + "the times at which deals entered and left the stage in the CRM"),
        "Median days of the visits that ended in the window; empty without any."),
      .pipelineName, .asOf,
    ],
    rowOrder: ["pipeline_id", "stage_rank", "stage_id"],
    laterVersions: [ReportVersion(marksReconstructions: true)],
    runDimensions: ["pipeline_id"],
    options: [
      ReportOption(
        "pipelines", .pipelines(keywords: ["all"]), "All pipelines, or a list of pipeline ids."),
      ReportOption(
        "stages", .stages(keyword: "position"),
        "The order of the open stages: that of their positions, or a list of stage ids, of one pipeline or several."
      ),
      ReportOption(
        "follow_up", .days(.outcomes, default: 0, range: 0...366),
        "Up to how many days after the period what became of a deal counts. The whole schedule falls due no earlier."
      ),
    ],
    supportsAllTime: true,
    windows: .completed,
    showsWindowFromTheStart: true,
    faults: [
      ReportFault(
        "closed_stage_listed",
        "At least one stage of this pipeline that the schedule file lists under `stages` is closed. Only open stages are put "
          + "in order: take it out of the list"),
      ReportFault(
        "no_position",
        "No open stage of this pipeline has a position, so that its stages have no order. Give them one in the CRM "
          + "(`position`), or list the stages in order under `stages` in the schedule file"),
      ReportFault(
        "no_stage_listed",
        "No open stage of this pipeline is listed under `stages` in the schedule file, so that its stages have no order. "
          + "List them in order, or leave the pipeline out of `pipelines`"),
    ],
    dealColumns: [
      Column("entered_count", .bigint, "1 if the deal entered the stage."),
      Column("advanced_count", .bigint, "1 if it advanced."),
      Column("lost_count", .bigint, "1 if it was lost."),
      Column("left_count", .bigint, "1 if it left the pipeline."),
      Column("open_count", .bigint, "1 if it is still open, or won."),
      Column("regressed_count", .bigint, "1 if it went back."),
      Column("skipped_count", .bigint, "1 if it passed the stage by."),
      Column(
        "entered_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "The amount, if it entered."),
      Column(
        "advanced_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "The amount, if it advanced."),
      Column(
        "lost_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "The amount, if it was lost."),
      Column("pipeline_entered_count", .bigint, "1 if it entered the pipeline."),
      Column("reached_count", .bigint, "1 if it then came at least as far as the stage."),
      Column("departed_count", .bigint, "Its visits to the stage that ended in the window."),
      Column("departed_forward_count", .bigint, "Those of them that ended forward."),
      Column(
        "days_in_stage", .decimal(precision: 20, scale: 6), nullable: true,
        "The days of the visits that ended in the window, together."),
    ],
    gaps: [
      .amount: "adds to entered_amount",
      .visit: "counts",
      .pipelineOfStage: "counts",
      .entry: "counts",
    ],
    reconstruction: .possible,
    presentation: .conversion,
    sql: SQLFile.stage_conversion
  )
}
