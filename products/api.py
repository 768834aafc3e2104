"""The catalogue and the calculators for programs."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, cast

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from ninja import Query
from pydantic import Field

from core.api.problems import field_error, invalid
from core.api.shapes import Answer, Body, Named, Paged, PublicId, Rupiah, choice, page_answer
from core.paging import Order
from org.access.api import ApiRequest, ApiRouter
from org.access.permissions import Permission as P
from products import answers, asking, eligibility, rows
from products.asking import AnyTerms, Area, Months, Percent, Question
from products.calculators.arithmetic import MONTHS, CalculationError
from products.calculators.deposits import interest
from products.calculators.loans import Period, Terms, schedule
from products.calculators.plain import deposit_figures, loan_figures
from products.eligibility import Applicant
from products.models import Product, Rate
from products.models.ladder import PropertyKind, VehicleUse
from products.models.product import Carry, DepositBasis, Method
from products.types import product_types

router = ApiRouter(tags=["products"])
BY_CODE = Order("code", "code")
DEPOSIT = "deposito"
LONGEST_DEPOSIT = 3660  # days
DAYS = 365
MOST = 3  # variants side by side, as on the page


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


class ApplicantBody(Body):
    """Whom the rules of a product are asked for; what is left out counts as not answered.

    `region` is the code of the regency or city of house or business, sizes are m².
    """

    product: PublicId
    region: str = Field("", pattern="^([0-9]{4})?$")
    is_payroll: bool = Field(False, strict=True)
    price: Rupiah | None = None
    income: Rupiah | None = None
    is_married: bool | None = Field(None, strict=True)
    is_tapera: bool = Field(False, strict=True)
    floor_area: Area | None = None
    land_area: int | None = Field(None, strict=True, ge=1, le=100_000)
    is_investment: bool = Field(False, strict=True)
    turnover: Rupiah | None = None
    business_months: int | None = Field(None, strict=True, ge=0, le=1_200)
    has_npwp: bool | None = Field(None, strict=True)
    property_kind: str = Field("", pattern=f"^({'|'.join(PropertyKind.values)})?$")
    is_later: bool | None = Field(None, strict=True, description="Second or later facility.")
    vehicle: str = Field("", pattern=f"^({'|'.join(VehicleUse.values)})?$")


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
    applicant: ApplicantBody | None = Field(None, description="Asks the rules of a product too.")


class FindingAnswer(Answer):
    """One rule: met, passed (false), or not yet answered (null)."""

    is_met: bool | None
    words: str


class EligibilityAnswer(Answer):
    """What the rules say of amount, term and applicant; never that somebody is a good debtor."""

    is_open: bool
    findings: list[FindingAnswer]


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
    eligibility: EligibilityAnswer | None = None


class DepositAnswer(Answer):
    """The interest of one term of a deposit, exact to the rupiah."""

    gross: int
    tax: int
    net: int
    maturity_value: int
    eligibility: EligibilityAnswer | None = None


class Comparison(Body):
    """Up to three variants: all loans, or all deposits."""

    variants: list[Question] = Field(min_length=1, max_length=MOST)


class VariantAnswer(Answer):
    """One variant with its figures; `code` marks question and answer, as on the page."""

    product: Named
    code: str
    terms: AnyTerms


class LineAnswer(Answer):
    """One line of the page's table: what each variant says, and whether they differ."""

    label: str
    values: list[str]
    differs: bool


class ComparisonAnswer(Answer):
    """Variants in the order they were sent, and the lines they are compared by."""

    variants: list[VariantAnswer]
    lines: list[LineAnswer]


PLAIN = (
    "version", "code", "name", "short_name", "family", "segment", "is_active", "method", "carry",
    "deposit_basis", "min_months", "max_months",
)  # fmt: skip
RATE_PLAIN = ("segment", "min_months", "max_months", "fixed_months")


def catalogue(request: ApiRequest) -> QuerySet[Product]:
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
    found = catalogue(request)
    if filters.family:
        found = found.filter(family=filters.family)
    if filters.active:
        found = found.filter(is_active=filters.active == "1")
    return page_answer(found, BY_CODE, filters, ready)


@router.operation("GET", "/products/{public_id}", name="product", rows=catalogue,
                  permission=P.PROFILE, answer=ProductAnswer)  # fmt: skip
def get_product(request: ApiRequest, public_id: str) -> Any:
    """Read a product with the rates of today."""
    return ready(request.object)


@router.operation("POST", "/simulate", name="simulate", writes=False, permission=P.PROFILE,
                  answer=LoanAnswer | DepositAnswer)  # fmt: skip
def simulate(request: ApiRequest, body: Simulation) -> Any:
    """Calculate a loan or a deposit.

    By the calculators of the portal, exact to the rupiah. Nothing is kept; a token that only reads
    may. With an applicant the rules of the product answer too.
    """
    try:
        found = _deposit(body) if body.method == DEPOSIT else _loan(body)
    except CalculationError as error:
        field = {"years": "months"}.get(error.code, error.code)
        raise invalid([field_error(field, _refusal(error), error.code)]) from None
    if body.applicant is not None:
        found["eligibility"] = _eligibility(body, body.applicant, request.today)
    return found


def _eligibility(body: Simulation, applicant: ApplicantBody, day: date) -> dict[str, Any]:
    """Return what the rules say of a simulation that was calculated."""
    product = Product.objects.offered().filter(public_id=applicant.product).first()
    if product is None:
        text = _("This product is not offered.")
        raise invalid([field_error("applicant.product", text)])
    said = applicant.model_dump(exclude={"product", "price", "income", "turnover"})
    sums = {name: getattr(applicant, name) for name in ("price", "income", "turnover")}
    said |= {name: None if size is None else Decimal(size) for name, size in sums.items()}
    months = (body.months or 0) + sum(later.months for later in body.then)
    if body.method == DEPOSIT:
        months = max(1, round((body.days or 0) * MONTHS / DAYS))
    asked = Applicant(Decimal(body.principal), months, segment=product.segment, **said)
    findings = eligibility.check(product, asked, day)
    return {"is_open": eligibility.is_open(findings),
            "findings": [vars(one) for one in findings]}  # fmt: skip


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


@router.operation("POST", "/compare", name="compare", writes=False, permission=P.PROFILE,
                  answer=ComparisonAnswer)  # fmt: skip
def compare(request: ApiRequest, body: Comparison) -> Any:
    """Calculate up to three variants side by side.

    With rates, contract terms and costs of today, as on the page. Nothing is kept; a token that
    only reads may.
    """
    found = []
    for number, asked in enumerate(body.variants):
        place = f"variants.{number}."
        product = asking.product_of(asked, f"{place}product")
        form = asking.form_of(asked, product, request.today, place=place)
        found.append(asking.answer_of(form))
    if len({type(one) for one in found}) > 1:
        raise invalid([field_error("variants", _("Compare loans with loans."))])
    return {
        "variants": [asking.variant_ready(one) for one in found],
        "lines": rows.lines_of([answers.result(one).compare for one in found]),
    }
