"""*Rekanan*: the firms the bank works with, their people, and what developers build."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core import search
from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned

NAME_LENGTH = 160
LABEL_LENGTH = 40


@tracked(
    "kind", "name", "agreement_number", "agreement_from", "agreement_until", "phone", "email",
    "address", "officer", "branch", "notes", "is_active",
)  # fmt: skip
class Partner(Versioned):
    """One firm. A list of the bank's own: everybody who serves customers reads all of it."""

    class Kind(models.TextChoices):
        """What the firm does for customers of the bank."""

        DEVELOPER = "developer", _("Developer")
        AGENT = "agent", _("Property agent")
        DEALER = "dealer", _("Dealer")
        NOTARY = "notary", _("Notary and PPAT")
        APPRAISER = "appraiser", _("Appraiser (KJPP)")
        INSURER = "insurer", _("Insurer")
        INSTITUTION = "institution", _("Payroll institution")

    public_id = PublicIdField()
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    sort_name = models.CharField(max_length=NAME_LENGTH, editable=False)
    agreement_number = models.CharField(_("agreement number"), max_length=60, blank=True)
    agreement_from = models.DateField(_("agreement from"), null=True, blank=True)
    agreement_until = models.DateField(_("agreement until"), null=True, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    address = models.CharField(_("address"), max_length=300, blank=True)
    officer = models.ForeignKey(
        "org.User", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    branch = models.ForeignKey(
        "org.Branch", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    notes = models.TextField(_("notes"), blank=True, max_length=2000)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "sort_name"],
                name="partner_once",
                violation_error_message=_("This partner is in the list already."),
            ),
            models.CheckConstraint(
                condition=Q(agreement_until=None)
                | Q(agreement_from=None)
                | Q(agreement_until__gte=F("agreement_from")),
                name="partner_agreement_lasts",
                violation_error_message=_("The agreement ends before it begins."),
            ),
        ]
        indexes = [models.Index("sort_name", "id", name="partner_name")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Keep what alphabetical order and equality read; one name in two spellings is one firm."""
        self.sort_name = search.sort_name(self.name)[:NAME_LENGTH]
        taken = Partner.objects.filter(kind=self.kind, sort_name=self.sort_name)
        if taken.exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("This partner is in the list already.")})


@tracked("partner", "name", "role", "phone", "email")
class PartnerContact(Versioned):
    """A person at the firm: whom an officer calls."""

    public_id = PublicIdField()
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    role = models.CharField(_("role"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)

    class Meta:
        indexes = [models.Index("partner", "name", "id", name="partner_contact")]

    def __str__(self) -> str:
        return self.name


@tracked("partner", "name", "address", "notes", "is_active")
class Project(Versioned):
    """A housing estate, an apartment tower or a row of shops that a developer builds."""

    public_id = PublicIdField()
    partner = models.ForeignKey(Partner, on_delete=models.PROTECT, related_name="projects")
    name = models.CharField(_("name"), max_length=NAME_LENGTH)
    address = models.CharField(_("address"), max_length=300, blank=True)
    notes = models.TextField(_("notes"), blank=True, max_length=2000)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "name"],
                name="project_once",
                violation_error_message=_("This partner has a project of this name."),
            )
        ]
        indexes = [models.Index("name", "id", name="project_name")]

    def __str__(self) -> str:
        return self.name


@tracked("project", "label", "type", "price", "is_active")
class Unit(Versioned):
    """One house, apartment or shop of a project."""

    public_id = PublicIdField()
    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="units")
    label = models.CharField(_("block and number"), max_length=LABEL_LENGTH)
    key = models.CharField(max_length=LABEL_LENGTH, editable=False)
    type = models.CharField(_("type"), max_length=40, blank=True)
    price = models.DecimalField(_("price"), max_digits=15, decimal_places=0, null=True, blank=True)
    is_active = models.BooleanField(_("active"), default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["project", "key"],
                name="unit_once",
                violation_error_message=_("This project has a unit of this name."),
            ),
            models.CheckConstraint(
                condition=Q(price=None) | Q(price__gt=0),
                name="unit_price_positive",
                violation_error_message=_("The price must be above zero."),
            ),
        ]
        indexes = [models.Index("project", "label", "id", name="unit_label")]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Keep what makes two spellings of one unit equal."""
        self.label = " ".join(self.label.split())
        self.key = unit_key(self.label)
        if Unit.objects.filter(project=self.project_id, key=self.key).exclude(pk=self.pk).exists():
            raise ValidationError({"label": _("This project has a unit of this name.")})


def unit_key(label: str) -> str:
    """Return what spellings of one unit share: *Blok C2 no. 8*, *C2/8* and *c2-08* are one."""
    words = re.findall(r"[a-z]+|[0-9]+", search.normalise(label))
    kept = [word.lstrip("0") or "0" if word.isdigit() else word for word in words]
    return "-".join(word for word in kept if word not in {"blok", "blk", "block", "no", "nomor"})
