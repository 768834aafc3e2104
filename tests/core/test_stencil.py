"""Rows put together from pieces are what Django would have rendered, to the letter."""

from dataclasses import dataclass

import pytest
from django.template import engines
from django.utils.safestring import SafeString
from django.utils.translation import override

from core import stencil
from core.addresses import object_url
from core.identity import phone_display

SOURCE = (
    '{% load i18n %}<li{% if is_shared %} data-shared{% endif %} title="{{ row.name }}">'
    "{% if row.amount %}{{ row.amount }}{% else %}-{% endif %} {{ row.mark }}"
    "{% if row.name and not row.amount %}{{ row.name }}{% endif %} {{ query }}"
    '{% translate "Prospects" %}</li>'
)
TEXTS = ("Toko <b>Maju</b> & \"Co\" 'x'", "", "{{ row.amount }} {% if %}", "\x1famount\x1f", "é 0")


@dataclass(frozen=True)
class Item:
    """A row as the lists make them."""

    name: str
    amount: str
    mark: SafeString | str


@pytest.fixture
def template(monkeypatch):
    made = engines["django"].from_string(SOURCE)
    monkeypatch.setattr(stencil, "get_template", lambda name: made)
    stencil._pieces.cache_clear()
    yield made
    stencil._pieces.cache_clear()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("is_shared", [True, False])
def test_rows_equal_what_the_template_renders(template, language, is_shared):
    rows = [
        Item(name, amount, mark)
        for name in TEXTS for amount in TEXTS for mark in (SafeString("<svg/>"), "<i>", "")
    ]  # fmt: skip
    shared = {"is_shared": is_shared, "query": "?a=1&b=2"}
    with override(language):
        plain = "".join(template.render({"row": row, **shared}) for row in rows)
        assert stencil.draw("any", rows, **shared) == plain
        assert stencil.draw("any", map(vars, rows), **shared) == plain


def test_a_field_must_be_a_text(template):
    with pytest.raises((TypeError, AttributeError)):
        stencil.draw("any", [{"name": 7, "amount": "", "mark": ""}], is_shared=True, query="")


def test_addresses_equal_those_of_the_url_table():
    from django.urls import reverse

    code = "abcdefgh23456789"
    for name in ("prospects:prospect-detail", "prospects:opportunity-move", "followups:outcome"):
        assert object_url(name, code) == reverse(name, args=[code])


@pytest.mark.parametrize("length", range(6, 12))
def test_mobile_numbers_are_written_as_the_library_writes_them(length):
    import phonenumbers

    style = phonenumbers.PhoneNumberFormat.NATIONAL
    for first in range(800, 900):
        phone = f"+62{first}{'1234567890123'[:length]}"
        number = phonenumbers.parse(phone, None)
        assert phone_display(phone) == phonenumbers.format_number(number, style)
