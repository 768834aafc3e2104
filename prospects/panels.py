"""The seam by which other parts put blocks on the page of a prospect or of an opportunity.

`settings.PROSPECT_PANELS` and `settings.OPPORTUNITY_PANELS` are literal tuples of dotted paths of
`Panel` classes, in the order in which they stand on a desktop. Upper apps name themselves there;
this app imports none of them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
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

    @property
    def sees_person(self) -> bool:
        """Whether the reader reaches the prospect himself, not only this opportunity of his."""
        return self.opportunity is None or self.user.access.reach.holds(self.prospect)

    @property
    def page_url(self) -> str:
        """The address of the page."""
        name = "opportunity-detail" if self.opportunity else "prospect-detail"
        return reverse(f"prospects:{name}", args=[(self.opportunity or self.prospect).public_id])

    def panel_url(self, code: str) -> str:
        """The address of one panel of the page."""
        name = "opportunity-panel" if self.opportunity else "prospect-panel"
        row = self.opportunity or self.prospect
        return reverse(f"prospects:{name}", args=[row.public_id, code])


class Panel(ABC):
    """One block of the page. Subclasses say who sees it, where it stands and what it costs.

    `code` names it in addresses. `template` is rendered with what `context` returns and with
    `visit`. `phone_order` (1 to 9) is its place from top to bottom on a phone; contact is 2,
    timeline 6, details 8. `max_queries` is the most `context` may ask of the database; a test
    holds it. A deferred panel costs the page nothing: a frame with `title` stands in its place
    and fetches the block when it comes into view. `shows_person` is whether it tells more of the
    person than his header: then only who reaches the prospect himself sees it.
    """

    permission: ClassVar[Permission]
    code: ClassVar[str]
    template: ClassVar[str]
    column: ClassVar[Column] = "main"
    phone_order: ClassVar[int] = 5
    max_queries: ClassVar[int] = 1
    is_deferred: ClassVar[bool] = False
    title: ClassVar[str | Promise] = ""
    shows_person: ClassVar[bool] = True

    @abstractmethod
    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return what the template needs, as ready strings; None leaves the panel out."""

    @classmethod
    def is_for(cls, visit: Visit) -> bool:
        """Whether this reader may see the panel on this page."""
        if not visit.user.may(cls.permission):
            return False
        return not cls.shows_person or visit.sees_person


@dataclass(frozen=True)
class Block:
    """A panel ready to be shown, or the frame that fetches it."""

    code: str
    template: str
    column: Column
    css_class: str
    context: dict[str, Any]
    url: str
    title: str | Promise = ""
    is_frame: bool = False


def panel_classes(*, of_opportunity: bool = False) -> list[type[Panel]]:
    """Return the registered panels; ImportError names a dotted path that leads nowhere."""
    paths = settings.OPPORTUNITY_PANELS if of_opportunity else settings.PROSPECT_PANELS
    return [import_string(path) for path in paths]


def panel_named(code: str, *, of_opportunity: bool = False) -> type[Panel] | None:
    """Return the registered panel of this code; None when there is none."""
    found = panel_classes(of_opportunity=of_opportunity)
    return next((panel for panel in found if panel.code == code), None)


def block_of(panel_class: type[Panel], visit: Visit, *, is_frame: bool = False) -> Block | None:
    """Return the panel ready to be shown, or only its frame; None when it has nothing to say."""
    context = {} if is_frame else panel_class().context(visit)
    if context is None:
        return None
    return Block(
        code=panel_class.code,
        template=panel_class.template,
        column=panel_class.column,
        css_class=f"ao-o{panel_class.phone_order}",
        context=context | {"visit": visit},
        url=visit.panel_url(panel_class.code),
        title=panel_class.title,
        is_frame=is_frame,
    )


def blocks_for(visit: Visit) -> dict[str, list[Block]]:
    """Return the blocks this person may see, by column."""
    columns: dict[str, list[Block]] = {"wide": [], "left": [], "main": [], "right": []}
    for panel_class in panel_classes(of_opportunity=visit.opportunity is not None):
        if panel_class.is_for(visit):
            block = block_of(panel_class, visit, is_frame=panel_class.is_deferred)
            if block is not None:
                columns[block.column].append(block)
    return columns
