"""The partners of the bank, their people, projects and units: lists with form and history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.fields import DayField, PhoneField, RupiahField
from core.formats import date_words
from core.identity import phone_display
from core.money import format_rupiah, short_rupiah
from core.paging import Order
from org.access.permissions import Permission
from org.administration.page import AdminPage, Column, Filter, Tab
from org.models import Branch, User
from prospects.models import Opportunity, Partner, PartnerContact, Project, Unit
from prospects.officers import possible_owners
from prospects.partners.figures import Brought, brought_by

SOON = timedelta(days=60)  # an agreement that ends within two months is to be renewed
AGREEMENTS = (
    ("ending", gettext_lazy("Agreement ends within 60 days")),
    ("ended", gettext_lazy("Agreement ended")),
    ("none", gettext_lazy("Without agreement")),
)
ACTIVE = (("on", gettext_lazy("Active")), ("off", gettext_lazy("Switched off")))


def _partners() -> list[tuple[str, Any]]:
    rows = Partner.objects.filter(is_active=True).order_by("sort_name", "pk")
    return [(row.public_id, row.name) for row in rows]


def _projects() -> list[tuple[str, Any]]:
    rows = Project.objects.filter(is_active=True).select_related("partner").order_by("name", "pk")
    return [(row.public_id, f"{row.name} · {row.partner.name}") for row in rows]


BY_PARTNER = Filter(
    "partner", gettext_lazy("Business partner"), _partners,
    lambda rows, value: rows.filter(partner__public_id=value),
)  # fmt: skip
STATE = Filter(
    "state", gettext_lazy("State"), lambda: ACTIVE,
    lambda rows, value: rows.filter(is_active=value == "on"),
)  # fmt: skip


class PartnerBase(AdminPage):
    """What the four pages share: everybody reads, who sells keeps them."""

    namespace = "prospects"
    permission = Permission.PARTNER_VIEW
    write_permission = Permission.PARTNER_CHANGE

    def new_form(self, chosen: Mapping[str, str]) -> forms.ModelForm:
        """Start a row of a filtered list with what the list is filtered by."""
        form = self.form()
        form.initial.update({name: value for name, value in chosen.items() if name in form.fields})
        return form


class PartnerForm(forms.ModelForm):
    """The firm, its agreement, and who at the bank looks after it."""

    agreement_from = DayField(label=gettext_lazy("Agreement from"), required=False)
    agreement_until = DayField(label=gettext_lazy("Agreement until"), required=False)
    phone = PhoneField(label=gettext_lazy("Phone"), required=False)

    class Meta:
        model = Partner
        fields = (
            "kind", "name", "agreement_number", "agreement_from", "agreement_until", "officer",
            "branch", "phone", "email", "address", "notes", "is_active",
        )  # fmt: skip
        labels = {"officer": gettext_lazy("Officer in charge"), "branch": gettext_lazy("Branch")}
        widgets = {"notes": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, user: User, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("agreement_from", "agreement_until"):
            self.fields[name].today = today  # type: ignore[attr-defined]
        officer: Any = self.fields["officer"]
        kept = Q(pk=self.instance.officer_id or 0)
        officer.queryset = User.objects.filter(
            Q(pk__in=possible_owners(user).values("pk"))
            | Q(pk=user.pk, branch__isnull=False)
            | kept
        ).order_by("full_name")
        officer.label_from_instance = lambda row: row.full_name
        branch: Any = self.fields["branch"]
        branch.queryset = Branch.objects.filter(is_active=True)

    def clean_phone(self) -> str:
        """No number is an empty text."""
        return self.cleaned_data["phone"] or ""


class PartnersPage(PartnerBase):
    """Developers, agents, dealers, notaries, appraisers, insurers, payroll institutions."""

    slug = "partner"
    model = Partner
    form_class = PartnerForm
    title = gettext_lazy("Partners")
    add_label = gettext_lazy("New partner")
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.name, sub=lambda row: row.get_kind_display()),
        Column(gettext_lazy("Officer in charge"),
               lambda row: row.officer.full_name if row.officer else "",
               sub=lambda row: row.branch.name if row.branch else ""),
        Column(gettext_lazy("Agreement"), lambda row: row.agreement[0],
               tone=lambda row: row.agreement[1]),
        Column(gettext_lazy("Leads this year"), lambda row: str(row.brought.leads), is_figure=True),
        Column(gettext_lazy("Disbursed this year"),
               lambda row: short_rupiah(row.brought.disbursed), is_figure=True),
    )  # fmt: skip
    filters = (
        Filter("kind", gettext_lazy("Kind"), lambda: Partner.Kind.choices,
               lambda rows, value: rows.filter(kind=value)),
        Filter("agreement", gettext_lazy("Agreement"), lambda: AGREEMENTS,
               lambda rows, value: rows),
        STATE,
    )  # fmt: skip
    search_fields = ("name", "agreement_number")
    search_label = gettext_lazy("Name or agreement number")
    order = Order("name", "sort_name")
    pairs = (
        ("agreement_from", "agreement_until"), ("officer", "branch"), ("phone", "email"),
    )  # fmt: skip
    foot = gettext_lazy("Figures count the opportunities you can see.")
    empty_title = gettext_lazy("No partner yet")
    actions_template = "prospects/partner_links.html"

    def rows(self) -> QuerySet[Any]:
        """Return the partners with officer and branch."""
        return Partner.objects.select_related("officer", "branch")

    def narrowed(self, chosen: Mapping[str, str], text: str) -> QuerySet[Any]:
        """Compare agreements with the reader's day too."""
        rows = super().narrowed(chosen, text)
        match chosen.get("agreement"):
            case "ending":
                return rows.filter(agreement_until__range=(self.today, self.today + SOON))
            case "ended":
                return rows.filter(agreement_until__lt=self.today)
            case "none":
                return rows.filter(agreement_number="", agreement_until=None)
        return rows

    def prepare(self, rows: Sequence[Any]) -> None:
        """Look up what the shown partners brought this year."""
        found = brought_by(rows, user=self.user, first=date(self.today.year, 1, 1))
        for row in rows:
            row.brought, row.agreement = found[row.pk], agreement_words(row, self.today)

    def form(self, data: Any = None, instance: Any = None) -> forms.ModelForm:
        """Offer the officers in reach."""
        return PartnerForm(data, instance=instance, user=self.user, today=self.today)

    def subtitle_of(self, row: Any) -> str:
        """Return what the firm is."""
        return str(row.get_kind_display())

    def tabs(self, row: Any) -> tuple[Tab, ...]:
        """Show what it brings, and its people and projects."""
        return (
            Tab("figures", _("What it brings"), "prospects/partner_figures.html"),
            Tab("people", _("Contacts"), "prospects/partner_people.html", row.contacts.count()),
            Tab("projects", _("Projects"), "prospects/partner_projects.html",
                row.projects.count()),
        )  # fmt: skip

    def context(self, row: Any, tab: str) -> dict[str, Any]:
        """Return the rows of the open tab."""
        if row is None:
            return {}
        if tab == "figures":
            return {"figures": _figures(row, self.user, self.today)}
        if tab == "people":
            return {"people": [_person(one) for one in row.contacts.order_by("name", "pk")]}
        if tab == "projects":
            rows = row.projects.annotate(unit_count=Count("units")).order_by("name", "pk")
            return {"projects": list(rows)}
        return {}


