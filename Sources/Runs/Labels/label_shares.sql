-- How many of a tenant's users, groups and pipelines have a name: one row for each kind.
--
-- Parameters: users, groups, pipelines; label_kinds and label_ids, two arrays of the same length.

SELECT kind, count(*) AS members, count(label.kind) AS named
FROM (
  SELECT 'USER' AS kind, unnest(:'users'::uuid[]) AS id
  UNION ALL
  SELECT 'GROUP', unnest(:'groups'::uuid[])
  UNION ALL
  SELECT 'PIPELINE', unnest(:'pipelines'::uuid[])
) AS member
LEFT JOIN unnest(:'label_kinds'::text[], :'label_ids'::uuid[]) AS label (kind, id) USING (kind, id)
GROUP BY kind
ORDER BY kind DESC
