"""The people one talks to at a company."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from core.versioning import Versioned
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect


class ContactPersonQuerySet(ScopedQuerySet["ContactPerson"]):
    """Contact persons."""

    def of(self, prospect: Prospect) -> ContactPersonQuerySet:
        """Keep those of one company, in the order in which they were recorded."""
        return self.filter(prospect=prospect).order_by("pk")


@tracked("prospect", "name", "role", "title", "phone", "email", "note", "do_not_call")
class ContactPerson(Versioned, ScopedModel):
    """One person at a company, with what he decides there."""

    class Role(models.TextChoices):
        """What he is there."""

        DIRECTOR = "director", _("Director")
        OWNER = "owner", _("Owner")
        FINANCE = "finance", _("Finance")
        HR = "hr", _("Personnel (HR)")
        OPERATIONS = "operations", _("Operations")
        OTHER = "other", _("Other")

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.OTHER)
    title = models.CharField(_("title"), max_length=80, blank=True)
    phone = models.CharField(_("phone number"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)
    do_not_call = models.BooleanField(_("do not call"), default=False)
    created_at = models.DateTimeField(editable=False)

    _unscoped: ClassVar[models.Manager[ContactPerson]] = models.Manager()
    objects = ScopedManager(ContactPersonQuerySet)

    class Meta(ScopedModel.Meta):
        pass

    def __str__(self) -> str:
        return self.name