def agreement_words(row: Partner, today: date) -> tuple[str, str]:
    """Return until when the agreement holds, and the tone of the pill."""
    until = row.agreement_until
    if until is None:
        return (row.agreement_number or _("None"), "")
    if until < today:
        return _("ended %(day)s") % {"day": date_words(until)}, "bad"
    tone = "warn" if until <= today + SOON else "ok"
    return _("until %(day)s") % {"day": date_words(until)}, tone


def _figures(row: Partner, user: User, today: date) -> list[tuple[str, str, str]]:
    """Return label, this year and ever, from the opportunities the reader sees."""
    this_year = brought_by([row], user=user, first=date(today.year, 1, 1))[row.pk]
    ever = brought_by([row], user=user)[row.pk]
    lines = (
        (_("Leads"), lambda one: str(one.leads)),
        (_("Running now"), lambda one: str(one.running)),
        (_("Disbursed"), lambda one: format_rupiah(one.disbursed)),
        (_("NOA"), lambda one: str(one.noa)),
        (_("Refused by the bank"), lambda one: str(one.refused)),
        (_("Withdrawn by the customer"), lambda one: str(one.withdrawn)),
        (_("Days to the first money, half within"), _days),
    )
    return [(label, read(this_year), read(ever)) for label, read in lines]


def _days(one: Brought) -> str:
    return str(one.days) if one.days is not None else "–"


def _person(row: PartnerContact) -> dict[str, str]:
    return {
        "name": row.name,
        "role": row.role,
        "phone": phone_display(row.phone) if row.phone else "",
        "tel": row.phone,
        "email": row.email,
        "url": f"{ContactsPage.url('list')}?id={row.public_id}",
    }


class ContactForm(forms.ModelForm):
    """A person at a partner."""

    phone = PhoneField(label=gettext_lazy("Phone"), required=False)

    class Meta:
        model = PartnerContact
        fields = ("partner", "name", "role", "phone", "email")
        labels = {"partner": gettext_lazy("Business partner")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_active(self, "partner", Partner)

    def clean_phone(self) -> str:
        """No number is an empty text."""
        return self.cleaned_data["phone"] or ""


def _offer_active(form: forms.ModelForm, name: str, model: Any) -> None:
    """Offer the active rows, and the one that is chosen already."""
    field: Any = form.fields[name]
    kept = getattr(form.instance, f"{name}_id") or 0
    field.queryset = model.objects.filter(Q(is_active=True) | Q(pk=kept)).order_by("name", "pk")
    field.to_field_name = "public_id"


class ContactsPage(PartnerBase):
    """The people at the partners."""

    slug = "partner-contact"
    model = PartnerContact
    form_class = ContactForm
    title = gettext_lazy("Contacts at partners")
    add_label = gettext_lazy("New contact")
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.name, sub=lambda row: row.role),
        Column(gettext_lazy("Business partner"), lambda row: row.partner.name,
               sub=lambda row: row.partner.get_kind_display()),
        Column(gettext_lazy("Phone"), lambda row: phone_display(row.phone) if row.phone else "",
               sub=lambda row: row.email),
    )  # fmt: skip
    filters = (BY_PARTNER,)
    search_fields = ("name", "partner__name", "phone")
    search_label = gettext_lazy("Name, partner or phone")
    order = Order("name", "name")
    pairs = (("phone", "email"),)
    is_removable = True
    actions_template = "prospects/partner_links.html"

    def rows(self) -> QuerySet[Any]:
        """Return the people with their firm."""
        return PartnerContact.objects.select_related("partner")


