"""How prospects belong together: household, guarantor, employer, owner, group."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from core.history import tracked
from core.public_id import PublicIdField
from org.access.scoping import ScopedManager, ScopedModel, ScopedQuerySet
from prospects.models.prospect import Prospect


class ProspectLinkQuerySet(ScopedQuerySet["ProspectLink"]):
    """Links."""

    def touching(self, *prospect_ids: int) -> ProspectLinkQuerySet:
        """Keep those with one of these prospects at either end."""
        return self.filter(Q(prospect_id__in=prospect_ids) | Q(other_id__in=prospect_ids))


@tracked("prospect", "kind", "other", "other_name", "note")
class ProspectLink(ScopedModel):
    """`other` is the `kind` of `prospect`: his spouse, his guarantor, his employer.

    Owner and branch are those of `prospect`. Whoever sees the other end reads the link from
    there, with the inverse kind. `other_name` names somebody who has no record.
    """

    class Kind(models.TextChoices):
        """What the other end is to the prospect."""

        SPOUSE = "spouse", _("Spouse")
        PARENT = "parent", _("Parent")
        CHILD = "child", _("Child")
        GUARANTOR = "guarantor", _("Guarantor")
        GUARANTEED = "guaranteed", _("Guarantees for")
        EMPLOYER = "employer", _("Employer")
        EMPLOYEE = "employee", _("Employee")
        COMPANY_OWNER = "company_owner", _("Owner of the company")
        OWNED_COMPANY = "owned_company", _("Company he owns")
        GROUP = "group", _("Same group")
        REFERRED_BY = "referred_by", _("Was referred by")
        REFERRED = "referred", _("Referred to us")

    INVERSE: ClassVar[dict[str, str]] = {
        "spouse": "spouse", "parent": "child", "child": "parent", "guarantor": "guaranteed",
        "guaranteed": "guarantor", "employer": "employee", "employee": "employer",
        "company_owner": "owned_company", "owned_company": "company_owner", "group": "group",
        "referred_by": "referred", "referred": "referred_by",
    }  # fmt: skip

    public_id = PublicIdField()
    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind of link"), max_length=16, choices=Kind.choices)
    other = models.ForeignKey(
        Prospect, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    other_name = models.CharField(_("name"), max_length=160, blank=True)
    note = models.CharField(_("note"), max_length=120, blank=True)
    created_at = models.DateTimeField(editable=False)
    created_by = models.ForeignKey("org.User", on_delete=models.PROTECT, related_name="+")

    _unscoped: ClassVar[models.Manager[ProspectLink]] = models.Manager()
    objects = ScopedManager(ProspectLinkQuerySet)

    class Meta(ScopedModel.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["prospect", "kind", "other"],
                condition=Q(other__isnull=False),
                name="link_once",
                violation_error_message=_("This link is recorded already."),
            ),
            models.CheckConstraint(
                condition=~Q(other=F("prospect")),
                name="link_to_another",
                violation_error_message=_("A prospect is not linked to himself."),
            ),
            models.CheckConstraint(
                condition=Q(other__isnull=False) ^ ~Q(other_name=""),
                name="link_record_or_name",
                violation_error_message=_("Choose a record, or write a name."),
            ),
        ]
