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
class Purchase:
    """What the loan buys, where it buys something: the question and common prices in rupiah."""

    label: str | Promise
    example: int
    lowest: int
    highest: int


@dataclass(frozen=True)
class ProductType:
    """A family of products with all its parts. The contract tests ask each family for each part."""

    code: str
    label: str | Promise
    kind: Kind
    ladder: tuple[Stage, ...]
    description: str | Promise  # one or two sentences for officers and visitors
    purposes: tuple[Purpose, ...]  # the needs it serves
    parameters: tuple[str, ...]  # columns of a product and of its terms that mean something here
    methods: tuple[str, ...]  # how instalments or interest may be counted
    eligibility: tuple[str, ...]  # dotted paths of checks: (product, applicant, book) -> findings
    costs: tuple[str, ...]  # codes of what is usually paid at the start
    documents: str  # whose column of the bank's list of papers holds
    calculators: tuple[str, ...]  # what can be computed
    icon: str
    purchase: Purchase | None = None
    example_months: int = 36
    may_float: bool = False  # a fixed stretch, then an assumed floating rate
    homes: tuple[str, ...] = ()  # kinds of property the ladder of LTV/FTV holds for
    is_vehicle: bool = False  # the table of down payments of vehicles holds

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


LOAN_PARAMETERS = (
    "min_amount", "max_amount", "min_months", "max_months", "method", "carry", "rounding_step",
    "rounding_direction", "due_rule", "due_day", "grace_months", "first_interest", "early_penalty",
)  # fmt: skip
DEPOSIT_PARAMETERS = (
    "min_amount", "max_amount", "min_months", "max_months", "deposit_basis", "early_penalty",
    "forfeits_interest",
)  # fmt: skip
ACCOUNT_PARAMETERS = ("min_amount", "max_amount")
ON_BALANCE = ("anuitas", "anuitas_tahunan", "menurun")
ANY_METHOD = (*ON_BALANCE, "flat")
DEPOSIT_METHODS = ("actual", "30", "months")
LOAN_CALCULATORS = ("instalments", "true_cost", "capacity", "prepayment")
BASIC = ("products.eligibility.limits",)
VALUED = (*BASIC, "products.programmes.loan_to_value")
HOME_COSTS = (
    "provision", "administration", "appraisal", "insurance", "notary", "ppat", "apht", "title",
    "bphtb", "ppn",
)  # fmt: skip
BUSINESS_COSTS = ("provision", "administration", "appraisal", "insurance", "notary", "apht")
HOUSE = Purchase(_("House price"), 750_000_000, 100_000_000, 3_000_000_000)

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
