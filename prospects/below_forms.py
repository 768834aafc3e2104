"""Forms about what hangs below a prospect: telephone numbers, contact persons, links."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.fields import PhoneField
from prospects.models import ContactPerson, Prospect, ProspectLink, ProspectPhone
from prospects.phones import PhoneFacts

TEXT_LENGTH = 120


class VersionField(forms.IntegerField):
    """The version the editor read; absent where something is added."""

    def __init__(self) -> None:
        super().__init__(min_value=1, required=False, widget=forms.HiddenInput)


class PhoneForm(forms.Form):
    """One telephone number and what it is good for."""

    number = PhoneField(label=_("Phone number"), max_length=40)
    use = forms.ChoiceField(
        label=_("What it is good for"), choices=ProspectPhone.Use.choices, widget=forms.RadioSelect,
        initial=ProspectPhone.Use.OWN,
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=TEXT_LENGTH, required=False)
    is_primary = forms.BooleanField(label=_("Main number"), required=False)
    do_not_call = forms.BooleanField(
        label=_("Do not call"),
        required=False,
        help_text=_("Takes the call and WA buttons away everywhere and says so."),
    )
    version = VersionField()

    @property
    def facts(self) -> PhoneFacts:
        """Return what the service takes."""
        names = ("number", "use", "note", "do_not_call", "is_primary")
        return PhoneFacts(**{name: self.cleaned_data[name] for name in names})


class PersonForm(forms.Form):
    """Somebody at a company."""

    name = forms.CharField(
        label=_("Name"), max_length=160, error_messages={"required": _("Enter the name.")}
    )
    role = forms.ChoiceField(
        label=_("Role"), choices=ContactPerson.Role.choices, widget=forms.RadioSelect,
        initial=ContactPerson.Role.DIRECTOR,
    )  # fmt: skip
    title = forms.CharField(label=_("Title"), max_length=80, required=False)
    phone = PhoneField(label=_("Phone number"), max_length=40, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    note = forms.CharField(label=_("Note"), max_length=TEXT_LENGTH, required=False)
    do_not_call = forms.BooleanField(label=_("Do not call"), required=False)
    version = VersionField()

    def clean_phone(self) -> str:
        """An empty number is an empty text."""
        return self.cleaned_data["phone"] or ""


class LinkForm(forms.Form):
    """To whom the prospect belongs, and how: a record out of the reach, or a plain name."""

    kind = forms.ChoiceField(
        label=_("Kind of link"), choices=ProspectLink.Kind.choices, widget=forms.RadioSelect,
        error_messages={"required": _("Choose the kind of link.")},
    )  # fmt: skip
    other: forms.ModelChoiceField[Prospect] = forms.ModelChoiceField(
        queryset=Prospect.objects.system("replaced by what is in reach").none(),
        to_field_name="public_id", required=False, widget=forms.RadioSelect,
        label=_("Record"), empty_label=None,
        error_messages={"invalid_choice": _("Choose a record from the list.")},
    )  # fmt: skip
    other_name = forms.CharField(label=_("Name without a record"), max_length=160, required=False)
    note = forms.CharField(label=_("Note"), max_length=TEXT_LENGTH, required=False)

    def __init__(self, *args: Any, rows: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["other"].queryset = rows  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of record and name; a chosen record wins over a name typed before."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        other: Prospect | None = data.get("other")
        if other is not None:
            data["other_name"] = ""
        elif not data.get("other_name") and "other" not in self.errors:
            self.add_error("other_name", _("Choose a record, or write a name."))
        return data
