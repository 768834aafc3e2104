"""A new database is made in fewer steps than its migrations have."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from pgtrigger.migrations import AddTrigger, RemoveTrigger

# Which of its own things each changes; of other things it needs only that they are there.
PLAIN: dict[type, Callable[[Any], str]] = {
    migrations.CreateModel: lambda operation: "",
    migrations.AddField: lambda operation: operation.name,
    migrations.AlterField: lambda operation: operation.name,
    migrations.AddConstraint: lambda operation: operation.constraint.name,
    migrations.AddIndex: lambda operation: operation.index.name,
    AddTrigger: lambda operation: operation.trigger.name,
    RemoveTrigger: lambda operation: operation.name,
}


class Together(Operation):
    """Operations that do not build upon each other, carried out in their order.

    Each operation on a model makes Django build it anew with all its relations, some two hundred
    models. For these they are built once.
    """

    def __init__(self, operations: Sequence[Any]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Change what is known of the models, then build them."""
        built = state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if built is not None:
            state.apps = built
            state.reload_models({(app_label, _model(each)) for each in self.operations}, False)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Carry out each."""
        for operation in self.operations:
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Say what is done."""
        return "; ".join(operation.describe() for operation in self.operations)


def _model(operation: Any) -> str:
    made = isinstance(operation, migrations.CreateModel)
    return str(operation.name_lower if made else operation.model_name_lower)


def together(operations: Sequence[Any]) -> list[Any]:
    """Join neighbours that do not build upon each other."""
    groups: list[list[Any]] = [[]]
    changed: set[tuple[str, str]] = set()
    for operation in operations:
        plain = type(operation) in PLAIN
        model, part = (_model(operation), PLAIN[type(operation)](operation)) if plain else ("", "")
        if not plain or changed & {(model, ""), (model, part)}:
            groups.append([])
            changed = set()
        groups[-1].append(operation)
        changed.add((model, part))
        if not plain:
            groups.append([])
    return [group[0] if len(group) == 1 else Together(group) for group in groups if group]


def join_operations(plan: Sequence[tuple[Any, bool]], apps: Any, **_more: Any) -> None:
    """Join what can be joined of all migrations, when the database is new."""
    if not apps.get_models():
        for migration, _backwards in plan:
            migration.operations = together(migration.operations)
