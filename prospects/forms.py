"""Forms about people: shape only, the rules live in models and services."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core import regions
from core.errors import InputError
from core.fields import DayField, KkField, NibField, NikField, NpwpField, PhoneField, RupiahField
from core.identity import Notice, age_on, compare_nik, kk_notices, parse_nik
from org.models import User
from products.models import Product
from prospects import sources
from prospects.first_step import FirstStepFields
from prospects.models import Prospect
from prospects.officers import possible_owners

LONGEST_PASTE = 5000
OLDEST = 120  # years
# Typed anew where they change; never kept in a draft and never shown again.
SECRET = ("nik", "npwp", "kk", "nib", "mother")
PERSON_ONLY = ("birth_date", "sex", "marital_status", "employment", "mother", "kk")
SUGGESTIONS = 4


class ProductChoiceField(forms.ModelChoiceField):
    """A product by its public id, shown by its short name."""

    def label_from_instance(self, obj: Any) -> str:
        """Return what stands on the chip."""
        return str(obj.short_name)


class PersonFields(forms.Form):
    """What is known of a person or company, in the order of the page."""

    name = forms.CharField(
        label=_("Name"), max_length=160, error_messages={"required": _("Enter the name.")}
    )
    phone = PhoneField(
        label=_("Mobile number"),
        max_length=40,
        error_messages={"required": _("Enter the phone number.")},
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=Prospect.Kind.choices,
        initial=Prospect.Kind.PERSON,
        required=False,
        widget=forms.RadioSelect,
    )
    company = forms.CharField(label=_("Workplace or business"), max_length=160, required=False)
    source = forms.ChoiceField(label=_("Source"), required=False)
    referrer_name = forms.CharField(label=_("Referred by"), max_length=120, required=False)
    nik = NikField(label=_("NIK"), max_length=40, required=False)
    npwp = NpwpField(label=_("NPWP"), max_length=40, required=False)
    birth_date = DayField(label=_("Birth date"), max_length=20, required=False)
    sex = forms.ChoiceField(
        label=_("Sex"), choices=Prospect.Sex.choices, required=False, widget=forms.RadioSelect
    )
    email = forms.EmailField(label=_("E-mail"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    area = forms.CharField(
        label=_("District or city"),
        max_length=120,
        required=False,
        help_text=_("Type a few letters and choose from the list."),
    )
    notes = forms.CharField(
        label=_("Notes"), max_length=4000, required=False, widget=forms.Textarea({"rows": 3})
    )

    today: date

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.nik_notices: tuple[Notice, ...] = ()
        for name in SECRET:
            if name in self.fields:
                self.fields[name].widget.attrs |= {"data-no-draft": "", "autocomplete": "off"}
        born: DayField = self.fields["birth_date"]  # type: ignore[assignment]
        born.today, born.check = today, self.check_birth_date
        self.offer_sources()
        self.fields["area"].widget.attrs |= {"list": "area-list", "autocomplete": "off"}

    def offer_sources(self, also: str = "") -> None:
        """Offer the active sources, and the one the record has."""
        offered = [("", str(_("Not recorded"))), *sources.choices(also=also)]
        self.fields["source"].choices = offered  # type: ignore[attr-defined]

    def clean_kind(self) -> str:
        """A form without the choice means a person."""
        return self.cleaned_data["kind"] or Prospect.Kind.PERSON

    def clean_phone(self) -> str:
        """An empty number is an empty text."""
        return self.cleaned_data["phone"] or ""

    def clean_nik(self) -> str:
        """An empty number is an empty text."""
        return self.cleaned_data["nik"] or ""

    def clean_npwp(self) -> str:
        """An empty number is an empty text."""
        return self.cleaned_data["npwp"] or ""

    def check_birth_date(self, day: date) -> None:
        """Refuse a day to come and one no living person was born on."""
        if day > self.today:
            raise InputError("birth_future", _("The birth date lies in the future."))
        if age_on(day, self.today) > OLDEST:
            raise InputError("birth_past", _("This birth date is too long ago. Check the year."))

    def clean(self) -> dict[str, Any]:
        """Add what differs between the NIK and the form; it warns and never blocks."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("nik"):
            said = parse_nik(data["nik"], today=self.today)
            born, sex = data.get("birth_date"), data.get("sex") or None
            self.nik_notices = (*said.warnings, *compare_nik(said, birth_date=born, sex=sex))
        return data

    def clean_area(self) -> str:
        """Turn the typed place into its code; say which ones it might be."""
        return area_code_of(self.cleaned_data["area"])


def area_code_of(typed: str) -> str:
    """Return the code of a place as it was typed; empty for nothing.

    Raises ValidationError with the places it might be.
    """
    if not typed:
        return ""
    found = regions.search(typed.split(",")[0], limit=200)
    exact = [place for place in found if place.label == typed] or [
        place for place in found if place.path[-1].casefold() == typed.casefold()
    ]
    if len(exact) == 1:
        return exact[0].code
    if len(found) == 1:
        return found[0].code
    raise forms.ValidationError(_area_sentence([place.label for place in (exact or found)]))


