-- The same number for the same row at every load: a small invented bank that can be repeated.
CREATE FUNCTION pg_temp.pick(row_id bigint, salt integer, size integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT mod(hashint8extended(row_id, salt) & 9223372036854775807, size)::integer $$;

-- The first of `size` words come more often than the last, as names do.
CREATE FUNCTION pg_temp.often(row_id bigint, salt integer, size integer) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT floor(size * power(pg_temp.pick(row_id, salt, 1000000) / 1000000.0::float8, 1.5))::integer $$;

-- 16 characters of the alphabet of public ids.
CREATE FUNCTION pg_temp.public_id(kind text, row_id bigint) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT translate(left(md5(kind || row_id), 16), '0123456789abcdef', '23456789abcdefgh') $$;

CREATE TEMP TABLE seed_word (kind text, position integer, word text, plain text) ON COMMIT DROP;
CREATE TEMP TABLE seed_source (position integer, source text, basis text) ON COMMIT DROP;
CREATE TEMP TABLE seed_outcome (position integer, channel text, outcome text, is_reached boolean)
    ON COMMIT DROP;
CREATE TEMP TABLE seed_step (position integer, channel text, purpose text, words text)
    ON COMMIT DROP;
CREATE TEMP TABLE seed_rung (family text, position integer, stage text, holder text, days integer)
    ON COMMIT DROP;
CREATE TEMP TABLE seed_product
    (position integer, product_id bigint, family text, top integer, unit bigint) ON COMMIT DROP;
CREATE TEMP TABLE seed_desk
    (owner_id bigint, peer_id bigint, branch_id bigint, zone text, segment text, head_id bigint,
     admin_id bigint, analyst_id bigint, first bigint, amount bigint) ON COMMIT DROP;
