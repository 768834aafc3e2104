"""A part of a person's record read by a program is a look, as on the pages."""

from core.api.problems import Problem
from org.access.api import ApiRequest
from prospects import looks
from prospects.models import Prospect


def part(request: ApiRequest, person: Prospect) -> None:
    """Write the look down; raise 429 when there were too many within an hour."""
    if looks.note_part(request, request.person, person, request.now):
        raise Problem(429, headers={"Retry-After": str(looks.WAIT_SECONDS)})
