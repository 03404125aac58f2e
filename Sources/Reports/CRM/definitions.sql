-- Defines for all reports what the CRM's columns mean, as psql variables: `:name` stands for the text.
--
-- Aliases: d is deal, p is pipeline_stage, t is sales_target.

-- Columns whose types differ between CRMs. Names and states are text, varchar, char or an enum: as text, they are compared
-- with the server's own operators, case and blanks included, but without the padding of char. Amounts are integers or
-- decimals.
\set stage_name 'p.name::text'
\set stage_state 'p.stage_state::text'
\set deal_amount 'd.amount::numeric'
\set target_type 't.principal_type::text'
\set target_amount 't.target_amount::numeric'

-- Columns that a CRM may lack: as if it lacked them, and, named `…_if_there`, for a CRM that has them.
-- A position is any JSON value; only a number orders a stage.
\set stage_position 'NULL::jsonb'
\set stage_position_if_there 'to_jsonb(p.position)'
\set stage_probability 'NULL::jsonb'
\set stage_probability_if_there 'to_jsonb(p.probability)'
\set deal_currency 'NULL::text'
\set deal_currency_if_there 'd.currency::text'

-- The code of a deal's currency, or NULL. Case and surrounding blanks do not matter, in any collation: in Turkish, inr is
-- not INR.
\set currency_code 'NULLIF(upper(btrim(:deal_currency) COLLATE "C"), '''')'

-- Whether a deal's amount is in another currency than the tenant's. A deal without a currency is in the tenant's.
\set is_in_other_currency 'coalesce(:currency_code, :''currency''::text) <> :''currency''::text'

-- The rank of a stage among all stages of its pipeline, which must be in the query: 1 + the number of open stages with a
-- smaller position. That of a won stage comes after all open ones. Other stages have none, and neither has a pipeline
-- without positions.
\set open_position 'CASE WHEN jsonb_typeof(:stage_position) = ''number'' AND :stage_state NOT IN :closed_states THEN (:stage_position #>> ''{}'')::numeric END'
\set stage_rank 'CASE WHEN :open_position IS NOT NULL THEN rank() OVER (PARTITION BY p.pipeline_id ORDER BY :open_position) WHEN :stage_state = :won_state THEN NULLIF(count(:open_position) OVER (PARTITION BY p.pipeline_id), 0) + 1 END'

-- The types of principals. A target for any other is for nobody.
\set principal_types '(''USER'', ''GROUP'')'

-- The two states of a closed stage. A stage in any other state is open; one without a state is neither, except in the
-- overview, which has no third status.
\set won_state '''DONE_SUCCESS'''
\set lost_state '''DONE_FAILED'''
\set closed_states '(''DONE_SUCCESS'', ''DONE_FAILED'')'

-- When a deal should close.
\set close_date 'coalesce(d.expected_close_date, d.close_date)'

-- The user and the group that a deal is assigned to, or NULL if the same one owns it: a principal that is
-- both owner and assignee counts the deal once.
\set other_user 'NULLIF(d.assigned_user_id, d.owned_by_user_id)'
\set other_group 'NULLIF(d.assigned_group_id, d.owned_by_group_id)'

-- A deal's principals, as rows to join to the deal.
\set principals_of_deal '(VALUES (''USER'', d.owned_by_user_id), (''USER'', :other_user), (''GROUP'', d.owned_by_group_id), (''GROUP'', :other_group))'

-- The same in one pass over many deals, which is faster: GROUP BY :each_principal makes a group for each
-- principal.
\set each_principal 'GROUPING SETS ((owned_by_user_id), (assigned_user_id), (owned_by_group_id), (assigned_group_id))'
\set principal_type 'CASE WHEN grouping(owned_by_user_id) = 0 OR grouping(assigned_user_id) = 0 THEN ''USER'' ELSE ''GROUP'' END'
\set principal_id 'coalesce(owned_by_user_id, assigned_user_id, owned_by_group_id, assigned_group_id)'

-- The same with one more group for all deals of the tenant, whoever has them: its type is TENANT, and its id the tenant's.
\set each_principal_and_tenant 'GROUPING SETS ((owned_by_user_id), (assigned_user_id), (owned_by_group_id), (assigned_group_id), (tenant_id))'
\set principal_or_tenant_type 'CASE WHEN grouping(tenant_id) = 0 THEN ''TENANT'' ELSE :principal_type END'
\set principal_or_tenant_id 'coalesce(:principal_id, tenant_id)'

-- The stays that are a deal's place in a pipeline: rows that are current, of stages of the row's own pipeline. The query has
-- s, deal_pipeline_stage_state, and the CTE `period` with the window's bounds `starts` and `ends`, which may be NULL.
\set stage_of_stay 'p.id = s.pipeline_stage_id AND p.pipeline_id = s.pipeline_id'

-- A deal has one place in a pipeline: the stay with the choice 1, its latest. If even the stage is the same, a row without
-- exited_at wins, then the one with the latest exited_at. A deal with a choice 2 has several.
\set choice_of_stay 'row_number() OVER (PARTITION BY s.deal_id, s.pipeline_id ORDER BY s.entered_at DESC, s.pipeline_stage_id DESC, s.exited_at DESC NULLS FIRST)'

-- Whether a stay overlaps the window, or ends exactly at its start. Asked of a stay that was chosen before: otherwise an older
-- row could take the place of one that is outside the window.
\set stay_is_in_window '((SELECT starts FROM period) IS NULL OR s.exited_at IS NULL OR s.exited_at >= (SELECT starts FROM period)) AND ((SELECT ends FROM period) IS NULL OR s.entered_at < (SELECT ends FROM period))'

-- A deal has one row by which it counts in the overview, whatever the pipeline: the one with the choice 1. That is a current row
-- of its own pipeline, or else any. Of several, the latest is chosen, then the one with the greatest stage id. Rows that are
-- still tied name the same stage, so it does not matter which is chosen. The query has s, with deal_id, is_in_deals_pipeline,
-- entered_at and pipeline_stage_id.
\set choice_of_deal 'row_number() OVER (PARTITION BY s.deal_id ORDER BY s.is_in_deals_pipeline DESC NULLS LAST, s.entered_at DESC, s.pipeline_stage_id DESC)'

-- When a deal should close, as the number of one of `:close_buckets`. The query has the CTE `period` with the bounds.
\set close_buckets 'ARRAY[''OVERDUE'', ''CURRENT'', ''NEXT'', ''LATER'', ''UNDATED'']'
\set close_bucket 'CASE WHEN :close_date < (SELECT today FROM period) THEN 1 WHEN :close_date < (SELECT horizon_end FROM period) THEN 2 WHEN :close_date < (SELECT next_horizon_end FROM period) THEN 3 WHEN :close_date IS NOT NULL THEN 4 ELSE 5 END'

-- Whether a deal was updated in the window.
\set deal_is_in_window '((SELECT starts FROM period) IS NULL OR d.updated_at >= (SELECT starts FROM period)) AND ((SELECT ends FROM period) IS NULL OR d.updated_at < (SELECT ends FROM period))'

-- The deals added up by where they are, as place_totals.sql finds them. A row has deals that a report counts or does not count
-- alike: by `stage_id`, that of a current row; `deal_pipeline_id`, the deals' own pipeline; `is_of_deal` and `is_of_pipeline`,
-- whether the row is the one by which the deal counts in the overview, and its place in the stage's pipeline; `is_updated`,
-- whether the deals were updated in the window; `is_inside`, whether they were in the stage in it; `close_bucket`, when they
-- should close. Added up are the `deals`, those that have an amount, the amounts, the deals whose amount is in another
-- currency, and the ages in seconds; `is_finite` if all entered the stage at some time. `dirty_deals` have several current rows
-- in one pipeline, and `repeated_stays` are the second ones.
\set place_total 'jsonb_to_recordset(:''place_totals''::jsonb) AS t (stage_id uuid, deal_pipeline_id uuid, is_of_deal boolean, is_of_pipeline boolean, is_updated boolean, is_inside boolean, close_bucket text, deals bigint, priced_deals bigint, amount numeric, other_currency_deals bigint, age_seconds numeric, is_finite boolean, dirty_deals bigint, repeated_stays bigint)'
