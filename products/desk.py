"""The simulator behind its pages: reads what was asked, computes, and says what a page shows.

The same for visitors, for the bank's people, and above, where it is opened for one person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, urlencode

from django.db.models import QuerySet
from django.http import QueryDict

from core.formats import date_words
from products import answers, rows
from products.forms import SimulationForm, first_answers, form_class, sliders
from products.models import Product
from products.savings import Simulated
from products.simulation import Person

TEMPLATE = "products/simulator.html"
MOST_KEPT = 2  # beside the figures of now


def simulated() -> QuerySet[Product]:
    """Return what can be simulated and can stand in an address."""
    return Product.objects.offered().exclude(code__contains="/")


def asked(form: SimulationForm) -> str:
    """Return the answers of a form as one text, which an address can hold."""
    given = {name: form.data.get(name) for name in form.fields}
    return urlencode({name: text for name, text in given.items() if text})


@dataclass(frozen=True)
class Desk:
    """One request to the simulator of a product.

    `brought` are answers from elsewhere, which what was typed goes before; `person` is whom it is
    for, where it is for somebody: his means are not asked then.
    """

    product: Product
    query: QueryDict
    path: str
    today: date
    brought: Mapping[str, str] = field(default_factory=dict)
    person: Person | None = None

    def form(self) -> tuple[SimulationForm, bool]:
        """Return the form with what was typed, else with common figures; and which it was."""
        typed = self._typed(self.query) | self._typed(sliders.moved(self.query))
        brought = self._typed(self.brought)
        return self.filled(brought | typed), not (brought or typed)

    def filled(self, typed: Mapping[str, str]) -> SimulationForm:
        """Return the form with what was typed, common figures for the rest."""
        kind = form_class(self.product)
        data = {**first_answers(self.product), **typed}
        return kind(data, product=self.product, today=self.today, person=self.person)

    def read(self, text: str) -> SimulationForm:
        """Return the form of answers that were kept as one text."""
        return self.filled(self._typed(dict(parse_qsl(text))))

    def _typed(self, query: Mapping[str, str]) -> dict[str, str]:
        """Keep what answers a question of this product."""
        kind = form_class(self.product)
        return {name: text for name, text in query.items() if name in kind.base_fields}

    @property
    def kept(self) -> list[str]:
        """The variants beside the figures of now."""
        return self.query.getlist("v")[-MOST_KEPT:]

    def address(self, form: SimulationForm, kept: list[str]) -> str:
        """Return the address of these answers beside these variants."""
        query = "&".join([asked(form), urlencode([("v", text) for text in kept])])
        return f"{self.path}?{query.strip('&')}"

    def kept_address(self, form: SimulationForm) -> str:
        """Return the address that keeps the figures of now as a variant."""
        return self.address(form, [*self.kept, asked(form)][-MOST_KEPT:])

    def context(self, form: SimulationForm, *, is_first: bool) -> dict[str, Any]:
        """Return the page as ready strings."""
        answer = answer_of(form)
        result = answers.result(answer) if answer else None
        questions = rows.questions(form, is_first=is_first)
        return {
            "product": self.product,
            "questions": questions,
            "groups": rows.groups(form, questions),
            "kept": self.kept,
            "result": result,
            "variants": self._variants(form, result) if result and self.kept else None,
            "is_first": is_first,
            "day": date_words(self.today),
        }

    def _variants(self, now: SimulationForm, result: answers.Result) -> Any:
        """Compute the kept variants beside the figures of now; what cannot be computed is left."""
        found = []
        for text in self.kept:
            form = self.read(text)
            answer = answer_of(form)
            if answer:
                others = [other for other in self.kept if other != text]
                found.append((answers.result(answer), self.address(form, others),
                              self.address(now, others)))  # fmt: skip
        return rows.side_by_side(result, found) if found else None


def answer_of(form: SimulationForm) -> Simulated | None:
    """Return what was asked for, computed; None while an answer is wrong."""
    return form.cleaned_data["answer"] if form.is_valid() else None
