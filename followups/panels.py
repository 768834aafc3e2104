"""What the day puts on a prospect's page: the next step, and the composer."""

from typing import Any, ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import hour, late_words, long_date
from core.public_id import new_public_id
from followups.models import FollowUp
from followups.rows import ICONS, outcome_url
from followups.words import channel_words, moved_words, what_words
from org.access.permissions import Permission
from org.models import User
from prospects.models import Opportunity, Prospect
from prospects.panels import Panel, Visit

LOGGED = ("call", "visit", "whatsapp", "mail", "meeting")


def next_step_of(prospect: Prospect, user: User) -> FollowUp | None:
    """Return the earliest open step of the prospect that the person reaches."""
    rows = FollowUp.objects.visible_to(user).filter(prospect=prospect, state=FollowUp.State.OPEN)
    return rows.select_related("branch").in_order().first()


def composer(prospect: Prospect, back: str, *, opportunity: str = "") -> list[dict[str, str]]:
    """Return the buttons that log a contact with this prospect from its page."""
    address = reverse("followups:log-contact", args=[prospect.public_id])
    about = f"&opportunity={opportunity}" if opportunity else ""
    return [
        {
            "icon": ICONS[code],
            "label": _("WA") if code == "whatsapp" else channel_words(code),
            "url": f"{address}?channel={code}&next={back}{about}",
        }
        for code in LOGGED
    ]


def panel_context(
    prospect: Prospect, user: User, today: Any, back: str, *, opportunity: str = ""
) -> dict[str, Any]:
    """Return next step and composer as ready strings, for any page about the prospect."""
    step = next_step_of(prospect, user)
    may_write = user.may(Permission.FOLLOWUP_CHANGE) and not prospect.archived_at
    about = f"&opportunity={opportunity}" if opportunity else ""
    context: dict[str, Any] = {
        "has_step": step is not None,
        "may_write": may_write,
        "plan_url": f"{reverse('followups:plan', args=[prospect.public_id])}?next={back}{about}",
        "note_url": reverse("followups:note", args=[prospect.public_id]),
        "composer": composer(prospect, back, opportunity=opportunity) if may_write else [],
        "back": back,
        "opportunity": opportunity,
        "key": new_public_id(),
    }
    return context | _step_words(step, today, back) if step else context


def _step_words(step: FollowUp, today: Any, back: str) -> dict[str, Any]:
    late = late_words(step.due_on, today)
    day = long_date(step.due_on).rsplit(" ", 1)[0]
    details = [
        f"{day}, {hour(step.local_due.time())}" if step.is_timed else day,
        late,
        moved_words(step),
    ]
    return {
        "what": what_words(step),
        "when": " · ".join(part for part in details if part),
        "is_late": bool(late),
        "move_url": f"{reverse('followups:move', args=[step.public_id])}?next={back}",
        "outcome_url": f"{outcome_url(step)}?next={back}",
    }


class NextStepPanel(Panel):
    """Next-step bar and composer on the page of a prospect, or of one of his opportunities."""

    permission: ClassVar[Permission] = Permission.FOLLOWUP_VIEW
    code: ClassVar[str] = "next-step"
    template = "followups/panel.html"
    column = "main"
    phone_order = 1
    max_queries = 1

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return next step and composer; what is logged goes to the opportunity of the page.

        A lost opportunity needs no next step; after a won one money or papers may still follow.
        """
        row = visit.opportunity
        if row is not None and row.status == Opportunity.Status.LOST:
            return None
        about = row.public_id if row else ""
        return panel_context(
            visit.prospect, visit.user, visit.today, visit.page_url, opportunity=about
        )
