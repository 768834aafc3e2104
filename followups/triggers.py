"""What the database does by itself when a step changes hands, moves or is given up."""

import pgtrigger

# The moment of the change is the application's, as in every other row; a plain statement that
# leaves `changed_at` alone is dated by the database.
_PAST = """
INSERT INTO followups_followuppast (follow_up_id, owner_id, branch_id, due_at, is_cancelled, until)
VALUES (OLD.id, OLD.owner_id, OLD.branch_id, OLD.due_at, OLD.state = 'cancelled',
        CASE WHEN NEW.changed_at IS DISTINCT FROM OLD.changed_at
             THEN coalesce(NEW.changed_at, now()) ELSE now() END);
RETURN NULL;
"""

PAST_TRIGGER = pgtrigger.Trigger(
    name="keep_past",
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.owner_id <> NEW.owner_id OR OLD.branch_id <> NEW.branch_id"
        " OR OLD.due_at <> NEW.due_at OR (OLD.state = 'cancelled') <> (NEW.state = 'cancelled')"
    ),
    func=_PAST,
)
