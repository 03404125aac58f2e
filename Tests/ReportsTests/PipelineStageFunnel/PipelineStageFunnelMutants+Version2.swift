import Reports

/// Mistakes in what came with version 2.
extension PipelineStageFunnelOracle {
  static let laterMutants: [Mutant] = [
    // What happened after the report was made.
    Mutant(
      "funnel-entered-after-as-of", "Counts stays that began when the report was made or later.",
      .replace("NULLIF(:'counted_until', '')", with: "NULLIF(:'period_end', '')")),
    Mutant(
      "funnel-ends-at-as-of", "Measures a stay up to as_of though it has an end.",
      .replace(
        "coalesce(extract(epoch FROM s.exited_at), (SELECT as_of_seconds FROM period))",
        with: "(SELECT as_of_seconds FROM period) + 0 * coalesce(extract(epoch FROM s.exited_at), 0)")),
    Mutant(
      "funnel-ends-never-after-as-of", "Measures a stay that ends after as_of up to as_of.",
      .replace(
        "coalesce(extract(epoch FROM s.exited_at), (SELECT as_of_seconds FROM period))",
        with: "least(extract(epoch FROM s.exited_at), (SELECT as_of_seconds FROM period))")),

    // Rank.
    Mutant(
      "funnel-rank-over-all-pipelines", "Ranks the stages of all pipelines together.", of: [.stagePosition],
      .replace("rank() OVER (PARTITION BY p.pipeline_id ", with: "rank() OVER (")),
    Mutant(
      "funnel-rank-of-any-tenant", "Ranks the stages of all tenants together.", of: [.stagePosition],
      .replace(
        "FROM pipeline_stage p\n  WHERE p.tenant_id = :'tenant_id'::uuid\n)\n",
        with: """
          FROM pipeline_stage p
          ), stage AS (SELECT id, name, state, rank FROM stages WHERE tenant_id = :'tenant_id'::uuid
          )

          """),
      .replace("stage AS (\n  SELECT p.id,", with: "stages AS (\n  SELECT p.tenant_id, p.id,")),
    Mutant(
      "funnel-rank-dense", "Leaves no gap after equal positions.", of: [.stagePosition],
      .replace("rank() OVER", with: "dense_rank() OVER")),
    Mutant(
      "funnel-rank-of-row", "Gives stages with equal positions ranks of their own.", of: [.stagePosition],
      .replace("rank() OVER", with: "row_number() OVER")),
    Mutant(
      "funnel-rank-descending", "Ranks the greatest position first.", of: [.stagePosition],
      .replace(
        "THEN (to_jsonb(p.position) #>> '{}')::numeric END) WHEN",
        with: "THEN -(to_jsonb(p.position) #>> '{}')::numeric END) WHEN")),
    Mutant(
      "funnel-rank-as-text", "Compares positions as texts.", of: [.stagePosition],
      .replace(
        "(to_jsonb(p.position) #>> '{}')::numeric", with: "(to_jsonb(p.position) #>> '{}') COLLATE \"C\"",
        times: 3)),
    Mutant(
      "funnel-rank-of-texts", "Takes a text with a number for a position.", of: [.stagePosition],
      .replace(
        "jsonb_typeof(to_jsonb(p.position)) = 'number'",
        with: "(to_jsonb(p.position) #>> '{}') ~ '^-?[0-9.]+$'", times: 3)),
    Mutant(
      "funnel-rank-with-closed", "Ranks closed stages among the open ones.", of: [.stagePosition],
      .replace(
        "= 'number' AND p.stage_state::text NOT IN ('DONE_SUCCESS', 'DONE_FAILED')", with: "= 'number'",
        times: 3)),
    Mutant(
      "funnel-rank-with-stateless", "Ranks stages without a state among the open ones.", of: [.stagePosition],
      .replace(
        "= 'number' AND p.stage_state::text NOT IN",
        with: "= 'number' AND coalesce(p.stage_state::text, '') NOT IN", times: 3)),
    Mutant(
      "funnel-rank-of-lost", "Ranks lost stages after the open ones.", of: [.stagePosition],
      .replace(
        "WHEN p.stage_state::text = 'DONE_SUCCESS' THEN NULLIF",
        with: "WHEN p.stage_state::text IN ('DONE_SUCCESS', 'DONE_FAILED') THEN NULLIF")),
    Mutant(
      "funnel-rank-of-unordered", "Ranks stages without a position last.", of: [.stagePosition],
      .replace(
        "CASE WHEN CASE WHEN jsonb_typeof",
        with: "CASE WHEN p.stage_state::text NOT LIKE 'DONE_%' OR CASE WHEN jsonb_typeof")),
    Mutant(
      "funnel-rank-of-won-missing", "Gives won stages no rank.", of: [.stagePosition],
      .replace("WHEN p.stage_state::text = 'DONE_SUCCESS' THEN NULLIF", with: "WHEN false THEN NULLIF")),
    Mutant(
      "funnel-rank-of-won-without-order", "Gives won stages the rank 1 where nothing is ordered.",
      .replace("THEN NULLIF(count(", with: "THEN (count("),
      .replace(
        "OVER (PARTITION BY p.pipeline_id), 0) + 1 END", with: "OVER (PARTITION BY p.pipeline_id)) + 1 END")),
    Mutant(
      "funnel-rank-of-won-counts-unordered", "Counts open stages without a position before won ones.",
      of: [.stagePosition],
      .replace(
        "OVER (PARTITION BY p.pipeline_id), 0) + 1 END",
        with: """
          OVER (PARTITION BY p.pipeline_id), 0) + 1 + count(*) FILTER (WHERE p.stage_state::text NOT LIKE 'DONE_%' AND \
          jsonb_typeof(to_jsonb(p.position)) IS DISTINCT FROM 'number') OVER (PARTITION BY p.pipeline_id) END
          """)),
    Mutant(
      "funnel-rank-of-won-by-ranks", "Gives won stages the number of different positions + 1.",
      of: [.stagePosition],
      .replace(
        "OVER (PARTITION BY p.pipeline_id), 0) + 1 END", with: "OVER (PARTITION BY p.pipeline_id), 0) END")),
    Mutant(
      "funnel-rank-of-stages-with-deals", "Ranks only the stages that have deals.", of: [.stagePosition],
      .replace(
        "FROM pipeline_stage p\n  WHERE p.tenant_id = :'tenant_id'::uuid\n)\n",
        with:
          "FROM pipeline_stage p\n  WHERE p.tenant_id = :'tenant_id'::uuid\n  AND EXISTS (SELECT FROM averaged m WHERE m.stage_id = p.id AND m.deal_count > 0)\n)\n"
      )),

    // Currency.
    Mutant(
      "funnel-currency-before-choice", "Counts a deal that is in another stage by now.", of: [.dealCurrency],
      .replace(
        "sum(other_currency_deals) FILTER (WHERE counts)",
        with: "sum(other_currency_deals) FILTER (WHERE is_inside)")),
    Mutant(
      "funnel-currency-before-window", "Counts deals that are in no row.", of: [.dealCurrency],
      .replace(
        "sum(other_currency_deals) FILTER (WHERE counts)",
        with: "sum(other_currency_deals) FILTER (WHERE is_of_pipeline)")),
    Mutant(
      "funnel-currency-without-amount", "Does not count deals without an amount.", of: [.dealCurrency],
      .currencyOfPriced),
    Mutant(
      "funnel-currency-of-the-tenant", "Counts the deals of all pipelines.", of: [.dealCurrency],
      .replace(
        "NULLIF(sum(m.other_currency_deals), 0)",
        with: "(SELECT NULLIF(sum(other_currency_deals), 0) FROM averaged)")),
  ]
}
