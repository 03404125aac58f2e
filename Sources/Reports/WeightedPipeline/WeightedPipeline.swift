extension Report {
  /// Open deals, their amounts and what they are worth by chance, per stage and bucket of close dates. Design:
  /// `docs/reports/weighted_pipeline_design_final.md`.
  package static let weightedPipeline = Report(
    type: "weighted_pipeline",
    title: "Weighted pipeline",
    question:
      "What is the open pipeline worth when each stage's chance of winning is applied, and when should it close?",
    windowRule:
      "The window takes the deals that the stage funnel of the same window has in open stages: entered before its end, and not "
      + "left before its start. The buckets of close dates depend on the day of as_of alone.",
    columns: [
      .runID,
      .tenantID,
      Column("pipeline_id", .uuid, role: .dimension, "Pipeline of the stage."),
      Column("stage_id", .uuid, role: .dimension, "Stage, an open one."),
      Column(
        "close_bucket", .text(maxLength: 10), role: .dimension,
        values: ["OVERDUE", "CURRENT", "NEXT", "LATER", "UNDATED", "UNKNOWN"],
        "When the deals should close: before the day of as_of, in the rest of the horizon's unit, in the unit after it, or later; "
          + "UNDATED without a date, UNKNOWN where dates are not known."),
      Column(
        "stage_name", .text(maxLength: 255),
        limits: .stageName,
        nameOf: "stage_id",
        "The stage's name when the report was computed."),
      Column(
        "stage_state", .text(maxLength: 20),
        limits: .stageState,
        "The stage's state when the report was computed."),
      Column(
        "stage_rank", .bigint, nullable: true, addsUpOver: [],
        "1 + the number of the pipeline's open stages before it, by pipeline_stage.position; empty without a position."
      ),
      Column(
        "bucket_start", .date, nullable: true,
        "First local date of the bucket; empty for OVERDUE, UNDATED and UNKNOWN."),
      Column(
        "bucket_end", .date, nullable: true,
        "Local date after the bucket's last one; empty for LATER, UNDATED and UNKNOWN."),
      Column("deal_count", .bigint, addsUpOver: [.stages, .closeBuckets], "Number of open deals."),
      Column(
        "unpriced_count", .bigint, addsUpOver: [.stages, .closeBuckets], "Those of them without an amount."),
      Column(
        "open_amount", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [.stages, .closeBuckets],
        limits: .stageAmount, "Sum of the deals' amounts; a deal without one counts 0."),
      Column(
        "probability", .decimal(precision: 5, scale: 4), nullable: true, addsUpOver: [],
        "Chance of winning a deal in the stage, 0 to 1; empty if it is not known."),
      Column(
        "probability_source", .text(maxLength: 12), values: ["STAGE", "SCHEDULE", "CALIBRATED", "NONE"],
        "Where the probability is from: the CRM's stage, the schedule file, the tenant's own closed deals, or nowhere."
      ),
      Column(
        "calibration_won_count", .bigint, nullable: true, addsUpOver: [],
        "Deals won since the look-back began that were in the stage; empty unless probabilities are calibrated."
      ),
      Column(
        "calibration_lost_count", .bigint, nullable: true, addsUpOver: [],
        "Deals lost since the look-back began that were in the stage; empty unless probabilities are calibrated."
      ),
      Column(
        "weighted_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        addsUpOver: [.closeBuckets, .stages], limits: .stageAmount,
        "open_amount × probability, rounded once; empty without a probability."),
      .pipelineName, .asOf,
    ],
    rowOrder: ["pipeline_id", "stage_rank", "stage_id", "close_bucket"],
    laterVersions: [ReportVersion(marksReconstructions: true)],
    runDimensions: ["pipeline_id"],
    options: [
      ReportOption(
        "pipelines", .pipelines(keywords: ["all"]), "All pipelines, or a list of pipeline ids."),
      ReportOption(
        "horizon", .horizon(default: .quarter),
        "The unit of the tenant's calendar that makes the buckets of close dates."),
      ReportOption(
        "probabilities", .percents(keywords: ["stages", "calibrated"]),
        "The CRM's pipeline_stage.probability, the share that the tenant won, or percentages by stage."),
      ReportOption(
        "look_back", .days(.lookBack, default: 365, range: 1...3660),
        needs: .init("probabilities", "calibrated"),
        "Since when closed deals calibrate, counted back from as_of."
      ),
      ReportOption(
        "minimum_deals", .number(default: 20, range: 1...1_000_000),
        needs: .init("probabilities", "calibrated"), "How many closed deals it takes to calibrate a stage."),
    ],
    supportsAllTime: true,
    supportsNoWindow: true,
    windows: .all,
    showsWindowFromTheStart: true,
    faults: [
      ReportFault(
        "infinite_time",
        "At least one open deal of this pipeline entered its stage at an infinite time. Correct the time in the CRM",
        of: "entered_at"),
      ReportFault(
        "invalid_probability",
        "The probability of at least one stage of this pipeline is no number from 0 to 100. Correct it in the CRM, or "
          + "choose other `probabilities` in the schedule file"),
      ReportFault(
        "no_probability_stages",
        "No stage of this pipeline with open deals has a probability. Give the stages one in the CRM "
          + "(pipeline_stage.probability), or set `probabilities` in the schedule file to calibrated or to percentages by stage"
      ),
      ReportFault(
        "no_probability_calibrated",
        "No stage of this pipeline with open deals was visited by enough closed deals to calibrate it. Lower `minimum_deals` "
          + "or lengthen `look_back` in the schedule file, or set `probabilities` to percentages by stage"),
      ReportFault(
        "no_probability_listed",
        "No stage of this pipeline with open deals has a percentage in `probabilities` of the schedule file. Add its stages"
      ),
    ],
    dealColumns: [
      Column("deal_count", .bigint, "1."),
      Column("unpriced_count", .bigint, "1 for a deal without an amount, else 0."),
      Column(
        "open_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "The deal's amount; empty without one."),
      Column("close_date", .date, nullable: true, "When the deal should close; empty if nobody said."),
      Column("entered_at", .instant, "When the deal entered the stage."),
    ],
    gaps: [
      .amount: "adds to open_amount",
      .closeDate: "is in a bucket with dates",
      .currentStage: "counts",
      .pipelineOfStage: "counts",
      .entry: "counts",
    ],
    countsPlaces: true,
    reconstruction: .possible,
    presentation: .forecast,
    sql: SQLFile.weighted_pipeline
  )
}
