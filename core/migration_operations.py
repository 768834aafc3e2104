"""What first editions of the schema need besides Django's own operations."""

from typing import Any

from django.db.migrations.operations.base import Operation


class InstallTriggers(Operation):
    """Put the triggers into the database that the models of this app name in their options.

    One operation for all: a single one for each trigger would build the models anew each time.
    """

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """The models say it already."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """Install every trigger."""
        for (app, _name), model in to_state.models.items():
            if app == app_label:
                for trigger in model.options.get("triggers", []):
                    schema_editor.execute(trigger.install_sql, params=None)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        """They go with their tables."""

    def describe(self) -> str:
        """Say what is done."""
        return "Install the triggers of the models"
