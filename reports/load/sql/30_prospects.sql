-- Names from words whose normalised twins are at hand, so search text equals what Python gives.
-- Nine persons in ten have the index of a NIK and each company that of an NIB, so that a search by a
-- whole number goes through as many; no number stands behind them.
INSERT INTO prospects_prospect
    (id, version, public_id, number, kind, name, company, phone, email, nik_cipher, nik_masked,
     nik_index, nib_index,
     address, area_code, source, referrer_name, contact_basis, segment, status, notes,
     duplicate_reason, search_text, sort_name, created_at, created_on, updated_at, next_step_at,
     next_step, last_contact_at, external_system, is_imported, branch_id, created_by_id, owner_id)
SELECT id, 1, pg_temp.public_id('p', id), number,
    CASE WHEN is_company THEN 'company' ELSE 'person' END,
    title || name || degree, company, phone, email, '', '',
    CASE WHEN NOT is_company AND pg_temp.pick(id, 52, 10) > 0 THEN encode(sha256(('nik' || id)::bytea), 'hex') END,
    CASE WHEN is_company THEN encode(sha256(('nib' || id)::bytea), 'hex') END,
    'Jl. ' || street || ' No. ' || (1 + pg_temp.pick(id, 50, 200)), area, source, '', basis, segment,
    CASE WHEN pg_temp.pick(id, 51, 20) = 0 THEN 'customer' ELSE 'active' END, '', '',
    concat_ws(' ', nullif(plain_title, ''), plain, nullif(plain_degree, ''), nullif(plain_company, ''),
        CASE WHEN email <> '' THEN local || ' contoh example' END,
        lower(replace(number, '-', ' ')), nullif(substr(phone, 2), ''),
        CASE WHEN phone <> '' THEN '0' || substr(phone, 4) END),
    left(plain, 160), created_at, (created_at AT TIME ZONE zone)::date,
    coalesce(contact_at, created_at), CASE WHEN has_step THEN due_at END,
    CASE WHEN has_step THEN words ELSE '' END, contact_at, '', false, branch_id, owner_id, owner_id
FROM (
    SELECT base.*, contact.at AS contact_at, step.words, origin.source, origin.basis,
        street.word AS street, area.word AS area,
        'PR-' || to_char(created_at AT TIME ZONE zone, 'YY') || '-'
            || lpad(id::text, greatest(5, length(id::text)), '0') AS number,
        CASE WHEN pg_temp.pick(id, 40, 20) > 0 THEN '+62812'
            || lpad(mod(id * 48271003, 100000000)::text, 8, '0') ELSE '' END AS phone,
        given.plain || id AS local,
        CASE WHEN pg_temp.pick(id, 41, 10) < 3 THEN given.plain || id || '@contoh.example'
            ELSE '' END AS email,
        CASE WHEN is_company THEN concat_ws(' ', form.word, firm.word, trade.word)
             WHEN pg_temp.pick(id, 42, 10) = 0 THEN given.word
             WHEN pg_temp.pick(id, 42, 10) < 4 THEN concat_ws(' ', given.word, middle.word, family.word)
             ELSE concat_ws(' ', given.word, family.word) END AS name,
        CASE WHEN is_company THEN concat_ws(' ', form.plain, firm.plain, trade.plain)
             WHEN pg_temp.pick(id, 42, 10) = 0 THEN given.plain
             WHEN pg_temp.pick(id, 42, 10) < 4 THEN concat_ws(' ', given.plain, middle.plain, family.plain)
             ELSE concat_ws(' ', given.plain, family.plain) END AS plain,
        CASE WHEN titled THEN title.word ELSE '' END AS title,
        CASE WHEN titled THEN title.plain ELSE '' END AS plain_title,
        CASE WHEN learned THEN degree.word ELSE '' END AS degree,
        CASE WHEN learned THEN degree.plain ELSE '' END AS plain_degree,
        CASE WHEN employed THEN concat_ws(' ', form.word, firm.word, trade.word)
            ELSE '' END AS company,
        CASE WHEN employed THEN concat_ws(' ', form.plain, firm.plain, trade.plain)
            ELSE '' END AS plain_company
    FROM (
        SELECT *, NOT is_company AND pg_temp.pick(id, 43, 25) = 0 AS titled,
            NOT is_company AND pg_temp.pick(id, 44, 20) = 0 AS learned,
            NOT is_company AND pg_temp.pick(id, 45, 10) < 4 AS employed
        FROM seed_prospect
    ) AS base
    JOIN seed_word AS given ON given.kind = 'given'
        AND given.position = pg_temp.often(id, 60, %(given)s)
    JOIN seed_word AS middle ON middle.kind = 'given'
        AND middle.position = pg_temp.often(id, 61, %(given)s)
    JOIN seed_word AS family ON family.kind = 'family'
        AND family.position = pg_temp.often(id, 62, %(family)s)
    JOIN seed_word AS form ON form.kind = 'form' AND form.position = pg_temp.pick(id, 63, %(form)s)
    JOIN seed_word AS firm ON firm.kind = 'firm' AND firm.position = pg_temp.pick(id, 64, %(firm)s)
    JOIN seed_word AS trade ON trade.kind = 'trade'
        AND trade.position = pg_temp.pick(id, 65, %(trade)s)
    JOIN seed_word AS title ON title.kind = 'title'
        AND title.position = pg_temp.pick(id, 66, %(title)s)
    JOIN seed_word AS degree ON degree.kind = 'degree'
        AND degree.position = pg_temp.pick(id, 67, %(degree)s)
    JOIN seed_word AS street ON street.kind = 'street'
        AND street.position = pg_temp.pick(id, 68, %(street)s)
    JOIN seed_word AS area ON area.kind = 'area' AND area.position = pg_temp.pick(id, 69, %(area)s)
    JOIN seed_source AS origin ON origin.position = pg_temp.pick(id, 70, %(sources)s)
    JOIN seed_step AS step ON step.position = pg_temp.pick(id, 22, %(steps)s)
    LEFT JOIN (
        SELECT prospect_id, max(at) AS at FROM followups_interaction WHERE is_reached
        GROUP BY prospect_id
    ) AS contact ON contact.prospect_id = id
) AS named;
