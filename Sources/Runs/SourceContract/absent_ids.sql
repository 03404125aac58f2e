-- The ids that are listed and not found, in the order of the list. Parameters: listed and found, two arrays.

SELECT id
FROM unnest(:'listed'::uuid[]) WITH ORDINALITY AS l (id, number)
WHERE NOT id = ANY (:'found'::uuid[])
ORDER BY number
