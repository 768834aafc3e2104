"""What is counted for each branch, kind by kind: the SQL that triggers, rebuild and check share.

A leader of many branches must not wait until all their rows are added up. For each kind of figure
a row here holds count and rupiah of one branch and, where a period is asked for, of one day:

    pipeline    by product; state is the status, code the stage
    held        files on a table by the day they are due; code is the holder
    created     opportunities by the day they were logged; state is the status
    disbursed   money by product and day; state as stored, code `first` for what counts as NOA
    logged      prospects by the day they were logged

Product 0 stands for all of them. Whose the rows are is not known here: figures by officer come
from the pipeline summary and from the rows themselves.

A bank of hundreds of branches has hundreds of thousands of such rows, so there are coarser kinds,
sums of the ones above, for who looks at all of it: `bank_*` with branch 0, `branch_*` without the
code, `month_disbursed` by the first day of the month. Folding adds them up; what is not folded yet
is added when it is read.
"""

KEYS = "kind, branch_id, product_id, day, state, code"

_LIVE = "archived_at IS NULL"
# (kind, what it is a sum of, what stands where the finer kind has a key).
_COARSER: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("bank_pipeline", "pipeline", {"branch_id": "0::bigint"}),
    ("bank_held", "held", {"branch_id": "0::bigint"}),
    ("bank_created", "created", {"branch_id": "0::bigint"}),
    ("bank_disbursed", "disbursed", {"branch_id": "0::bigint"}),
    ("bank_logged", "logged", {"branch_id": "0::bigint"}),
    ("branch_pipeline", "pipeline", {"code": "''::varchar"}),
    ("branch_held", "held", {"code": "''::varchar"}),
    ("month_disbursed", "disbursed", {"day": "date_trunc('month', day::timestamp)::date"}),
)
_PARTS: dict[str, tuple[str, ...]] = {
    "prospects_opportunity": (
        "'pipeline', branch_id, product_id, NULL::date, status, stage, {sign}1, {sign}amount"
        f" FROM {{rows}} WHERE {_LIVE}",
        "'held', branch_id, 0, holder_due_on, '', holder, {sign}1, {sign}amount"
        f" FROM {{rows}} WHERE {_LIVE} AND status = 'open' AND holder <> ''",
        "'created', branch_id, 0, created_on, status, '', {sign}1, 0"
        f" FROM {{rows}} WHERE {_LIVE}",
    ),
    "prospects_disbursement": (
        "'disbursed', branch_id, product_id, disbursed_on, state,"
        " CASE WHEN is_first THEN 'first' ELSE '' END, {sign}1, {sign}amount FROM {rows}",
    ),
    "prospects_prospect": (
        f"'logged', branch_id, 0, created_on, '', '', {{sign}}1, 0 FROM {{rows}} WHERE {_LIVE}",
    ),
}
TABLES = tuple(_PARTS)


KINDS = ("pipeline", "held", "created", "disbursed", "logged", *(row[0] for row in _COARSER))


def counted(table: str, rows: str = "", sign: str = "") -> str:
    """Return the SELECT of what the rows of `table` add to the totals, or with "-" take away."""
    parts = [f"SELECT {part.format(sign=sign, rows=rows or table)}" for part in _PARTS[table]]
    names = "kind, branch_id, product_id, day, state, code, n, amount"
    return f"SELECT * FROM ({' UNION ALL '.join(parts)}) AS counted ({names})"


def insert_deltas(table: str, changes: dict[str, str]) -> str:
    """Return the statement of a trigger; `changes` are transition tables with their signs."""
    rows = " UNION ALL ".join(counted(table, name, sign) for name, sign in changes.items())
    return f"""
INSERT INTO prospects_branchdelta ({KEYS}, n, amount)
SELECT {KEYS}, sum(n), sum(amount) FROM ({rows}) AS changes
GROUP BY {KEYS} HAVING sum(n) <> 0 OR sum(amount) <> 0;
"""


def _with_coarser(rows: str) -> str:
    """Return the SELECT of `rows`, a table of the finer kinds, and of all that is a sum of them."""
    parts = [f"SELECT {KEYS}, n, amount FROM {rows}"]
    for kind, finer, instead in _COARSER:
        keys = ", ".join(instead.get(key, key) for key in KEYS.split(", ")[1:])
        sums = f"SELECT '{kind}'::varchar, {keys}, n, amount FROM {rows}"
        parts.append(f"{sums} WHERE kind = '{finer}'")
    return " UNION ALL ".join(parts)


FOLD = f"""
WITH moved AS (DELETE FROM prospects_branchdelta RETURNING {KEYS}, n, amount),
     sums AS (SELECT {KEYS}, sum(n) AS n, sum(amount) AS amount
              FROM ({_with_coarser("moved")}) AS all_kinds GROUP BY {KEYS})
INSERT INTO prospects_branchtotal AS total ({KEYS}, n, amount)
SELECT {KEYS}, n, amount FROM sums
ON CONFLICT ({KEYS}) DO UPDATE
SET n = total.n + excluded.n, amount = total.amount + excluded.amount
"""

_EVERYTHING = " UNION ALL ".join(map(counted, TABLES))

PLAIN = f"""
WITH fine AS (SELECT {KEYS}, sum(n) AS n, sum(amount) AS amount
              FROM ({_EVERYTHING}) AS everything GROUP BY {KEYS})
SELECT {KEYS}, sum(n) AS n, sum(amount) AS amount
FROM ({_with_coarser("fine")}) AS all_kinds GROUP BY {KEYS}
"""

DIFFERENCES = f"""
SELECT {KEYS}, sum(n), sum(amount) FROM (
    SELECT {KEYS}, n, amount FROM ({PLAIN}) AS plain
    UNION ALL SELECT {KEYS}, -n, -amount FROM prospects_branchfigure
) AS both_sides
GROUP BY {KEYS} HAVING sum(n) <> 0 OR sum(amount) <> 0
"""