def _area_sentence(labels: list[str]) -> str:
    if not labels:
        return str(_("This place is not in the list. Check the spelling or leave it empty."))
    names = "; ".join(labels[:SUGGESTIONS])
    return str(_("Choose one place from the list, such as: %(names)s.")) % {"names": names}


class QuickAddForm(FirstStepFields, PersonFields):
    """Three fields, the rest under *Lainnya*, and another first step under *Ubah*."""

    product = ProductChoiceField(
        label=_("Product of interest"),
        queryset=Product.objects.none(),
        to_field_name="public_id",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Choose one product."),
            "invalid_choice": _("Choose one product."),
        },
    )
    amount = RupiahField(label=_("Estimated amount"), max_length=60, required=False)
    duplicate_reason = forms.CharField(max_length=200, required=False)
    duplicate_link = forms.CharField(max_length=40, required=False)
    # Who covers the place, where somebody who may hand over gives it to him at once.
    owner = forms.CharField(max_length=16, required=False)

    MAIN = ("name", "phone", "product")
    MORE = (
        "amount", "kind", "company", "source", "referrer_name", "nik", "npwp", "birth_date", "sex",
        "email", "address", "area", "notes",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        products = self.fields["product"]
        products.queryset = Product.objects.offered()  # type: ignore[attr-defined]
        self.fields["step_on"].today = self.today  # type: ignore[attr-defined]

    @property
    def has_more(self) -> bool:
        """Whether anything under *Lainnya* is filled in or wrong, so that it stands open."""
        if self.is_bound:
            return any(self.data.get(name) for name in self.MORE if name != "kind") or any(
                name in self.errors for name in self.MORE
            )
        return any(self.initial.get(name) for name in self.MORE)


class EditForm(PersonFields):
    """The same person later; an empty NIK keeps the one that is stored."""

    marital_status = forms.ChoiceField(
        label=_("Marital status"), choices=Prospect.MaritalStatus.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    employment = forms.ChoiceField(
        label=_("Kind of work"), choices=Prospect.Employment.choices, required=False,
        widget=forms.RadioSelect,
    )  # fmt: skip
    mother = forms.CharField(label=_("Mother's maiden name"), max_length=120, required=False)
    kk = KkField(label=_("Family card number"), max_length=40, required=False)
    nib = NibField(label=_("NIB"), max_length=40, required=False)
    status = forms.ChoiceField(
        label=_("Status"), choices=Prospect.Status.choices, widget=forms.RadioSelect
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, kept_source: str = "", is_company: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["phone"].required = False
        self.offer_sources(also=kept_source)
        self.fields["nik"].help_text = _("Leave empty to keep the number that is stored.")
        if is_company:
            self.leave_out_person()

    def leave_out_person(self) -> None:
        """A company has no birth date; what is stored of a person that became one stays."""
        for name in PERSON_ONLY:
            del self.fields[name]

    def clean_kk(self) -> str:
        """An empty number is an empty text; an odd one is noticed."""
        kk: str = self.cleaned_data["kk"] or ""
        self.kk_notices = kk_notices(kk) if kk else ()
        return kk

    def clean_nib(self) -> str:
        """An empty number is an empty text."""
        return self.cleaned_data["nib"] or ""


def edit_initial(prospect: Prospect) -> dict[str, Any]:
    """Return the values an edit form starts from."""
    names = (
        "name", "phone", "kind", "company", "source", "referrer_name", "email", "address",
        "notes", "status", "version", "sex", "marital_status", "employment",
    )  # fmt: skip
    born = prospect.birth_date
    return {name: getattr(prospect, name) for name in names} | {
        "area": area_label(prospect.area_code),
        "birth_date": f"{born:%d/%m/%Y}" if born else "",
    }


def area_label(code: str) -> str:
    """Return a place as an address is written: the smallest part first."""
    return ", ".join(reversed(regions.path_of(code)))


class PasteForm(forms.Form):
    """A chat message or contact, as it was copied."""

    text = forms.CharField(
        label=_("Message or contact"),
        max_length=LONGEST_PASTE,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Paste the message first.")},
    )


class ReassignForm(forms.Form):
    """Another holder, out of the people the head sees."""

    owner = forms.ModelChoiceField(
        label=_("New owner"),
        queryset=User.objects.none(),
        to_field_name="public_id",
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose the new owner."),
            "invalid_choice": _("Choose the new owner."),
        },
    )
    reason = forms.CharField(label=_("Reason"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, prospect: Prospect, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = possible_owners(user).exclude(pk=prospect.owner_id)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
