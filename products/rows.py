"""Ready strings for the simulator: the list of products and the questions of a form."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.forms import BoundField, ChoiceField
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as _noop

from core.money import format_rupiah, rupiah_in_words, short_rupiah
from products.answers import Result, rate_words, share_of
from products.answers.common import Line
from products.forms import PercentField, ShareField, SimulationForm, sliders
from products.forms.loans import HOME, NEW, VEHICLE
from products.forms.sliders import Slider
from products.models import Product, Rate
from products.places import place_on
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
        "icon": product.type.icon,
    }


def _yearly(product: Product, rate: Rate) -> str:
    """A flat rate is named as one: it costs nearly twice as much as it looks."""
    text = _("from %(rate)s flat a year") if product.method == "flat" else _("from %(rate)s a year")
    return text % {"rate": rate_words(rate.rate)}


def groups(form: SimulationForm, questions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions in their groups: the main ones, then those folded away until used."""
    found: list[dict[str, Any]] = [{"name": "", "title": "", "fields": [], "is_open": True}]
    for name, title in form.titles.items():
        found.append({"name": name, "title": title, "fields": [], "is_open": False})
    for question in questions:
        name = form.group_of.get(question["name"], "")
        group = next(group for group in found if group["name"] == name)
        group["fields"].append(question)
        is_used = question["value"] and (not question["options"] or _is_changed(question))
        group["is_open"] = group["is_open"] or bool(question["error"] or is_used)
    return [group for group in found if group["fields"]]


def _is_changed(question: dict[str, Any]) -> bool:
    """Whether a list about limits and PPN says anything but its common answer."""
    first = question["options"][0]["value"]
    return question["name"] in (*HOME, *VEHICLE, *NEW) and question["value"] != first


def questions(form: SimulationForm, *, is_first: bool) -> list[dict[str, Any]]:
    """Return one entry per field, the unit of the term beside its number."""
    return [
        _question(form, form[name], is_first=is_first) for name in form.fields if name != "unit"
    ]


RUPIAH = (
    "amount", "price", "other", "income", "existing", "appraisal", "tax_value", "early_amount",
)  # fmt: skip
SAID_OPTIONAL = (
    *RUPIAH[2:], "place", "paid_on", "early_month", "broken_after", "floor", "handover",
)  # fmt: skip
UNITS = {"fixed": _noop("months"), "broken_after": _noop("days"), "floor": _noop("m²")}


def _question(form: SimulationForm, bound: BoundField, *, is_first: bool) -> dict[str, Any]:
    kind, name = bound.field, bound.name
    answer = None if bound.errors else form.cleaned_data.get(name)
    slider = _slider(form, name)
    return {
        "name": name,
        "id": bound.auto_id,
        "label": bound.label,
        "value": bound.value() or "",
        "error": "" if is_first else " ".join(str(text) for text in bound.errors),
        "says": _understood(form, name, answer),
        "help": bound.help_text,
        "optional": not kind.required and name in SAID_OPTIONAL,
        "before": "Rp" if name in RUPIAH else "",
        "after": "%" if isinstance(kind, PercentField) else _unit(name),
        "mode": getattr(kind, "input_mode", ""),
        "options": _options(bound) if isinstance(kind, ChoiceField) else [],
        "units": _options(form["unit"]) if name == "term" else [],
        "slider": slider,
        "half": name in HALVES,
    }


HALVES = ("rate", "fixed", "roll", "rounds", "wheels", "productive")  # two of them side by side


def _unit(name: str) -> str:
    return _(UNITS[name]) if name in UNITS else ""


def _slider(form: SimulationForm, name: str) -> Slider | None:
    """Return the slider beside a field, at what the field says; None where there is none."""
    answer = form.cleaned_data.get(name)
    if name in {"amount", "price", "income"}:
        return sliders.of_rupiah(answer or Decimal(0), name, form.product)
    if name == "term":
        return sliders.of_term(answer or 0, str(form["unit"].value()), form.product)
    if name != "down_payment":
        return None
    figure, is_percent = answer or (Decimal(0), True)
    price = form.cleaned_data.get("price") or Decimal(1)
    return sliders.of_share(figure if is_percent else figure * 100 / price)


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
    if name == "place":
        return _place(form, answer)
    if isinstance(answer, Decimal) and name in RUPIAH:
        words = rupiah_in_words(answer, get_language() or "id")
        return f"{format_rupiah(answer)} · {words}"
    return ""


def _place(form: SimulationForm, code: str) -> str:
    """Name the place that was understood, and what of its price bears no BPHTB where known."""
    place = place_on(code, form.today)
    if place.npoptkp is None:
        return _("%(place)s: NPOPTKP not recorded, that of the bank counts") % {"place": place.name}
    return f"{place.name} · NPOPTKP {format_rupiah(place.npoptkp)}"


def _share(form: SimulationForm, answer: tuple[Decimal, bool]) -> str:
    loan = form.cleaned_data.get("answer")
    if not isinstance(loan, Loan):
        return "" if answer[1] else format_rupiah(answer[0])
    return f"{format_rupiah(loan.down_payment or Decimal(0))} · {share_of(loan)}"


def side_by_side(now: Result, kept: list[tuple[Result, str, str]]) -> dict[str, Any]:
    """Return the figures of now and of each kept variant (with its addresses to use and to drop).

    Every variant of a product says the same lines in the same order.
    """
    heads = [{"label": _("Now"), "use": "", "drop": ""}]
    for number, (_result, use, drop) in enumerate(kept, 1):
        heads.append({"label": _("Variant %(n)d") % {"n": number}, "use": use, "drop": drop})
    columns = [now.compare, *(result.compare for result, _use, _drop in kept)]
    return {"heads": heads, "lines": lines_of(columns)}


def lines_of(columns: list[list[Line]]) -> list[dict[str, Any]]:
    """Return the lines of variants that say the same in the same order, and which differ."""
    return [
        {"label": cells[0][0], "values": [value for _label, value in cells],
         "differs": len({value for _label, value in cells}) > 1}
        for cells in zip(*columns, strict=True)
    ]  # fmt: skip
