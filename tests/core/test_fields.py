"""The form fields: what was typed stays, what is cleaned is the stored value."""

from datetime import date
from decimal import Decimal

import pytest
from django import forms
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.utils import translation

from core.errors import InputError
from core.fields import DayField, NikField, NpwpField, PhoneField, RupiahField

TODAY = date(2026, 11, 21)


class Form(forms.Form):
    amount = RupiahField(minimum=1)
    phone = PhoneField()
    nik = NikField(required=False)
    npwp = NpwpField(required=False)
    born_on = DayField(today=TODAY, required=False)


GOOD = {
    "amount": "600jt",
    "phone": "0812-5550-1423",
    "nik": "3273 0112 0390 0001",
    "npwp": "01.312.166.0-091.000",
    "born_on": "12/03/1990",
}


def test_good_input_is_cleaned_to_stored_values():
    form = Form(GOOD)
    assert form.is_valid(), form.errors
    assert form.cleaned_data == {
        "amount": Decimal(600_000_000),
        "phone": "+6281255501423",
        "nik": "3273011203900001",
        "npwp": "0013121660091000",
        "born_on": date(1990, 3, 12),
    }


def test_what_may_be_empty_is_none_and_what_may_not_says_so():
    form = Form({"amount": "", "phone": " "})
    assert set(form.errors) == {"amount", "phone"}
    assert form.cleaned_data == {"nik": None, "npwp": None, "born_on": None}


@pytest.mark.parametrize(
    ("name", "typed", "code"),
    [
        ("amount", "1.5", "ambiguous"),
        ("amount", "0", "too_small"),
        ("amount", "-5", "negative"),
        ("phone", "08125550", "phone_short"),
        ("nik", "32730112039000", "nik_short"),
        ("npwp", "01.312.166.1-091.000", "npwp_check"),
        ("born_on", "02/13/2026", "date_month"),
    ],
)
def test_refused_input_stays_as_typed(name, typed, code):
    form = Form({**GOOD, name: typed})
    assert form.errors.as_data()[name][0].code == code
    assert list(form.errors) == [name]
    assert form[name].value() == typed
    assert f'value="{typed}"' in str(form[name])


def test_the_sentence_carries_its_numbers():
    with translation.override("en"):
        form = Form({**GOOD, "phone": "08125550", "amount": "0"})
        assert form.errors["phone"] == ["Mobile number is 2 digits short"]
        assert form.errors["amount"] == ["The amount must be at least Rp1."]


def test_stored_values_are_shown_as_people_write_them():
    form = Form(
        initial={
            "amount": Decimal(1_250_000),
            "phone": "+6281255501423",
            "npwp": "0013121660091000",
            "born_on": date(1990, 3, 12),
        }
    )
    shown = {name: form[name].value() for name in form.fields}
    assert shown == {
        "amount": "1.250.000",
        "phone": "0812-5550-1423",
        "nik": None,
        "npwp": "01.312.166.0-091.000",
        "born_on": "12/03/1990",
    }


def test_another_spelling_is_no_change():
    field = PhoneField()
    assert not field.has_changed("+6281255501423", "62 812 5550 1423")
    assert field.has_changed("+6281255501423", "0812-5550-1424")
    assert field.has_changed("+6281255501423", "x")
    assert not RupiahField().has_changed(Decimal(600_000_000), "600 juta")
    assert RupiahField().has_changed(None, "0")


def test_a_date_field_without_today_is_refused_loudly():
    with pytest.raises(ImproperlyConfigured, match="today"):
        DayField().clean("21/11/2026")


def test_the_forms_own_check_speaks_through_the_field():
    def not_later(day):
        if day > TODAY:
            raise InputError("later", "Visit date must not be after today")

    field = DayField(today=TODAY, check=not_later)
    assert field.clean("21/11/2026") == TODAY
    with pytest.raises(ValidationError) as refusal:
        field.clean("22/11/2026")
    assert refusal.value.code == "later"


def test_the_keyboard_fits_and_no_style_is_set():
    html = Form().as_p()
    assert 'inputmode="tel"' in html
    assert html.count('inputmode="numeric"') == 3
    assert "style" not in html
