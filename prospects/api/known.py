"""A person who may be recorded already: what programs are told of him, by the rules of the page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext as _

from core.api.problems import Problem
from org.access.api import ApiRequest
from prospects import duplicates
from prospects.duplicate_cards import REASONS
from prospects.models import Prospect


class KnownError(Exception):
    """The person may be recorded already; told and written down once nothing else is under way."""

    def __init__(self, matches: list[duplicates.Match]) -> None:
        super().__init__()
        self.matches = matches


@contextmanager
def told(request: ApiRequest) -> Iterator[None]:
    """Write down what is answered of records that stand in the way, and answer it with 409.

    To be opened around the transaction, which is over by then.
    """
    try:
        yield
    except KnownError as known:
        matches = known.matches
        duplicates.write_down(matches, user=request.person, now=request.now)
        text = _("This person may be recorded already. Look at the card.")
        cards = [match_ready(match, request) for match in matches]
        raise Problem(409, "duplicate", text, matches=cards) from None


def match_ready(match: duplicates.Match, request: ApiRequest) -> dict[str, Any]:
    """Return what may be said about a record: of a foreign one holder, branch and days only."""
    prospect = match.prospect
    told = {
        "by": match.by,
        "owner": prospect.owner.full_name,
        "branch": prospect.branch.name,
        "days_since_contact": duplicates.days_since_contact(prospect, request.now),
        "may_continue": match.may_continue,
    }
    return told | ({"id": prospect.public_id} if match.is_visible else {})


def reason_for(
    number: str, reason: str | None, prospect: Prospect, request: ApiRequest, kept: str = ""
) -> str:
    """Return the reason why another prospect has the number too, empty where none has.

    Raises KnownError without one. `kept` is the number the row had before, which asks nothing.
    """
    matches = duplicates.twins(number, prospect, request.person) if number != kept else []
    if matches and reason not in REASONS:
        raise KnownError(matches)
    return (reason or "") if matches else ""
