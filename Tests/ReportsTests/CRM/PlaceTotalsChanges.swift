/// Changes to `place_totals.sql`, which several reports count.
extension Mutant.Change {
  /// Joins deals by id alone.
  static let dealsOfAnyTenant = replace(
    "d.tenant_id = :'tenant_id'::uuid AND d.id = s.deal_id", with: "d.id = s.deal_id", times: 2)

  /// Joins stages by id alone, in the report too.
  static let stagesOfAnyTenant = [
    replace(stages, with: "FROM pipeline_stage p\n),"),
    replace("p.tenant_id = :'tenant_id'::uuid AND p.id = t.stage_id", with: "p.id = t.stage_id"),
  ]

  /// Reads rows in certain stages only.
  static func stages(only condition: String) -> Self {
    replace(stages, with: stages.replacing("\n),", with: " AND \(condition)\n),"))
  }

  /// Counts rows without a deal.
  static let missingDeals = [
    replace(joinOfAll, with: "LEFT \(joinOfAll)"), replace(joinOfSeveral, with: "LEFT \(joinOfSeveral)"),
  ]

  /// Counts certain deals only.
  static func deals(only condition: String) -> Self {
    replace(joinOfAll, with: joinOfAll.replacing("\n", with: " AND \(condition)\n"))
  }

  /// Counts deals without a row.
  static let dealsWithoutRows = replace(
    joinOfAll,
    with: joinOfAll.replacing("JOIN deal", with: "RIGHT JOIN deal").replacing(
      "\n", with: "\n    WHERE d.tenant_id = :'tenant_id'::uuid\n"))

  /// Adds the amounts up in another way.
  static func amount(_ sum: String) -> Self {
    replace("sum(coalesce(d.amount::numeric, 0)) AS amount", with: "\(sum) AS amount")
  }

  /// Puts the age of a deal between two texts.
  static func age(_ start: String, _ end: String) -> [Self] {
    [
      replace("sum(coalesce(extract", with: "sum(\(start)coalesce(extract"),
      replace(
        "- extract(epoch FROM s.entered_at))\n", with: "- extract(epoch FROM s.entered_at)\(end))\n"),
    ]
  }

  /// Does not count deals without an amount among those in another currency.
  static let currencyOfPriced = replace(
    ":'currency'::text) AS other_currency_deals",
    with: ":'currency'::text AND d.amount IS NOT NULL) AS other_currency_deals")

  /// Reads rows whose stage does not exist.
  static let missingStages = [
    replace("\n  JOIN stage ON stage.id = s.p", with: "\n  LEFT JOIN stage ON stage.id = s.p"),
    replace(
      "JOIN stage USING (number)\n        WHERE", with: "LEFT JOIN stage USING (number)\n        WHERE"),
  ]

  /// Gives deals without a stage to the report.
  static let withoutStage = [
    replace("(s.number << 7)", with: "(coalesce(s.number, 0) << 7)"),
    replace("FROM placed t\n   JOIN stage", with: "FROM placed t\n   LEFT JOIN stage"),
    replace(
      "JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.id = t",
      with:
        "LEFT JOIN pipeline_stage p ON p.tenant_id = :'tenant_id'::uuid AND p.id = t"),
  ]

  /// SQL: the pipeline of the stage that a row names.
  static let pipelineOfStage = "(SELECT stage.pipeline_id FROM stage WHERE stage.number = s.number)"

  private static let stages = "FROM pipeline_stage p\n  WHERE p.tenant_id = :'tenant_id'::uuid\n),"
  private static let joinOfAll =
    "JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = s.deal_id\n    GROUP BY key"
  private static let joinOfSeveral =
    "JOIN deal d ON d.tenant_id = :'tenant_id'::uuid AND d.id = s.deal_id\n    ) AS s"
}
