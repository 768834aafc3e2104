"""Amount, product, expected close and pause of a running opportunity."""

from datetime import date, datetime
from decimal import Decimal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from core.formats import latest_date
from org.access.permissions import Permission as P
from org.models import User
from products.models import Product
from prospects.models import Opportunity
from prospects.pipeline.base import require, require_open, save_state, tell, today_at


def _month(day: date | None) -> date | None:
    return day.replace(day=1) if day else None


@transaction.atomic
def change_amount(
    opportunity: Opportunity, *, amount: Decimal, version: int, actor: User, now: datetime
) -> Opportunity:
    """Write another amount in whole rupiah, up to 15 digits."""
    return change_details(
        opportunity, product=opportunity.product, amount=amount,
        expected_close_on=opportunity.expected_close_on, version=version, actor=actor, now=now,
    )  # fmt: skip


def _check_product(opportunity: Opportunity, product: Product) -> None:
    """A product may be replaced by one whose ladder has the present rung: no figure jumps."""
    if product.type.kind != opportunity.product.type.kind:
        raise ValidationError(
            _("A loan cannot become a deposit, nor a deposit a loan. Add another opportunity.")
        )
    if all(stage.code != opportunity.stage for stage in product.type):
        raise ValidationError(_("This product does not have the present stage."))


@transaction.atomic
def change_details(
    opportunity: Opportunity,
    *,
    product: Product,
    amount: Decimal,
    expected_close_on: date | None,
    version: int,
    actor: User,
    now: datetime,
) -> Opportunity:
    """Write product, amount and expected close. Saving the same again changes nothing."""
    require(actor, P.OPPORTUNITY_CHANGE)
    require_open(opportunity)
    _check_product(opportunity, product)
    if expected_close_on and expected_close_on > latest_date(today_at(opportunity, now)):
        raise ValidationError(_("The expected date lies too far ahead."))
    before = (opportunity.product, opportunity.amount, opportunity.expected_close_on)
    if before == (product, amount, expected_close_on):
        return opportunity
    for path in settings.DEAL_RULES:
        import_string(path)(opportunity, product, amount)
    save_state(
        opportunity, version=version, actor=actor, now=now, product=product, amount=amount,
        expected_close_on=expected_close_on, close_month=_month(expected_close_on),
    )  # fmt: skip
    tell(
        "opportunity_changed", opportunity, actor=actor, now=now, news="changed",
        before={"product": before[0].name, "amount": str(before[1]), "close": _iso(before[2])},
        after={"product": product.name, "amount": str(amount), "close": _iso(expected_close_on)},
    )  # fmt: skip
    return opportunity


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


@transaction.atomic
def set_pause(
    opportunity: Opportunity, *, until: date | None, version: int, actor: User, now: datetime
) -> Opportunity:
    """Rest until a date after today; None ends the rest. A pause is a date: the stage stays."""
    require(actor, P.OPPORTUNITY_CHANGE)
    require_open(opportunity)
    today = today_at(opportunity, now)
    if until is not None and until <= today:
        raise ValidationError(_("Choose a date after today."))
    if until is not None and (until - today).days > 366:
        raise ValidationError(_("Pause for a year at most."))
    if until == opportunity.paused_until:
        return opportunity
    opportunity.save_version(version, paused_until=until, updated_at=now)
    tell(
        "opportunity_paused" if until else "opportunity_resumed", opportunity, actor=actor,
        now=now, news="paused" if until else "resumed", until=_iso(until),
    )  # fmt: skip
    return opportunity
