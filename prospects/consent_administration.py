"""The texts of the consents in the administration: new editions, approved, then fixed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import date_words
from core.paging import Order
from org.access.permissions import Permission as P
from org.administration.page import AdminPage, Column, Filter, Stamp
from prospects.models import ConsentPurpose, ConsentText


class ConsentTextForm(forms.ModelForm):
    """Purpose, first day, both languages; approving fixes the words."""

    approve = forms.BooleanField(
        label=gettext_lazy("Approve: the words are fixed from now on"), required=False
    )

    class Meta:
        model = ConsentText
        fields = ("purpose", "valid_from", "text_id", "text_en")
        widgets = {
            "text_id": forms.Textarea({"rows": 9}),
            "text_en": forms.Textarea({"rows": 9}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["purpose"].disabled = True
        if self.instance.approved_at:
            for field in self.fields.values():
                field.disabled = True
            del self.fields["approve"]


class ConsentTextsPage(AdminPage):
    """Every edition of every text. What is approved is never altered; a change is a new edition."""

    slug = "consenttext"
    namespace = "prospects"
    model = ConsentText
    form_class = ConsentTextForm
    permission = P.CONSENT_TEXTS
    title = gettext_lazy("Consent texts")
    add_label = gettext_lazy("New edition")
    order = Order("purpose", "purpose")
    columns = (
        Column(
            gettext_lazy("Purpose"),
            lambda row: row.get_purpose_display(),
            sub=lambda row: _("edition %d") % row.edition,
        ),
        Column(gettext_lazy("Holds from"), lambda row: date_words(row.valid_from)),
        Column(
            gettext_lazy("State"),
            lambda row: _("Approved") if row.approved_at else _("Draft"),
            tone=lambda row: "ok" if row.approved_at else "warn",
        ),
    )
    filters = (
        Filter("purpose", gettext_lazy("Purpose"), lambda: ConsentPurpose.choices,
               lambda rows, value: rows.filter(purpose=value)),
    )  # fmt: skip
    foot = gettext_lazy("An approved text stays word for word: consents were given on it.")

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Return the form; a new edition begins tomorrow unless another day is chosen."""
        return ConsentTextForm(data, instance=instance)

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write the next edition."""
        row = form.save(commit=False)
        others = ConsentText.objects.filter(purpose=row.purpose)
        row.edition = (others.aggregate(last=Max("edition"))["last"] or 0) + 1
        self.refuse_past(row.valid_from)
        self.approve(row, form, stamp)
        row.full_clean()
        row.save()
        self.note("added", row, stamp)
        return row

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Word a draft anew, or approve it. Raises StaleError for an old version."""
        fresh = ConsentText.objects.get(pk=row.pk)
        if fresh.approved_at:
            raise ValidationError(_("An approved text stays as it is. Write a new edition."))
        values = self.values(form)
        self.refuse_past(values["valid_from"])
        self.approve(fresh, form, stamp)
        fresh.save_version(
            expected, **values, approved_at=fresh.approved_at, approved_by=fresh.approved_by
        )
        self.note("approved" if fresh.approved_at else "changed", fresh, stamp)
        return fresh

    def approve(self, row: ConsentText, form: forms.ModelForm, stamp: Stamp) -> None:
        """Fix the words where the box was ticked."""
        if form.cleaned_data.get("approve"):
            row.approved_at, row.approved_by = stamp.now, stamp.actor

    def refuse_past(self, day: Any) -> None:
        """Refuse an edition that would have begun: consents were given on another text."""
        if day <= self.today:
            raise ValidationError(_("A new edition begins tomorrow at the earliest."))
