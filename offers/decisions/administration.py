"""Decision limits, committees and the policy of decisions, in the administration."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from core.fields import RupiahField
from core.money import format_rupiah
from core.paging import Order
from offers.decisions.exposure import CREDIT
from offers.decisions.limits import post_name
from offers.decisions.numbering import is_pattern
from offers.models import Committee, DecisionLimit, DecisionPolicy
from offers.models.decisions import DECIDING
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Stamp
from org.models import User
from products.dated_pages import DAYS, STATE, STATE_FILTER, DatedForm, DatedPage
from products.types import product_types

ACTIVE = (("on", gettext_lazy("Active")), ("off", gettext_lazy("Switched off")))
LINKS = "offers/admin_links.html"


def _families() -> list[tuple[str, Any]]:
    return [("", _("All families")), *((code, product_types()[code].label) for code in CREDIT)]


def _decider(row: DecisionLimit) -> str:
    if row.committee is not None:
        return row.committee.name
    return post_name(row.position, get_language() or "id")


def _family(row: DecisionLimit) -> str:
    return str(product_types()[row.family].label) if row.family else _("All families")


class LimitForm(DatedForm):
    """Who decides up to which total exposure."""

    family = forms.ChoiceField(
        label=gettext_lazy("Product family"), choices=_families, required=False
    )
    max_exposure = RupiahField(label=gettext_lazy("Up to a total exposure of"), minimum=1)

    class Meta:
        model = DecisionLimit
        fields = ("position", "committee", "family", "case", "max_exposure", "valid_from",
                  "valid_to")  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "id"
        position, committee, case = (
            self.fields[name] for name in ("position", "committee", "case")
        )
        position.choices = [  # type: ignore[attr-defined]
            ("", _("A committee")), *((code, post_name(code, language)) for code, _l in DECIDING),
        ]  # fmt: skip
        committee.empty_label = _("A position")  # type: ignore[attr-defined]
        case.choices = [("", _("All applications")), *case.choices[1:]]  # type: ignore[attr-defined]


class LimitsPage(DatedPage):
    """The dated table: position or committee, family, kind of application, total exposure."""

    slug = "decision-limit"
    namespace = "offers"
    model = DecisionLimit
    form_class = LimitForm
    title = gettext_lazy("Decision limits")
    add_label = gettext_lazy("New limit")
    actions_template = LINKS
    order = Order("exposure", "max_exposure")
    related = ("committee",)
    columns = (
        Column(gettext_lazy("Decides"), _decider),
        Column(gettext_lazy("Family"), _family,
               sub=lambda row: row.get_case_display() if row.case else _("All applications")),
        Column(gettext_lazy("Up to a total exposure of"),
               lambda row: format_rupiah(row.max_exposure), is_figure=True),
        DAYS, STATE,
    )  # fmt: skip
    filters = (
        Filter("family", gettext_lazy("Family"), lambda: _families()[1:],
               lambda rows, value: rows.filter(family=value)),
        STATE_FILTER,
    )  # fmt: skip
    pairs = (("position", "committee"), ("family", "case"), ("valid_from", "valid_to"))
    foot = gettext_lazy("The lowest limit that reaches the total exposure names who decides.")

    def title_of(self, row: Any) -> str:
        """Name who decides."""
        return f"{_decider(row)}: {_family(row)}"


class CommitteeForm(forms.ModelForm):
    """Name, seats and quorum."""

    positions = forms.MultipleChoiceField(
        label=gettext_lazy("Seats of positions"), choices=DECIDING, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    members = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Seats of named persons"), queryset=User.objects.none(),
        required=False, to_field_name="public_id",
        help_text=gettext_lazy("Only people whose position may decide."),
    )  # fmt: skip

    class Meta:
        model = Committee
        fields = ("name", "quorum", "positions", "members", "is_active")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [code for code, _label in DECIDING]
        people = User.objects.filter(role__in=roles, is_active=True).order_by("full_name")
        self.fields["members"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The quorum must be within reach of the seats."""
        found: dict[str, Any] = super().clean() or {}
        seats = len(found.get("positions") or []) + len(found.get("members") or [])
        if (found.get("quorum") or 0) > seats:
            self.add_error("quorum", _("There are fewer seats than votes needed."))
        return found


