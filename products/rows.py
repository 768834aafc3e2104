"""Ready strings for the simulator: the list of products and the questions of a form."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.forms import BoundField
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.money import format_rupiah, rupiah_in_words, short_rupiah
from products.answers import rate_words, share_of
from products.forms import PercentField, ShareField, SimulationForm, WholeField
from products.models import Product, Rate
from products.simulation import Loan


def product_rows(products: Iterable[Product], rates: dict[int, Rate]) -> list[dict[str, str]]:
    """Return one line per product: name, family, limits and the rate of the day."""
    return [_product_row(product, rates.get(product.pk)) for product in products]


def _product_row(product: Product, rate: Rate | None) -> dict[str, str]:
    limits = ""
    if product.max_amount:
        values = {"low": short_rupiah(product.min_amount or Decimal(1)),
                  "high": short_rupiah(product.max_amount)}  # fmt: skip
        limits = _("%(low)s to %(high)s") % values
    return {
        "code": product.code,
        "name": product.name,
        "family": str(product.type.label),
        "limits": limits,
        "rate": _yearly(product, rate) if rate else "",
        "icon": ICONS.get(product.family, "cash"),
    }


def _yearly(product: Product, rate: Rate) -> str:
    """A flat rate is named as one: it costs nearly twice as much as it looks."""
    text = _("from %(rate)s flat a year") if product.method == "flat" else _("from %(rate)s a year")
    return text % {"rate": rate_words(rate.rate)}


ICONS = {
    "kpr": "home-2", "kkb": "car", "kta": "credit-card", "kur": "building-store",
    "working_capital": "briefcase", "deposit": "coins",
}  # fmt: skip


def questions(form: SimulationForm, *, is_first: bool) -> list[dict[str, Any]]:
    """Return one entry per field, the unit of the term beside its number."""
    return [
        _question(form, form[name], is_first=is_first) for name in form.fields if name != "unit"
    ]


def _question(form: SimulationForm, bound: BoundField, *, is_first: bool) -> dict[str, Any]:
    kind = bound.field
    answer = None if bound.errors else form.cleaned_data.get(bound.name)
    entry: dict[str, Any] = {
        "name": bound.name,
        "id": bound.auto_id,
        "label": bound.label,
        "value": bound.value() or "",
        "error": "" if is_first else " ".join(str(text) for text in bound.errors),
        "says": _understood(form, bound.name, answer),
        "help": bound.help_text,
        "optional": not kind.required and bound.name == "other",
        "before": "Rp" if bound.name in {"amount", "price", "other"} else "",
        "after": "%" if isinstance(kind, PercentField) else "",
        "mode": getattr(kind, "input_mode", ""),
        "options": [],
        "units": [],
    }
    if isinstance(kind, WholeField) and bound.name == "fixed":
        entry["after"] = _("months")
    if bound.name == "term":
        entry["units"] = _options(form["unit"])
    if bound.name == "basis":
        entry["options"] = _options(bound)
    return entry


def _options(bound: BoundField) -> list[dict[str, Any]]:
    chosen = bound.value()
    choices = bound.field.choices  # type: ignore[attr-defined]
    return [
        {"value": value, "label": label, "is_chosen": value == chosen} for value, label in choices
    ]


def _understood(form: SimulationForm, name: str, answer: Any) -> str:
    """Say back what was understood: amounts in words, a share in rupiah."""
    if answer is None:
        return ""
    if isinstance(form.fields[name], ShareField):
        return _share(form, answer)
    if isinstance(answer, Decimal) and name in {"amount", "price", "other"}:
        words = rupiah_in_words(answer, get_language() or "id")
        return f"{format_rupiah(answer)} · {words}"
    return ""


def _share(form: SimulationForm, answer: tuple[Decimal, bool]) -> str:
    loan = form.cleaned_data.get("answer")
    if not isinstance(loan, Loan):
        return "" if answer[1] else format_rupiah(answer[0])
    return f"{format_rupiah(loan.down_payment or Decimal(0))} · {share_of(loan)}"