class ProjectForm(forms.ModelForm):
    """What a developer builds."""

    class Meta:
        model = Project
        fields = ("partner", "name", "address", "notes", "is_active")
        labels = {"partner": gettext_lazy("Developer")}
        widgets = {"notes": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_active(self, "partner", Partner)
        partner: Any = self.fields["partner"]
        partner.queryset = partner.queryset.filter(kind=Partner.Kind.DEVELOPER)


class ProjectsPage(PartnerBase):
    """Projects of developers."""

    slug = "project"
    model = Project
    form_class = ProjectForm
    title = gettext_lazy("Projects of developers")
    add_label = gettext_lazy("New project")
    columns = (
        Column(gettext_lazy("Name"), lambda row: row.name, sub=lambda row: row.address),
        Column(gettext_lazy("Developer"), lambda row: row.partner.name),
        Column(gettext_lazy("Units"), lambda row: str(row.unit_count), is_figure=True),
        Column(gettext_lazy("State"),
               lambda row: _("Active") if row.is_active else _("Switched off"),
               tone=lambda row: "ok" if row.is_active else ""),
    )  # fmt: skip
    filters = (BY_PARTNER, STATE)
    search_fields = ("name", "partner__name", "address")
    search_label = gettext_lazy("Project, developer or place")
    order = Order("name", "name")
    actions_template = "prospects/partner_links.html"

    def rows(self) -> QuerySet[Any]:
        """Return the projects with their developer."""
        return Project.objects.select_related("partner")

    def prepare(self, rows: Sequence[Any]) -> None:
        """Count the units of the shown projects."""
        counts = Unit.objects.filter(project__in=rows).values("project").annotate(n=Count("pk"))
        found = {row["project"]: row["n"] for row in counts}
        for row in rows:
            row.unit_count = found.get(row.pk, 0)


class UnitForm(forms.ModelForm):
    """One unit of a project."""

    price = RupiahField(label=gettext_lazy("Price"), required=False, minimum=1)

    class Meta:
        model = Unit
        fields = ("project", "label", "type", "price", "is_active")
        labels = {"project": gettext_lazy("Project")}
        help_texts = {
            "label": gettext_lazy("For example C2/8."),
            "type": gettext_lazy("Building and land, for example 36/72."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_active(self, "project", Project)


class UnitsPage(PartnerBase):
    """Houses, apartments and shops of the projects, and where each stands."""

    slug = "unit"
    model = Unit
    form_class = UnitForm
    title = gettext_lazy("Units")
    add_label = gettext_lazy("New unit")
    columns = (
        Column(gettext_lazy("Unit"), lambda row: row.label, sub=lambda row: row.type),
        Column(gettext_lazy("Project"), lambda row: row.project.name,
               sub=lambda row: row.project.partner.name),
        Column(gettext_lazy("Price"), lambda row: format_rupiah(row.price) if row.price else "",
               is_figure=True),
        Column(gettext_lazy("Financing"), lambda row: row.financing[0],
               tone=lambda row: row.financing[1]),
    )  # fmt: skip
    filters = (
        Filter("project", gettext_lazy("Project"), _projects,
               lambda rows, value: rows.filter(project__public_id=value)),
        STATE,
    )  # fmt: skip
    search_fields = ("label", "project__name", "project__partner__name")
    search_label = gettext_lazy("Unit, project or developer")
    order = Order("label", "label")
    pairs = (("label", "type"), ("price", "is_active"))
    actions_template = "prospects/partner_links.html"

    def rows(self) -> QuerySet[Any]:
        """Return the units with project and developer."""
        return Unit.objects.select_related("project__partner")

    def prepare(self, rows: Sequence[Any]) -> None:
        """Tell which units stand in a running or won opportunity, in one query."""
        uses = Opportunity.objects.system("one unit, one loan").live().exclude(status="lost")
        counts = uses.filter(unit__in=rows).values("unit").annotate(n=Count("pk"))
        found = {row["unit"]: row["n"] for row in counts}
        for row in rows:
            row.financing = _financing(found.get(row.pk, 0))


def _financing(uses: int) -> tuple[str, str]:
    if not uses:
        return _("free"), ""
    if uses == 1:
        return _("in one application"), "acc"
    return _("in %(n)d applications") % {"n": uses}, "bad"
