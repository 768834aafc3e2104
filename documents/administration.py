"""Papers and the rules who brings which, in the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.fields import RupiahField
from core.money import format_rupiah
from core.paging import Order
from documents.models import DocumentRule, DocumentType, Employment, Requirement
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Stamp
from products.dated_pages import DAYS, STATE, STATE_FILTER, DatedForm, DatedPage
from products.types import product_types
from prospects.lists import new_code

ACTIVE = (("on", gettext_lazy("Active")), ("off", gettext_lazy("Switched off")))


def _families() -> list[tuple[str, Any]]:
    return [(code, family.label) for code, family in product_types().items()]


def _validity(row: DocumentType) -> str:
    if row.validity_months:
        return _("%(n)d months") % {"n": row.validity_months}
    return _("its own last day") if row.has_expiry else _("no limit")


class PaperForm(forms.ModelForm):
    """Both names, validity, order, and whether it is asked for."""

    class Meta:
        model = DocumentType
        fields = ("label_id", "label_en", "validity_months", "position", "has_expiry",
                  "keeps_position", "is_personal", "is_active")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:  # papers that came in already lie where this says
            self.fields["is_personal"].disabled = True


class PapersPage(AdminPage):
    """Kinds of papers."""

    slug = "paper-type"
    namespace = "documents"
    model = DocumentType
    form_class = PaperForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Papers")
    add_label = gettext_lazy("New paper")
    search_fields = ("label_id", "label_en")
    search_label = gettext_lazy("Name")
    order = Order("position", "position")
    pairs = (("label_id", "label_en"), ("validity_months", "position"))
    actions_template = "documents/admin_links.html"
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.label(get_language()),
               sub=lambda row: row.label("id" if get_language() == "en" else "en")),
        Column(gettext_lazy("Valid"), _validity),
        Column(gettext_lazy("Serves"), lambda row: _("each application of the customer")
               if row.is_personal else _("one application")),
        Column(gettext_lazy("State"),
               lambda row: _("Active") if row.is_active else _("Switched off"),
               tone=lambda row: "ok" if row.is_active else ""),
    )  # fmt: skip
    filters = (
        Filter("state", gettext_lazy("State"), lambda: ACTIVE,
               lambda rows, value: rows.filter(is_active=value == "on")),
    )  # fmt: skip
    foot = gettext_lazy("A paper is never deleted: files of the past keep its name.")

    def title_of(self, row: Any) -> str:
        """Return the name in the reader's language."""
        return str(row.label(get_language()))

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write a paper of the bank's own, with a code made of its name."""
        row = form.save(commit=False)
        row.code = new_code(DocumentType, row.label_id)
        row.full_clean()
        row.save()
        self.note("added", row, stamp)
        return row


class RuleForm(DatedForm):
    """Who brings which paper for which family."""

    family = forms.ChoiceField(label=gettext_lazy("Product family"), choices=_families)
    employments = forms.MultipleChoiceField(
        label=gettext_lazy("Of whom"), choices=Employment.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one.")},
    )  # fmt: skip
    amount_above = RupiahField(
        label=gettext_lazy("Only above this amount"), required=False,
        help_text=gettext_lazy("Empty: whatever the amount."),
    )  # fmt: skip

    class Meta:
        model = DocumentRule
        fields = ("type", "family", "employments", "requirement", "amount_above", "note_id",
                  "note_en", "valid_from", "valid_to")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["type"]
        kind.label = _("Paper")
        kind.label_from_instance = lambda row: row.label(get_language())
        if self.instance.employments:
            self.initial["employments"] = list(self.instance.employments)

    def clean_employments(self) -> str:
        """Keep the letters in their own order."""
        chosen = self.cleaned_data["employments"]
        return "".join(code for code in Employment.values if code in chosen)


def _whom(row: DocumentRule) -> str:
    if row.employments == "".join(Employment.values):
        return _("everybody")
    return ", ".join(str(one.label) for one in Employment if one.value in row.employments)


def _above(row: DocumentRule) -> str:
    if row.amount_above is None:
        return ""
    return _("above %(amount)s") % {"amount": format_rupiah(row.amount_above)}


def _family(row: DocumentRule) -> str:
    return str(product_types()[row.family].label)


class RulesPage(DatedPage):
    """Dated rules: what has begun stays, a change begins on its own day."""

    slug = "paper-rule"
    namespace = "documents"
    model = DocumentRule
    form_class = RuleForm
    title = gettext_lazy("Who brings which paper")
    add_label = gettext_lazy("New rule")
    order = Order("type", "type_id")
    search_fields = ("type__label_id", "type__label_en")
    search_label = gettext_lazy("Paper")
    actions_template = "documents/admin_links.html"
    related = ("type",)
    columns = (
        Column(gettext_lazy("Paper"), lambda row: row.type.label(get_language()),
               sub=lambda row: row.note(get_language())),
        Column(gettext_lazy("Family"), _family),
        Column(gettext_lazy("Of whom"), _whom, sub=_above),
        Column(gettext_lazy("Requirement"), lambda row: row.get_requirement_display(),
               tone=lambda row: "acc" if row.requirement == Requirement.REQUIRED else ""),
        DAYS, STATE,
    )  # fmt: skip
    filters = (
        Filter("family", gettext_lazy("Family"), _families,
               lambda rows, value: rows.filter(family=value)),
        STATE_FILTER,
    )  # fmt: skip
    pairs = (("type", "family"), ("requirement", "amount_above"), ("note_id", "note_en"),
             ("valid_from", "valid_to"))  # fmt: skip

    def rows(self) -> QuerySet[Any]:
        """Return all rules with their paper."""
        return DocumentRule.objects.select_related("type")

    def title_of(self, row: Any) -> str:
        """Name paper and family."""
        return f"{row.type.label(get_language())}: {_family(row)}"
