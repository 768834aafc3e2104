"""What the database does by itself when an opportunity changes.

State: every change of stage, status, amount, owner, branch or product closes the open
`OpportunityState` and opens a new one, also for bulk updates and plain SQL.

Totals: statement triggers only INSERT signed deltas, so concurrent writers never wait for one
another (upserting a summary row in the trigger deadlocks); a folding job moves deltas into the
summary, and readers add both.
"""

import pgtrigger

from prospects.branch_totals import insert_deltas

STATE_COLUMNS = "stage, status, amount, owner_id, branch_id, product_id, loss_reason_id"

_STATE = """
IF TG_OP = 'UPDATE' THEN
    IF ROW(NEW.stage, NEW.status, NEW.amount, NEW.owner_id, NEW.branch_id, NEW.product_id,
           NEW.loss_reason_id, NEW.archived_at IS NULL)
       IS NOT DISTINCT FROM
       ROW(OLD.stage, OLD.status, OLD.amount, OLD.owner_id, OLD.branch_id, OLD.product_id,
           OLD.loss_reason_id, OLD.archived_at IS NULL)
    THEN RETURN NULL; END IF;
    -- Two changes at one moment leave one state: a state that lasts no time is no state.
    DELETE FROM prospects_opportunitystate
        WHERE opportunity_id = NEW.id AND valid_to IS NULL AND valid_from >= NEW.state_at;
    UPDATE prospects_opportunitystate SET valid_to = NEW.state_at
        WHERE opportunity_id = NEW.id AND valid_to IS NULL;
END IF;
INSERT INTO prospects_opportunitystate
    (opportunity_id, stage, status, amount, owner_id, branch_id, product_id, loss_reason_id,
     valid_from, by_id, is_archived, is_imported)
VALUES
    (NEW.id, NEW.stage, NEW.status, NEW.amount, NEW.owner_id, NEW.branch_id, NEW.product_id,
     NEW.loss_reason_id, NEW.state_at, NEW.state_by_id, NEW.archived_at IS NOT NULL,
     NEW.is_imported);
RETURN NULL;
"""

STATE_TRIGGER = pgtrigger.Trigger(
    name="keep_state",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=_STATE,
)

_KEYS = "branch_id, owner_id, product_id, stage, status, close_month"


def _signed(sign: str, table: str) -> str:
    return (
        f"SELECT {_KEYS}, {sign}1 AS n, {sign}amount AS amount "
        f"FROM {table} WHERE archived_at IS NULL"
    )


def _insert_deltas(rows: str) -> str:
    return f"""
INSERT INTO prospects_pipelinedelta ({_KEYS}, n, amount)
SELECT {_KEYS}, sum(n), sum(amount) FROM ({rows}) AS changes
GROUP BY {_KEYS} HAVING sum(n) <> 0 OR sum(amount) <> 0;
RETURN NULL;
"""


_OLD, _NEW = {"old_rows": "-"}, {"new_rows": ""}
_STATEMENTS = (
    ("insert", pgtrigger.Insert, pgtrigger.Referencing(new="new_rows"), _NEW),
    (
        "update", pgtrigger.Update,
        pgtrigger.Referencing(old="old_rows", new="new_rows"), _OLD | _NEW,
    ),
    ("delete", pgtrigger.Delete, pgtrigger.Referencing(old="old_rows"), _OLD),
)  # fmt: skip


def branch_triggers(table: str) -> list[pgtrigger.Trigger]:
    """Return what keeps the totals of branches in step with the rows of `table`."""
    return [
        pgtrigger.Trigger(
            name=f"branch_{name}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            func=f"{insert_deltas(table, changes)}RETURN NULL;",
        )
        for name, operation, referencing, changes in _STATEMENTS
    ]


DELTA_TRIGGERS = [
    pgtrigger.Trigger(
        name="delta_insert",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),
        func=_insert_deltas(_signed("", "new_rows")),
    ),
    pgtrigger.Trigger(
        name="delta_update",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
        func=_insert_deltas(_signed("-", "old_rows") + " UNION ALL " + _signed("", "new_rows")),
    ),
    pgtrigger.Trigger(
        name="delta_delete",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Delete,
        referencing=pgtrigger.Referencing(old="old_rows"),
        func=_insert_deltas(_signed("-", "old_rows")),
    ),
]

# The moment of the change is the application's, as in every other row; a plain statement that
# leaves `updated_at` alone is dated by the database.
_PAST = """
INSERT INTO prospects_prospectpast (prospect_id, owner_id, branch_id, source, segment, until)
VALUES (OLD.id, OLD.owner_id, OLD.branch_id, OLD.source, OLD.segment,
        CASE WHEN NEW.updated_at > OLD.updated_at THEN NEW.updated_at ELSE now() END);
RETURN NULL;
"""

PAST_TRIGGER = pgtrigger.Trigger(
    name="keep_past",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.AnyChange("owner", "branch", "source", "segment"),
    func=_PAST,
)
