"""What keeps the telephone numbers in step with the prospect, also for imports and plain SQL.

The first number stands on the prospect, where lists and imports read and write it; the numbers'
own table follows. A corrected number keeps its *do not call*; an older number that becomes the
first brings its own.
"""

import pgtrigger

_COLUMNS = (
    'public_id, prospect_id, number, "use", note, do_not_call, is_primary, owner_id, branch_id, '
    "created_at, version"
)
# 62 random bits: ids of rows that a statement makes, beside those made in Python.
_ID = "right(replace(gen_random_uuid()::text, '-', ''), 16)"
_USE = "CASE WHEN {row}.kind = 'company' THEN 'office' ELSE 'own' END"


def _first_row(row: str) -> str:
    """Return what is selected from a prospect `row` for the row of its first number."""
    return (
        f"{_ID}, {row}.id, {row}.phone, {_USE.format(row=row)}, '', {row}.is_phone_barred, true, "
        f"{row}.owner_id, {row}.branch_id, {row}.created_at, 1"
    )


_INSERTED = f"""
INSERT INTO prospects_prospectphone ({_COLUMNS})
SELECT {_first_row("p")} FROM new_rows p WHERE p.phone <> '';
RETURN NULL;
"""

_BARRED = """
NEW.is_phone_barred := CASE WHEN NEW.phone = '' THEN false ELSE coalesce(
    (SELECT do_not_call FROM prospects_prospectphone
     WHERE prospect_id = NEW.id AND number = NEW.phone), OLD.is_phone_barred) END;
RETURN NEW;
"""

_CHANGED = f"""
IF NEW.phone = '' THEN
    DELETE FROM prospects_prospectphone WHERE prospect_id = NEW.id AND is_primary;
ELSIF EXISTS (SELECT 1 FROM prospects_prospectphone
              WHERE prospect_id = NEW.id AND number = NEW.phone) THEN
    UPDATE prospects_prospectphone SET is_primary = false, version = version + 1
        WHERE prospect_id = NEW.id AND is_primary AND number <> NEW.phone;
    UPDATE prospects_prospectphone SET is_primary = true, version = version + 1
        WHERE prospect_id = NEW.id AND number = NEW.phone AND NOT is_primary;
ELSE
    UPDATE prospects_prospectphone SET number = NEW.phone, version = version + 1
        WHERE prospect_id = NEW.id AND is_primary;
    IF NOT FOUND THEN
        INSERT INTO prospects_prospectphone ({_COLUMNS}) SELECT {_first_row("NEW")};
    END IF;
END IF;
RETURN NULL;
"""

PHONE_TRIGGERS = [
    pgtrigger.Trigger(
        name="phone_insert",
        level=pgtrigger.Statement,
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        referencing=pgtrigger.Referencing(new="new_rows"),  # type: ignore[no-untyped-call]
        func=_INSERTED,
    ),
    pgtrigger.Trigger(
        name="phone_barred",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("phone"),
        func=_BARRED,
    ),
    pgtrigger.Trigger(
        name="phone_change",
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange("phone"),
        func=_CHANGED,
    ),
]
