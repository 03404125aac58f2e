extension Report {
  /// Open pipeline against target. Design: `docs/reports/pipeline_coverage_design_final.md`.
  package static let pipelineCoverage = Report(
    type: "pipeline_coverage",
    title: "Pipeline coverage",
    question: "How much open pipeline does each principal have against the target, and how much is won?",
    windowRule:
      "The window takes deals that are open when the CRM is read and whose expected close date, or else close "
      + "date, lies in it; deals that were won in it; and targets that were set for exactly its two dates. A period that is over "
      + "has overdue open deals only: to look ahead, give the schedule a `window`.",
    columns: [
      .runID,
      .tenantID,
      Column("period_start", .date, role: .window, "First local date of the window."),
      Column("period_end", .date, role: .window, "Local date after the last one of the window."),
      Column(
        "principal_type", .text(maxLength: 20), role: .dimension, values: ["USER", "GROUP"],
        "USER or GROUP; TENANT for the tenant as a whole."),
      Column(
        "principal_id", .uuid, role: .dimension, "User or group; the tenant's id for the tenant as a whole."),
      Column(
        "pipeline_id", .uuid, nullable: true, role: .dimension,
        "Pipeline; empty where pipelines are combined."),
      Column(
        "target_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        addsUpOver: [.pipelines],
        limits: ColumnLimits(
          notANumber: "At least one sales target is not a number. Correct it in the CRM",
          tooLarge: "The sales targets add up to an amount that is too large for the report "
            + "(more than 18 digits before the decimal point). Correct the targets in the CRM"),
        "Sum of the targets set for exactly this period; empty where there is none."),
      Column(
        "open_amount", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [.pipelines],
        limits: ColumnLimits(
          notANumber: "The amount of at least one open deal is not a number. Correct it in the CRM",
          tooLarge: "The open deals add up to an amount that is too large for the report "
            + "(more than 18 digits before the decimal point). Correct the deals' amounts in the CRM"),
        "Sum of the open deals' amounts that are expected to close in the period."),
      Column(
        "coverage_ratio", .decimal(precision: 28, scale: 4), nullable: true, addsUpOver: [],
        limits: ColumnLimits(
          tooLarge:
            "The open deals are too large a multiple of the sales target for the report (more than 24 digits "
            + "before the decimal point). Correct the target in the CRM"),
        "open_amount / target_amount; empty without a target or with a target of 0."),
    ],
    laterVersions: [
      ReportVersion(
        newColumns: [
          Column(
            "won_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
            addsUpOver: [.pipelines],
            limits: ColumnLimits(
              notANumber: "The amount of at least one won deal is not a number. Correct it in the CRM",
              tooLarge: "The won deals add up to an amount that is too large for the report "
                + "(more than 18 digits before the decimal point). Correct the deals' amounts in the CRM"),
            "Sum of the amounts of the deals won in the window, whenever they were created."),
          Column(
            "remaining_target_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
            addsUpOver: [],
            limits: ColumnLimits(
              notANumber:
                "What is left of the target is not a number. Correct the target and the deals' amounts in the CRM",
              tooLarge:
                "What is left of the target is too large for the report (more than 18 digits before the "
                + "decimal point). Correct the target and the deals' amounts in the CRM"),
            "target_amount less won_amount, not below 0; empty without a target."),
          Column(
            "remaining_coverage_ratio", .decimal(precision: 28, scale: 4), nullable: true, addsUpOver: [],
            limits: ColumnLimits(
              tooLarge:
                "The open deals are too large a multiple of what is left of the target for the report "
                + "(more than 24 digits before the decimal point). Correct the target in the CRM"),
            "open_amount / remaining_target_amount; empty without a target, or if nothing is left of it."),
          .principalName, .pipelineName, .asOf,
        ],
        newValues: ["principal_type": ["TENANT"]])
    ],
    runDimensions: ["principal_type", "principal_id", "pipeline_id"],
    options: [
      ReportOption(
        "principals", .principals,
        "All principals, users or groups only, or a list of {type, id}."),
      ReportOption(
        "pipelines", .pipelines(keywords: ["combined", "each"]),
        "All pipelines combined, one row for each, or a list of pipeline ids."),
      .total,
    ],
    windows: .all,
    dealColumns: [
      Column(
        "open_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "Amount of an open deal that is expected to close in the window, 0 if it has none; empty for others."),
      Column(
        "won_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "Amount of a deal that was won in the window, 0 if it has none; empty for others."),
      Column(
        "stage_id", .uuid, nullable: true, "Stage that the deal is open in, or else the one it was won in."),
      Column(
        "close_date", .date, nullable: true, "Expected close date of an open deal, or else its close date."),
      Column("won_at", .instant, nullable: true, "When a won deal entered the stage that it was won in."),
    ],
    gaps: [
      .amount: "adds to open_amount",
      .stage: "adds to open_amount",
      .pipeline: "adds to the open_amount of a pipeline that has stages",
      .principal: "adds to open_amount",
      .closeDate: "adds to open_amount",
      .currentStage: "is won or lost",
      .entry: "is won or lost",
      .target: "has a target",
    ],
    reconstruction: .impossible(
      because: "it is about owners, close dates and targets, of which the CRM keeps no history"),
    presentation: .coverage,
    sql: SQLFile.pipeline_coverage
  )
}
