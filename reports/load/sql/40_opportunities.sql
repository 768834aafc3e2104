-- Three for each prospect, each with one to five states: nine states a prospect in all.
CREATE TEMP TABLE seed_opportunity ON COMMIT DROP AS
WITH rolled AS (
    SELECT base.id AS prospect_id, 3 * (base.id - 1) + number AS id, number,
        1 + mod(3 * (base.id - 1) + number, 5)::integer AS moves,
        base.created_at + (%(now)s::timestamptz - base.created_at) * ((number - 1) / 6.0::float8)
            AS created_at,
        base.zone, base.branch_id, base.admin_id, base.analyst_id,
        CASE WHEN pg_temp.pick(3 * (base.id - 1) + number, 31, 100) < 3 THEN peer_id
            ELSE owner_id END AS owner_id
    FROM seed_prospect AS base, generate_series(1, 3) AS number
), ended AS (
    SELECT rolled.*, product.product_id, product.family, product.top,
        CASE WHEN moves = 1 THEN 'open'
             WHEN pg_temp.pick(rolled.id, 80, 20) < 3 THEN 'won'
             WHEN pg_temp.pick(rolled.id, 80, 20) < 7 THEN 'lost' ELSE 'open' END AS status,
        product.unit * (1 + pg_temp.pick(rolled.id, 81, 40)) AS first_amount,
        product.unit * (1 + pg_temp.pick(rolled.id, 82, 40)) AS last_amount,
        CASE WHEN moves = 1 THEN rolled.created_at ELSE
            rolled.created_at + (%(now)s::timestamptz - rolled.created_at)
                * (0.1 + 0.9 * sqrt(pg_temp.pick(rolled.id, 83, 10000) / 10000.0::float8))
            END AS state_at
    FROM rolled
    JOIN seed_product AS product ON product.position = pg_temp.pick(rolled.id, 84, %(products)s)
)
SELECT ended.*,
    CASE WHEN moves = 1 THEN first_amount ELSE last_amount END AS amount,
    (state_at AT TIME ZONE zone)::date AS state_on,
    CASE status WHEN 'won' THEN top WHEN 'lost' THEN least(moves - 2, top - 1)
        ELSE least(moves - 1 + CASE WHEN moves = 5 THEN pg_temp.pick(id, 85, 4) ELSE 0 END, top - 1)
        END AS rung,
    CASE WHEN status = 'lost' THEN (%(reasons)s::bigint[])[1 + pg_temp.pick(id, 86, %(reason_count)s)]
        END AS loss_reason_id
FROM ended;
ANALYZE seed_opportunity;

INSERT INTO prospects_opportunity
    (id, version, public_id, stage, status, amount, expected_close_on, close_month, loss_note,
     stage_since, holder, holder_since, holder_due_on, created_at, created_on, updated_at,
     closed_at, closed_on, state_at, external_system, is_imported, analyst_id, branch_id,
     loss_reason_id, owner_id, product_id, state_by_id, prospect_id)
SELECT id, moves, pg_temp.public_id('o', id), stage, status, amount, close_on,
    date_trunc('month', close_on)::date, '', state_on, held_by, held_since, held_since + days,
    created_at, (created_at AT TIME ZONE zone)::date, state_at,
    CASE WHEN status <> 'open' THEN state_at END, CASE WHEN status <> 'open' THEN state_on END,
    state_at, '', false, CASE WHEN held_by = 'analyst' THEN analyst_id END, branch_id,
    loss_reason_id, owner_id, product_id, owner_id, prospect_id
FROM (
    SELECT deal.*, rung.stage, rung.days,
        CASE WHEN status = 'open' THEN rung.holder ELSE '' END AS held_by,
        CASE WHEN status = 'open' AND rung.holder <> ''
            THEN %(today)s::date - pg_temp.pick(id, 87, 9) END AS held_since,
        CASE WHEN status <> 'open' THEN state_on
             WHEN pg_temp.pick(id, 88, 10) < 8 THEN %(today)s::date - 30 + pg_temp.pick(id, 89, 150)
             END AS close_on
    FROM seed_opportunity AS deal
    JOIN seed_rung AS rung ON rung.family = deal.family AND rung.position = deal.rung
) AS held;

INSERT INTO prospects_opportunitystate
    (stage, status, amount, valid_from, valid_to, is_archived, is_imported, branch_id, by_id,
     loss_reason_id, opportunity_id, owner_id, product_id)
SELECT rung.stage, CASE WHEN is_last THEN status ELSE 'open' END,
    CASE WHEN turn = 0 THEN first_amount ELSE amount END,
    CASE WHEN is_last THEN state_at ELSE created_at + pace * turn END,
    CASE WHEN turn = moves - 2 THEN state_at
         WHEN NOT is_last THEN created_at + pace * (turn + 1) END,
    false, false, branch_id, owner_id, CASE WHEN is_last THEN loss_reason_id END, deal.id, owner_id,
    product_id
FROM (
    SELECT deal.*, turn, turn = moves - 1 AS is_last,
        (state_at - created_at) / greatest(moves - 1, 1) AS pace
    FROM seed_opportunity AS deal, generate_series(0, moves - 1) AS turn
) AS deal
JOIN seed_rung AS rung ON rung.family = deal.family
    AND rung.position = CASE WHEN is_last THEN deal.rung ELSE least(turn, top - 1) END;
