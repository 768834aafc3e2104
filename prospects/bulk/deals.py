"""Bulk actions on opportunities: another stage, where the ladder allows it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from org.access.permissions import Permission as P
from org.models import User
from products.types import all_stages
from prospects import pipeline
from prospects.bulk.base import BulkAction, RowChangedError, Turn


class MoveStage(BulkAction):
    """A free rung; what only a confirmation reaches is never offered."""

    code, label, icon = "stage", gettext_lazy("Stage"), "arrow-right"
    permission = P.OPPORTUNITY_CHANGE
    of = ("opportunities",)
    template = "prospects/bulk_stage.html"

    def choices(self, user: User, today: date) -> dict[str, Any]:
        """Return the free rungs of all ladders."""
        free = (stage for stage in all_stages().values() if not stage.is_confirmed)
        return {"stages": [(stage.code, str(stage.label)) for stage in free]}

    def read(self, form: Mapping[str, str], *, user: User, today: date) -> dict[str, Any]:
        """Return the rung."""
        stage = all_stages().get(form.get("stage", ""))
        if stage is None or stage.is_confirmed:
            raise InputError("stage", gettext_lazy("Choose a stage."))
        return {"stage": stage.code}

    def words(self, params: Mapping[str, Any]) -> str:
        """Say which rung."""
        return _("Move to %s") % all_stages()[params["stage"]].label

    def do(self, turn: Turn) -> dict[str, Any] | None:
        """Move one opportunity by the rules of its ladder."""
        deal, before = turn.row, turn.row.stage
        if before == turn.params["stage"]:
            return None
        done = pipeline.move_stage(
            deal, stage=turn.params["stage"], version=deal.version, actor=turn.actor, now=turn.now
        )
        return {"stage": before, "version": done.version}

    def undo(self, turn: Turn) -> None:
        """Bring it back to the stage before, and the file where it lay."""
        before = turn.item.before
        if turn.row.version != before["version"]:
            raise RowChangedError
        pipeline.undo_move(
            turn.row, stage=before["stage"], version=turn.row.version, actor=turn.actor,
            now=turn.now,
        )  # fmt: skip
