"""*Tempel dari WA*: a pasted message fills the form, and Save is the yes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from core import regions
from core.identity import phone_display
from core.money import format_rupiah
from products.models import Product
from prospects.forms import PasteForm, QuickAddForm
from prospects.paste import FAMILY_CODES, Recognised, recognise
from prospects.views.people.add import AddPage

LONGEST_NOTE = 4000


def _product_id(family: str) -> str:
    """Return the public id of the first product offered in the family; empty without one."""
    code = FAMILY_CODES.get(family, family)
    product = Product.objects.offered().filter(family=code).first() if code else None
    return product.public_id if product else ""


def _notes(found: Recognised) -> str:
    """Keep what nobody took, and further numbers, so that nothing pasted is lost."""
    others = ", ".join(phone_display(phone) for phone in found.phones[1:])
    return "\n".join(part for part in (found.leftover, others) if part)[:LONGEST_NOTE]


def initial_of(found: Recognised) -> dict[str, Any]:
    """Return the form's first values; the name and place as far as they were recognised."""
    place = regions.search(found.place, limit=2) if found.place else []
    is_certain = len(place) == 1
    return {
        "name": found.name,
        "phone": phone_display(found.phones[0]) if found.phones else "",
        "amount": format_rupiah(found.amount).removeprefix("Rp") if found.amount else "",
        "product": _product_id(found.product_family),
        "area": place[0].label if is_certain else "",
        "address": "" if is_certain else found.place,
        "notes": _notes(found),
    }


class PasteView(AddPage):
    """Shows what was recognised; writes nothing."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the form with the box for pasting."""
        return self.page(QuickAddForm(today=self.today))

    def post(self, request: HttpRequest) -> HttpResponse:
        """Fill the form, with duplicate answers for the number that was found."""
        paste = PasteForm(request.POST)
        if not paste.is_valid():
            self.extra = {"paste_error": paste.errors["text"][0]}
            return self.page(QuickAddForm(today=self.today), status=422)
        initial = initial_of(recognise(paste.cleaned_data["text"]))
        self.extra = {"recognised": self._words(initial)}
        answers = self.answers(initial, self.look_up)
        return self.page(QuickAddForm(initial=initial, today=self.today), answers=answers)

    def _words(self, initial: dict[str, Any]) -> str:
        if not any(initial[name] for name in ("name", "phone", "amount", "product")):
            return _("Nothing was recognised. The text stands in the notes.")
        return _("Filled in from the message. Check it; nothing is saved yet.")
