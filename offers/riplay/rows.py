"""Ready strings of RIPLAY: state, lines of a list, facts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words, hour, relative_day
from offers.models import Riplay, SavedSimulation
from org.models import User

MOST = 5
REASON = "RIPLAY of a file in reach"


def state_of(row: Riplay) -> dict[str, str]:
    """Return how far it is, as words with a tone."""
    if row.acknowledged_on is not None:
        return {"words": _("Confirmed by the customer"), "tone": "ok"}
    if row.given_channel:
        return {"words": _("Given, not confirmed yet"), "tone": "warn"}
    if row.made_at is None:
        return {"words": _("Being made"), "tone": ""}
    return {"words": _("Not given yet"), "tone": "warn"}


def line_of(row: Riplay, today: date) -> dict[str, str]:
    """Return one line of a list."""
    state = state_of(row)
    day = row.branch.local_date(row.created_at)
    return {
        "title": _("RIPLAY %(product)s, edition %(n)d")
        % {"product": row.product.short_name, "n": row.edition},
        "when": f"{row.code} · {relative_day(day, today)}",
        "state": state["words"],
        "tone": state["tone"],
        "url": reverse("offers:riplay", args=[row.public_id]),
    }


def of_simulation(simulation: SavedSimulation, today: date) -> list[dict[str, str]]:
    """Return those made from a simulation in reach, the newest first. One query."""
    found = Riplay.objects.system(REASON).filter(simulation=simulation)
    found = found.defer("content", "pdf").select_related("product", "branch").order_by("-pk")
    return [line_of(row, today) for row in found[:MOST]]


def facts_of(row: Riplay, reader: User) -> list[tuple[str, str]]:
    """Return what happened, oldest first."""
    facts = [(_("Edition"), f"{row.edition} · {date_words(date.fromisoformat(row.content['on']))}"),
             (_("Verification code"), row.code),
             (_("Bank rate"), str(row.content.get("rate_version", ""))),
             (_("Made by"), row.created_by.full_name)]  # fmt: skip
    if row.given_at and row.given_by:
        at = row.given_at.astimezone(reader.zone)
        facts.append((_("Given"), f"{row.get_given_channel_display()}, {date_words(at.date())},"
                      f" {hour(at)}, {row.given_by.full_name}"))  # fmt: skip
    if row.acknowledged_on and row.acknowledged_by and row.acknowledged_hour:
        when = f"{date_words(row.acknowledged_on)}, {row.acknowledged_hour:%H.%M}"
        facts.append((_("Confirmed"), f"{row.get_acknowledged_how_display()}, {when}, {row.place},"
                      f" {row.acknowledged_by.full_name}"))  # fmt: skip
    return facts


def sections_of(row: Any) -> list[dict[str, Any]]:
    """Return what it says, heading by heading."""
    found: list[dict[str, Any]] = row.content["sections"]
    return found
