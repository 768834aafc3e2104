"""The bulk action of this app: the same next step for many prospects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from core.formats import date_words, parse_day_first
from followups import services
from followups.models import FollowUp
from followups.outcomes import Channel
from org.access.permissions import Permission as P
from org.models import User
from prospects.bulk.base import BulkAction, RowChangedError, Turn
from prospects.models import Opportunity


class PlanStep(BulkAction):
    """A step on a day, by each owner himself."""

    code, label, icon = "step", gettext_lazy("Next step"), "calendar-plus"
    permission = P.FOLLOWUP_CHANGE
    of = ("prospects", "opportunities")
    template = "followups/bulk_step.html"

    def choices(self, user: User, today: date) -> dict[str, Any]:
        """Return the ways of contact."""
        return {"channels": [(str(c), str(c.label)) for c in Channel]}

    def read(self, form: Mapping[str, str], *, user: User, today: date) -> dict[str, Any]:
        """Return channel and day; a day before today is refused."""
        text = form.get("due_on", "").strip()
        if not text:
            raise InputError("due_on", gettext_lazy("Enter a day."))
        day = parse_day_first(text, today=today)
        if day < today:
            raise InputError("due_on", gettext_lazy("Choose today or a later day."))
        channel = form.get("channel", "")
        known = channel if channel in Channel.values else Channel.CALL
        return {"channel": str(known), "due_on": day.isoformat(),
                "subject": form.get("subject", "").strip()[:80]}  # fmt: skip

    def words(self, params: Mapping[str, Any]) -> str:
        """Say what is planned for when."""
        day = date_words(date.fromisoformat(params["due_on"]))
        return _("%(what)s on %(day)s") % {"what": Channel(params["channel"]).label, "day": day}

    def do(self, turn: Turn) -> dict[str, Any] | None:
        """Plan the step of one prospect or opportunity."""
        row, params = turn.row, turn.params
        deal = row if isinstance(row, Opportunity) else None
        step = services.Step(
            params["channel"], date.fromisoformat(params["due_on"]), subject=params["subject"]
        )
        made = services.plan(
            step, prospect=row.prospect if deal else row, opportunity=deal, actor=turn.actor,
            now=turn.now,
        )  # fmt: skip
        return {"step": made.public_id}

    def undo(self, turn: Turn) -> None:
        """Give the step up, unless something was done about it."""
        rows = FollowUp.objects.system("a bulk change is undone").select_for_update(of=("self",))
        step = rows.select_related("prospect").filter(public_id=turn.item.before["step"]).first()
        if step is None or not step.is_open or step.version != 1:
            raise RowChangedError
        services.cancel(step, version=step.version, actor=turn.actor, now=turn.now)
