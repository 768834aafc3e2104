INSERT INTO prospects_fileposition (holder, since, due_on, by_id, opportunity_id)
SELECT holder, holder_since::timestamp AT TIME ZONE 'Asia/Jakarta', holder_due_on, owner_id, id
FROM prospects_opportunity WHERE holder <> '';

-- Won by money that credit administration confirmed; a few wait for that.
INSERT INTO prospects_disbursement
    (version, public_id, amount, disbursed_on, account_cipher, account_tail, is_first, state,
     entered_at, decided_at, note, is_imported, branch_id, decided_by_id, entered_by_id, owner_id,
     product_id, opportunity_id)
SELECT 1, pg_temp.public_id('d', id), amount, state_on, '', '', true, 'confirmed', state_at,
    state_at, '', false, branch_id, admin_id, owner_id, owner_id, product_id, id
FROM seed_opportunity WHERE status = 'won'
UNION ALL
SELECT 1, pg_temp.public_id('d', deal.id), amount, %(today)s::date - pg_temp.pick(deal.id, 90, 5),
    '', '', false, 'awaiting', %(now)s::timestamptz, NULL, '', false, branch_id, NULL, owner_id,
    owner_id, product_id, deal.id
FROM seed_opportunity AS deal
JOIN seed_rung AS rung ON rung.family = deal.family AND rung.position = deal.rung
WHERE rung.stage = 'signing' AND status = 'open' AND pg_temp.pick(deal.id, 91, 4) = 0;

INSERT INTO prospects_timelineentry
    (public_id, at, "group", kind, data, body, actor_id, opportunity_id, prospect_id)
SELECT pg_temp.public_id('tp', id), created_at, 'system', 'prospect_added',
    jsonb_build_object('source', source), '', owner_id, NULL, id
FROM prospects_prospect
UNION ALL
SELECT pg_temp.public_id('tc', id), at, 'contact', 'contact',
    jsonb_build_object('channel', channel, 'outcome', outcome, 'attempt', 1, 'contact', public_id),
    '', by_id, opportunity_id, prospect_id
FROM followups_interaction
UNION ALL
SELECT pg_temp.public_id('to', deal.id), deal.state_at, 'system',
    CASE deal.status WHEN 'won' THEN 'opportunity_won' WHEN 'lost' THEN 'opportunity_lost'
        ELSE 'opportunity_moved' END,
    CASE deal.status
        WHEN 'won' THEN jsonb_build_object('on', deal.state_on)
        WHEN 'lost' THEN jsonb_build_object('loss_kind', reason.kind, 'reason', reason.code)
        ELSE jsonb_build_object('before', before.stage, 'after', after.stage) END,
    '', deal.owner_id, deal.id, deal.prospect_id
FROM seed_opportunity AS deal
JOIN seed_rung AS after ON after.family = deal.family AND after.position = deal.rung
JOIN seed_rung AS before ON before.family = deal.family
    AND before.position = greatest(least(deal.moves - 2, deal.top - 1), 0)
LEFT JOIN prospects_lossreason AS reason ON reason.id = deal.loss_reason_id
WHERE deal.moves > 1;
