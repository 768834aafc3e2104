-- Three for each prospect: two in the past, and one that seven of ten still have before them.
INSERT INTO followups_followup
    (id, version, public_id, channel, purpose, subject, note, due_at, due_on, is_timed, state,
     outcome, done_at, done_on, moved_count, moved_from_timed, created_at, created_on, branch_id,
     created_by_id, opportunity_id, owner_id, prospect_id)
SELECT row_id, 1, pg_temp.public_id('f', row_id),
    CASE WHEN is_open THEN step.channel ELSE result.channel END,
    CASE WHEN is_open THEN step.purpose ELSE '' END, '', '',
    at, (at AT TIME ZONE zone)::date, is_open AND is_timed,
    CASE WHEN is_open THEN 'open' ELSE 'done' END,
    CASE WHEN is_open THEN '' ELSE result.outcome END,
    CASE WHEN NOT is_open THEN at END, CASE WHEN NOT is_open THEN (at AT TIME ZONE zone)::date END,
    CASE WHEN is_open AND pg_temp.pick(id, 20, 4) = 0 THEN 1 ELSE 0 END, false,
    created_at, (created_at AT TIME ZONE zone)::date, branch_id, owner_id,
    CASE WHEN pg_temp.pick(row_id, 31, 100) >= 3 AND pg_temp.pick(row_id, 21, 2) = 0
        THEN row_id END,
    owner_id, id
FROM (
    SELECT base.*, 3 * (id - 1) + number AS row_id, number = 3 AND has_step AS is_open,
        CASE WHEN number = 3 AND has_step THEN due_at
             ELSE created_at + (seen_at - created_at) * (number / 3.0::float8) END AS at
    FROM seed_prospect AS base, generate_series(1, 3) AS number
) AS planned
JOIN seed_step AS step ON step.position = pg_temp.pick(id, 22, %(steps)s)
JOIN seed_outcome AS result ON result.position = pg_temp.pick(row_id, 23, %(outcomes)s);

INSERT INTO followups_interaction
    (id, version, public_id, channel, outcome, is_reached, attempt, at, on_date, note,
     stage_before, branch_id, by_id, follow_up_id, opportunity_id, owner_id, prospect_id)
SELECT step.id, 1, pg_temp.public_id('i', step.id), step.channel, step.outcome, result.is_reached,
    1, step.done_at, step.done_on, '', '', step.branch_id, step.owner_id, step.id,
    step.opportunity_id, step.owner_id, step.prospect_id
FROM followups_followup AS step
JOIN seed_outcome AS result USING (channel, outcome)
WHERE step.state = 'done';