class CommitteesPage(AdminPage):
    """Committees."""

    slug = "committee"
    namespace = "offers"
    model = Committee
    form_class = CommitteeForm
    permission = Permission.CATALOGUE_ADMIN
    title = gettext_lazy("Committees")
    add_label = gettext_lazy("New committee")
    actions_template = LINKS
    search_fields = ("name",)
    search_label = gettext_lazy("Name")
    order = Order("name", "name")
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.name),
        Column(gettext_lazy("Seats"), lambda row: _seats(row)),
        Column(gettext_lazy("Quorum"), lambda row: str(row.quorum), is_figure=True),
        Column(gettext_lazy("State"),
               lambda row: _("Active") if row.is_active else _("Switched off"),
               tone=lambda row: "ok" if row.is_active else ""),
    )  # fmt: skip
    filters = (
        Filter("state", gettext_lazy("State"), lambda: ACTIVE,
               lambda rows, value: rows.filter(is_active=value == "on")),
    )  # fmt: skip
    foot = gettext_lazy("A committee is switched off, not removed: old decisions keep its name.")

    def rows(self) -> QuerySet[Any]:
        """Return all with their named persons."""
        return Committee.objects.prefetch_related("members")

    def add(self, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write it with its named persons."""
        with transaction.atomic():
            row = super().add(form, stamp)
            row.members.set(form.cleaned_data["members"])
        return row

    def change(self, row: Any, expected: int, form: forms.ModelForm, stamp: Stamp) -> Any:
        """Write the changes; the audit trail names the persons as they are then."""
        with transaction.atomic():
            fresh = super().change(row, expected, form, stamp)
            before = set(fresh.members.values_list("username", flat=True))
            fresh.members.set(form.cleaned_data["members"])
            after = {one.username for one in form.cleaned_data["members"]}
            if before != after:
                self.note("members", fresh, stamp, members=sorted(after))
        return fresh


def _seats(row: Committee) -> str:
    language = get_language() or "id"
    names = [post_name(code, language) for code in row.positions]
    return ", ".join([*names, *(one.full_name for one in row.members.all())])


class PolicyForm(DatedForm):
    """Where the bank decides, number and language, and how long a decision holds."""

    class Meta:
        model = DecisionPolicy
        fields = ("place", "pattern", "validity_days", "language", "valid_from", "valid_to")

    def clean_pattern(self) -> str:
        """Every brace is filled in, and no two branches share a number."""
        pattern: str = self.cleaned_data["pattern"].strip()
        if not is_pattern(pattern):
            raise forms.ValidationError(
                _("Use {nomor:03}, {cabang} and {tahun}; {bulan} and {bulan_romawi} if wanted.")
            )
        return pattern


class PolicyPage(DatedPage):
    """Where the bank decides."""

    slug = "decision-policy"
    namespace = "offers"
    model = DecisionPolicy
    form_class = PolicyForm
    title = gettext_lazy("Where credit is decided")
    add_label = gettext_lazy("New policy")
    actions_template = LINKS
    order = Order("from", "valid_from", is_descending=True)
    related = ()
    columns = (
        Column(gettext_lazy("Where"), lambda row: row.get_place_display()),
        Column(gettext_lazy("Number"), lambda row: row.pattern),
        Column(gettext_lazy("Valid for"), lambda row: _("%(n)d days") % {"n": row.validity_days},
               sub=lambda row: str(row.get_language_display())),
        DAYS, STATE,
    )  # fmt: skip
    filters = (STATE_FILTER,)
    pairs = (("pattern", "validity_days"), ("valid_from", "valid_to"))
    foot = gettext_lazy("Without a row both ways are open and a decision holds 90 days.")

    def rows(self) -> QuerySet[Any]:
        """Return all rows."""
        return DecisionPolicy.objects.all()

    def title_of(self, row: Any) -> str:
        """Say where."""
        return str(row.get_place_display())
