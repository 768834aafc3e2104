"""The mail to those who may say yes to a large export: who asks, how many persons. No customer.

The reason stays in the portal: people write names into it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import count
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from org import letters
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.models import User
from prospects.models import ExportFile


def _asked(run: Run) -> ExportFile:
    """Return the export while it waits for a yes; Cancelled afterwards."""
    rows = ExportFile.objects.filter(state=ExportFile.State.ASKED).defer("content")
    found = rows.select_related("by__branch__parent").filter(public_id=run.payload["export"])
    export = found.first()
    if export is None:
        raise Cancelled("The export was decided or has expired.")
    return export


def approvers(export: ExportFile) -> QuerySet[User]:
    """Return whom to tell: the heads above the asker; head office where there is none."""
    active = User.objects.filter(is_active=True).exclude(pk=export.by_id)
    branch = export.by.branch
    if branch is not None:
        above = Q(role=Role.REGIONAL_HEAD, region=branch.region_id) | Q(
            role=Role.BRANCH_HEAD, branch__in=[pk for pk in (branch.pk, branch.parent_id) if pk]
        )
        if active.filter(above).exists():
            return active.filter(above)
    return active.filter(role=Role.HEAD_OFFICE)


class ExportApprovalMail(Kind):
    """To the second person, as soon as a large export is asked for."""

    code: ClassVar[str] = "export.approval"
    label = gettext_lazy("Approval of an export")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Return one mail for each of them, in his language."""
        export, mails = _asked(run), []
        url = reverse("prospects:export-detail", args=[export.public_id])
        for recipient in approvers(export):
            with translation.override(recipient.language):
                subject = _("An export waits for your approval")
                text, html = letters.write(
                    "export_approval", recipient, title=subject,
                    lead=_("A list of more persons than one person may take alone."),
                    url=settings.PUBLIC_URL + url, who=export.by.full_name,
                    place=export.by.branch.name if export.by.branch else "",
                    persons=count(export.person_count),
                )  # fmt: skip
                mails.append(Mail(recipient.pk, subject, text, html))
        return mails

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Only who may still say yes to it."""
        recipient.access_day = now.astimezone(recipient.zone).date()
        waiting = ExportFile.objects.awaiting(recipient).filter(pk=_asked(run).pk)
        return recipient.is_active and recipient.may(P.EXPORT) and waiting.exists()
