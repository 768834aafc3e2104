"""Writing down what an import does to which row, so that all of it can be taken back."""

from __future__ import annotations

from collections.abc import Sequence

MACHINE_LINES = ("imported", "import_undone")  # lines of the timeline that no hand made

_INTO = (
    "INSERT INTO prospects_importedrow (batch_id, line, {column}, action, before, version, "
    "state, reason)"
)


def made(staged: str, table: str) -> str:
    """Return the statement for the rows just created; `staged` is the staging table."""
    return f"""
{_INTO.format(column=_column(table))}
SELECT %(batch)s, s.line, row.id, 'created', '{{}}', row.version, 'done', ''
FROM {staged} AS s JOIN {table} AS row ON row.public_id = s.public_id WHERE s.action = 'created'
"""


def before(staged: str, table: str, columns: Sequence[str]) -> str:
    """Return the statement for the rows about to be updated, with `columns` as they are now."""
    kept = ", ".join(f"'{name}', row.{name}" for name in columns)
    return f"""
{_INTO.format(column=_column(table))}
SELECT %(batch)s, s.line, row.id, 'updated', jsonb_build_object({kept}), row.version + 1, 'done',
       ''
FROM {staged} AS s JOIN {table} AS row
    ON row.external_system = %(system)s AND row.external_id = s.external_id
WHERE s.action = 'updated'
"""


def _column(table: str) -> str:
    return "opportunity_id" if table == "prospects_opportunity" else "prospect_id"
