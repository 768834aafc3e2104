"""The catalogue and the calculators for programs."""

from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from core.api.problems import field_error, invalid
from core.api.shapes import Answer, Body, Paged, Rupiah, choice, page_answer
from core.paging import Order
from org.access.api import ApiRequest, ApiRouter
from org.access.permissions import Permission as P
from products.calculators.arithmetic import CalculationError
from products.calculators.deposits import interest
from products.calculators.loans import MAX_MONTHS, Period, Terms, schedule
from products.calculators.plain import deposit_figures, loan_figures
from products.models import Product, Rate
from products.models.product import Carry, DepositBasis, Method
from products.types import product_types

router = ApiRouter(tags=["products"])
BY_CODE = Order("code", "code")
DEPOSIT = "deposito"
LONGEST_DEPOSIT = 3660  # days
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=7, decimal_places=4)]
Months = Annotated[int, Field(strict=True, ge=1, le=MAX_MONTHS)]


class ProductQuery(Paged):
    """What the catalogue is narrowed by."""

    family: str = choice(product_types())
    active: str = choice(("0", "1"), "Products an officer may offer today.")


class RateAnswer(Answer):
    """A rate in force today, in % per year."""

    rate: str
    segment: str
    min_amount: int | None
    max_amount: int | None
    min_months: int | None
    max_months: int | None
    fixed_months: int | None
    floating_rate: str | None


class ProductAnswer(Answer):
    """One product."""

    id: str
    version: int
    code: str
    name: str
    short_name: str
    family: str
    segment: str
    is_active: bool
    method: str
    carry: str
    deposit_basis: str
    min_amount: int | None
    max_amount: int | None
    min_months: int | None
    max_months: int | None
    stages: list[str]
    rates: list[RateAnswer]


class ProductPage(Answer):
    """A page of products."""

    items: list[ProductAnswer]
    before: str | None
    after: str | None


class LaterRate(Body):
    """A rate that follows, and for how many months."""

    rate: Percent
    months: Months


class Simulation(Body):
    """A loan (`rate`, `months`, perhaps `then`) or a deposit (`rate`, `days`)."""

    method: str = Field(pattern=f"^({'|'.join([*Method.values, DEPOSIT])})$")
    principal: Annotated[Rupiah, Field(ge=1)]
    rate: Percent = Field(description="% per year.")
    months: Months | None = Field(None, description="Of the first rate. Loans need it.")
    then: list[LaterRate] = Field(default_factory=list, max_length=20)
    carry: str = Field(Carry.ROUNDED.value, pattern=f"^({'|'.join(Carry.values)})$")
    days: int | None = Field(None, strict=True, ge=1, le=LONGEST_DEPOSIT,
                             description="Deposits need it.")  # fmt: skip
    basis: str = Field(DepositBasis.ACTUAL.value, pattern=f"^({'|'.join(DepositBasis.values)})$")
    is_leap_year: bool = Field(False, strict=True)
    taxable_balance: Rupiah | None = None


class Run(Answer):
    """Equal instalments in a row, both months included."""

    first: int = Field(alias="from")
    last: int = Field(alias="to")
    payment: int


class InstalmentAnswer(Answer):
    """One month of a loan."""

    number: int
    payment: int
    interest: int
    principal: int
    balance: int


class LoanAnswer(Answer):
    """A loan, exact to the rupiah."""

    first_payment: int
    payments: list[Run]
    total_interest: int
    total_paid: int
    instalments: list[InstalmentAnswer]


class DepositAnswer(Answer):
    """The interest of one term of a deposit, exact to the rupiah."""

    gross: int
    tax: int
    net: int
    maturity_value: int


PLAIN = (
    "version", "code", "name", "short_name", "family", "segment", "is_active", "method", "carry",
    "deposit_basis", "min_months", "max_months",
)  # fmt: skip
RATE_PLAIN = ("segment", "min_months", "max_months", "fixed_months")


def rows(request: ApiRequest) -> QuerySet[Product]:
    """Return the catalogue with the rates of today."""
    today = Rate.objects.on(request.today)
    return Product.objects.prefetch_related(Prefetch("rates", today, to_attr="now"))


def ready(product: Any) -> dict[str, Any]:
    """Return a product as it is sent."""
    return {
        "id": product.public_id,
        **{name: getattr(product, name) for name in PLAIN},
        **_limits(product),
        "stages": [stage.code for stage in product.type],
        "rates": [_rate(rate) for rate in product.now],
    }


def _limits(row: Any) -> dict[str, int | None]:
    amounts = {name: getattr(row, name) for name in ("min_amount", "max_amount")}
    return {name: None if size is None else int(size) for name, size in amounts.items()}


def _rate(rate: Rate) -> dict[str, Any]:
    later = rate.floating_rate
    return {
        **{name: getattr(rate, name) for name in RATE_PLAIN},
        **_limits(rate),
        "rate": f"{rate.rate.normalize():f}",
        "floating_rate": None if later is None else f"{later.normalize():f}",
    }


@router.operation("GET", "/products", name="products", permission=P.PROFILE, answer=ProductPage)
def list_products(request: ApiRequest, filters: Query[ProductQuery]) -> Any:
    """List products with the rates of today."""
    found = rows(request)
    if filters.family:
        found = found.filter(family=filters.family)
    if filters.active:
        found = found.filter(is_active=filters.active == "1")
    return page_answer(found, BY_CODE, filters, ready)


@router.operation("GET", "/products/{public_id}", name="product", rows=rows, permission=P.PROFILE,
                  answer=ProductAnswer)  # fmt: skip
def get_product(request: ApiRequest, public_id: str) -> Any:
    """Read a product with the rates of today."""
    return ready(request.object)


@router.operation("POST", "/simulate", name="simulate", writes=False, permission=P.PROFILE,
                  answer=LoanAnswer | DepositAnswer)  # fmt: skip
def simulate(request: ApiRequest, body: Simulation) -> Any:
    """Calculate a loan or a deposit.

    By the calculators of the portal, exact to the rupiah. Nothing is kept; a token that only reads
    may.
    """
    try:
        return _deposit(body) if body.method == DEPOSIT else _loan(body)
    except CalculationError as error:
        field = {"years": "months"}.get(error.code, error.code)
        raise invalid([field_error(field, _refusal(error), error.code)]) from None


def _refusal(error: CalculationError) -> str:
    from products.forms import REFUSALS

    return str(REFUSALS.get(error.code) or _("This value is not valid."))


def _loan(body: Simulation) -> dict[str, Any]:
    if body.months is None:
        raise invalid([field_error("months", _("This field is required."), "missing")])
    periods = [Period(body.rate, body.months)]
    periods += [Period(later.rate, later.months) for later in body.then]
    method = cast(Literal["anuitas"], body.method)
    carry = cast(Literal["rounded"], body.carry)
    terms = Terms(carry=carry)
    return loan_figures(schedule(method, Decimal(body.principal), periods, terms))


def _deposit(body: Simulation) -> dict[str, Any]:
    if body.days is None:
        raise invalid([field_error("days", _("This field is required."), "missing")])
    if body.then:
        raise invalid([field_error("then", _("This value is not valid."))])
    balance = body.taxable_balance
    term = interest(
        Decimal(body.principal), body.rate, body.days, basis=cast(Literal["actual"], body.basis),
        is_leap_year=body.is_leap_year,
        taxable_balance=None if balance is None else Decimal(balance),
    )  # fmt: skip
    return deposit_figures(term)
