-- One row for each prospect: whose it is and when what happened. Neighbours in the table belong to
-- different officers, as in life, so that no list is read from one page of the disk by luck.
CREATE TEMP TABLE seed_prospect ON COMMIT DROP AS
WITH slots AS (
    SELECT desk.*, 1 + mod((desk.first + number) * %(step)s, %(prospects)s) AS id
    FROM seed_desk AS desk, generate_series(0, desk.amount - 1) AS number
), dated AS (
    SELECT slots.*,
        ((%(today)s::date - 1 - floor(1095 * power(pg_temp.pick(id, 1, 10000) / 10000.0::float8, 2))::integer)
            + time '08:00' + make_interval(mins => pg_temp.pick(id, 2, 540))) AT TIME ZONE zone AS created_at,
        pg_temp.pick(id, 3, 10) < 7 AS has_step,
        CASE WHEN pg_temp.pick(id, 4, 100) < 8 THEN -1 - pg_temp.pick(id, 5, 14)
             WHEN pg_temp.pick(id, 4, 100) < 14 THEN 0
             ELSE 1 + pg_temp.pick(id, 5, 30) END AS days_ahead,
        pg_temp.pick(id, 6, 5) = 0 AS is_timed,
        pg_temp.pick(id, 7, 10) = 0 AS is_company
    FROM slots
)
SELECT dated.*,
    created_at + (%(now)s::timestamptz - created_at)
        * sqrt(pg_temp.pick(id, 8, 10000) / 10000.0::float8) AS seen_at,
    %(today)s::date + days_ahead AS due_on,
    (%(today)s::date + days_ahead + CASE WHEN is_timed
        THEN make_interval(hours => 8 + pg_temp.pick(id, 9, 9)) ELSE interval '9 hours' END)
        AT TIME ZONE zone AS due_at
FROM dated;
ANALYZE seed_prospect;
