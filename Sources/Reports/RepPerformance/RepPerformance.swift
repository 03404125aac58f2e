extension Report {
  /// What each principal created and closed. Design: `docs/reports/rep_performance_design_final.md`.
  package static let repPerformance = Report(
    type: "rep_performance",
    title: "Representative performance",
    question: "What did each principal create, close, win and earn in the period?",
    windowRule:
      "The window takes two kinds of deals. Those created in it are counted up to `win_rate`, as won or lost only if they were "
      + "also closed in it. Those closed in it, whenever they were created, are counted from `closed_won_count` on.",
    columns: [
      .runID,
      .tenantID,
      Column(
        "principal_type", .text(maxLength: 20), role: .dimension, values: ["USER", "GROUP"],
        "USER or GROUP; TENANT for the tenant as a whole."),
      Column(
        "principal_id", .uuid, role: .dimension, "User or group; the tenant's id for the tenant as a whole."),
      Column("period_start", .instant, role: .window, "Inclusive start of the window."),
      Column("period_end", .instant, role: .window, "Exclusive end of the window."),
      Column("deals_created_count", .bigint, addsUpOver: [.periods], "Deals created in the window."),
      Column("deals_closed_won_count", .bigint, addsUpOver: [], "Those of them won in the window."),
      Column("deals_closed_lost_count", .bigint, addsUpOver: [], "Those of them lost in the window."),
      Column(
        "total_amount_won", .decimal(precision: 20, scale: 2), money: true, addsUpOver: [],
        limits: ColumnLimits(
          notANumber: "The amount of at least one won deal is not a number. Correct it in the CRM",
          tooLarge: "The won deals add up to an amount that is too large for the report "
            + "(more than 18 digits before the decimal point). Correct the deals' amounts in the CRM"),
        "Sum of the won deals' amounts; a deal without one counts 0."),
      Column(
        "avg_deal_size_won", .decimal(precision: 14, scale: 2), nullable: true, addsUpOver: [],
        limits: ColumnLimits(
          tooLarge:
            "The won deals have an average amount that is too large for the report (more than 12 digits before "
            + "the decimal point). Correct the deals' amounts in the CRM"),
        "Average amount of the won deals; empty without any."),
      Column(
        "avg_time_to_close_days", .decimal(precision: 10, scale: 4), nullable: true, addsUpOver: [],
        limits: ColumnLimits(
          tooLarge:
            "The average time to close is too long for the report (a million days or more). Correct the times "
            + "at which deals were created and closed in the CRM"),
        "Average days from creation to won or lost; empty without any."),
      Column(
        "win_rate", .decimal(precision: 5, scale: 4), nullable: true, addsUpOver: [],
        "Won / (won + lost), 0 to 1; empty without any."),
    ],
    laterVersions: [
      ReportVersion(
        newColumns: [
          Column(
            "closed_won_count", .bigint, nullable: true, addsUpOver: [],
            "Deals won in the window, whenever they were created."),
          Column(
            "closed_lost_count", .bigint, nullable: true, addsUpOver: [],
            "Deals lost in the window, whenever they were created."),
          Column(
            "closed_won_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
            addsUpOver: [],
            limits: ColumnLimits(
              notANumber: "The amount of at least one won deal is not a number. Correct it in the CRM",
              tooLarge: "The won deals add up to an amount that is too large for the report "
                + "(more than 18 digits before the decimal point). Correct the deals' amounts in the CRM"),
            "Sum of the amounts of the deals won in the window; a deal without one counts 0."),
          Column(
            "closed_win_rate", .decimal(precision: 5, scale: 4), nullable: true, addsUpOver: [],
            "closed_won_count / (closed_won_count + closed_lost_count), 0 to 1; empty without any."),
          Column(
            "median_time_to_close_days", .decimal(precision: 10, scale: 4), nullable: true, addsUpOver: [],
            limits: ColumnLimits(
              notANumber:
                "At least one closed deal was created at an infinite time, so that its time to close cannot be "
                + "computed. Correct the time in the CRM",
              tooLarge:
                "The median time to close is too long for the report (a million days or more). Correct the times "
                + "at which deals were created and closed in the CRM"),
            "Median days from creation to won or lost, of the deals closed in the window; empty without any."),
          .principalName, .asOf,
        ],
        newValues: ["principal_type": ["TENANT"]])
    ],
    runDimensions: ["principal_type", "principal_id"],
    options: [
      ReportOption(
        "principals", .principals, "All principals, users or groups only, or a list of {type, id}."),
      .total,
    ],
    dealColumns: [
      Column("deals_created_count", .bigint, nullable: true, "1 for a deal that was created in the window."),
      Column(
        "deals_closed_won_count", .bigint, nullable: true, "1 for such a deal that was won in the window."),
      Column(
        "deals_closed_lost_count", .bigint, nullable: true, "1 for such a deal that was lost in the window."),
      Column(
        "total_amount_won", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "Amount of a deal that was created and won in the window, 0 if it has none."),
      Column("closed_won_count", .bigint, nullable: true, "1 for a deal that was won in the window."),
      Column("closed_lost_count", .bigint, nullable: true, "1 for a deal that was lost in the window."),
      Column(
        "closed_won_amount", .decimal(precision: 20, scale: 2), nullable: true, money: true,
        "Amount of a deal that was won in the window, 0 if it has none."),
      Column(
        "closed_at", .instant, nullable: true, "When the deal was won or lost, if it was in the window."),
      Column(
        "days_to_close", .decimal(precision: 20, scale: 4), nullable: true,
        "Days from then back to its creation."),
    ],
    gaps: [
      .amount: "adds to total_amount_won",
      .principal: "counts",
      .creation: "counts as created",
      .currentStage: "is won or lost",
      .entry: "is won or lost",
    ],
    reconstruction: .impossible(
      because: "it is about owners, close dates and targets, of which the CRM keeps no history"),
    presentation: .performance,
    sql: SQLFile.rep_performance
  )
}
