"""The seam by which other parts put blocks on the page of a prospect or of an opportunity.

`settings.PROSPECT_PANELS` and `settings.OPPORTUNITY_PANELS` are literal tuples of dotted paths of
`Panel` classes, in the order in which they stand on a desktop. Upper apps name themselves there;
this app imports none of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from django.conf import settings
from django.utils.module_loading import import_string

from org.access.permissions import Permission
from org.models import User
from prospects.models import Opportunity, Prospect

Column = Literal["wide", "left", "main", "right"]


@dataclass(frozen=True)
class Visit:
    """Whose page it is, who looks at it and when. `today` is the reader's own calendar day.

    `opportunity` is set where the page is about that opportunity of the prospect.
    """

    prospect: Prospect
    user: User
    now: datetime
    today: date
    opportunity: Opportunity | None = None


class Panel(ABC):
    """One block of the page. Subclasses say who sees it, where it stands and what it costs.

    `template` is rendered with what `context` returns and with `visit`. `phone_order` (1 to 9)
    is its place from top to bottom on a phone; contact is 2, timeline 6, details 8.
    `max_queries` is the most `context` may ask of the database; a test holds it.
    """

    permission: ClassVar[Permission]
    template: ClassVar[str]
    column: ClassVar[Column] = "main"
    phone_order: ClassVar[int] = 5
    max_queries: ClassVar[int] = 1

    @abstractmethod
    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return what the template needs, as ready strings; None leaves the panel out."""


@dataclass(frozen=True)
class Block:
    """A panel ready to be shown."""

    template: str
    column: Column
    css_class: str
    context: dict[str, Any]


def panel_classes(*, of_opportunity: bool = False) -> list[type[Panel]]:
    """Return the registered panels; ImportError names a dotted path that leads nowhere."""
    paths = settings.OPPORTUNITY_PANELS if of_opportunity else settings.PROSPECT_PANELS
    return [import_string(path) for path in paths]


def _blocks(visit: Visit) -> Iterator[Block]:
    for panel_class in panel_classes(of_opportunity=visit.opportunity is not None):
        if not visit.user.may(panel_class.permission):
            continue
        context = panel_class().context(visit)
        if context is not None:
            yield Block(
                panel_class.template,
                panel_class.column,
                f"ao-o{panel_class.phone_order}",
                context | {"visit": visit},
            )


def blocks_for(visit: Visit) -> dict[str, list[Block]]:
    """Return the blocks this person may see, by column."""
    columns: dict[str, list[Block]] = {"wide": [], "left": [], "main": [], "right": []}
    for block in _blocks(visit):
        columns[block.column].append(block)
    return columns
