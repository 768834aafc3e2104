"""What a product family is: its ladder of stages and how it is won."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from products.purposes import Purpose


class Phase(models.TextChoices):
    """Reports group the ladders of all families by phase."""

    SEARCH = "search", _("Find")
    PROCESS = "process", _("Process")
    DECISION = "decision", _("Decide")
    DISBURSEMENT = "disbursement", _("Disburse")


class Kind(StrEnum):
    """Money lent or money taken in."""

    CREDIT = "credit"
    FUNDING = "funding"


@dataclass(frozen=True)
class Stage:
    """One rung. A confirmed rung is reached only by what somebody else confirms."""

    code: str
    label: str | Promise
    phase: Phase
    is_confirmed: bool = False
    default_holder: str = ""


@dataclass(frozen=True)
class ProductType:
    """A family of products."""

    code: str
    label: str | Promise
    kind: Kind
    ladder: tuple[Stage, ...]
    purposes: tuple[Purpose, ...] = ()  # the needs it serves

    def __iter__(self) -> Iterator[Stage]:
        return iter(self.ladder)

    def stage(self, code: str) -> Stage:
        """Return the rung with this code; KeyError when the family has none."""
        for stage in self.ladder:
            if stage.code == code:
                return stage
        raise KeyError(code)

    def position(self, code: str) -> int:
        """Return how far up the rung is, 0 for the first."""
        return self.ladder.index(self.stage(code))

    @property
    def first(self) -> Stage:
        """Where every opportunity begins."""
        return self.ladder[0]

    @property
    def won(self) -> Stage:
        """The last rung, reached by confirmed money only."""
        return self.ladder[-1]


CREDIT_LADDER = (
    Stage("prospect", _("Prospect"), Phase.SEARCH),
    Stage("contacted", _("Contacted"), Phase.SEARCH),
    Stage("interested", _("Interested"), Phase.SEARCH),
    Stage("documents", _("Documents"), Phase.PROCESS, default_holder="customer"),
    Stage("analysis", _("Analysis"), Phase.PROCESS, default_holder="analyst"),
    Stage("decision", _("Decision"), Phase.DECISION, True, "approver"),
    Stage("sppk", _("SPPK"), Phase.DECISION, True, "customer"),
    Stage("signing", _("Signing (akad)"), Phase.DISBURSEMENT, True, "credit_administration"),
    Stage("disbursed", _("Disbursed"), Phase.DISBURSEMENT, True),
)
FUNDING_LADDER = (
    Stage("prospect", _("Prospect"), Phase.SEARCH),
    Stage("contacted", _("Contacted"), Phase.SEARCH),
    Stage("interested", _("Interested"), Phase.SEARCH),
    Stage("opening", _("Opening"), Phase.PROCESS, default_holder="customer"),
    Stage("funded", _("Funds received"), Phase.DISBURSEMENT, True),
)
