"""Mails about requests for a hand-over: who asks, from which branch, until when. No customer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.formats import long_date
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from org import letters
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.models import User
from prospects.looks import HARVEST
from prospects.models import TransferRequest


def _request(run: Run) -> TransferRequest:
    """Return the request while it waits; Cancelled afterwards."""
    rows = TransferRequest.objects.system("mail about a request").waiting()
    found = rows.select_related("owner", "branch__parent", "requester__branch")
    request = found.filter(public_id=run.payload["request"]).first()
    if request is None:
        raise Cancelled("The request was answered.")
    return request


def _mail(request: TransferRequest, recipient: User, subject: str, lead: str) -> Mail:
    """Return the mail in the recipient's language; called with that language active."""
    asker = request.requester
    text, html = letters.write(
        "transfer_request", recipient, title=subject, lead=lead,
        who=asker.full_name, place=asker.branch.name if asker.branch else "",
        holder=request.owner.full_name, until=long_date(request.escalates_on),
        url=settings.PUBLIC_URL + reverse("prospects:transfer-list"),
    )  # fmt: skip
    return Mail(recipient.pk, subject, text, html)


class TransferKind(Kind):
    """What both mails share: they are only for people who may answer, while it waits."""

    def recipients(self, request: TransferRequest) -> Iterable[User]:
        """Return who is told."""
        return [request.owner]

    def words(self) -> tuple[str, str]:
        """Return subject and first sentence."""
        return (
            _("An officer asks for one of your prospects"),
            _("One of your prospects was met by another officer, who asks you to hand it over."),
        )

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Return one mail for each recipient, in his language."""
        request = _request(run)
        mails = []
        for recipient in self.recipients(request):
            with translation.override(recipient.language):
                mails.append(_mail(request, recipient, *self.words()))
        return mails

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Only somebody who can still answer: active, with the right, and in reach."""
        request = _request(run)
        recipient.access_day = now.astimezone(recipient.zone).date()
        in_reach = TransferRequest.objects.visible_to(recipient).filter(pk=request.pk)
        return recipient.is_active and recipient.may(P.TRANSFER_DECIDE) and in_reach.exists()


class CuriosityMail(Kind):
    """To the heads of a branch and the administrators: somebody looks up much that is others'."""

    code: ClassVar[str] = "duplicate.flagged"
    label = gettext_lazy("Many look-ups of others' prospects")
    lead = gettext_lazy(
        "Within an hour somebody was told of many prospects he does not see. Ask him why."
    )
    counted = gettext_lazy("Answers within an hour")

    def _person(self, run: Run) -> User:
        return User.objects.select_related("branch").get(public_id=run.payload["person"])

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Return one mail for each recipient: who, how many, and no customer."""
        person, mails = self._person(run), []
        for recipient in watchers(person):
            with translation.override(recipient.language):
                subject = str(self.label)
                text, html = letters.write(
                    "curiosity", recipient, title=subject, lead=str(self.lead),
                    url=settings.PUBLIC_URL + reverse("home"), who=person.full_name,
                    place=person.branch.name if person.branch else "",
                    answers=run.payload["answers"], counted=str(self.counted),
                )  # fmt: skip
                mails.append(Mail(recipient.pk, subject, text, html))
        return mails

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Only who still watches over this person."""
        return recipient.pk in {watcher.pk for watcher in watchers(self._person(run))}


class HarvestMail(CuriosityMail):
    """To the same: somebody opens so many records in an hour that the portal slows him down."""

    code: ClassVar[str] = HARVEST
    label = gettext_lazy("Very many records opened")
    lead = gettext_lazy(
        "Within an hour somebody opened so many records that the portal stopped him. Ask him why;"
        " the audit trail names each record."
    )
    counted = gettext_lazy("Records opened within an hour")


def watchers(person: User) -> Iterable[User]:
    """Return the active heads of the person's branch and all administrators, not himself."""
    branch = person.branch
    branches = [pk for pk in (person.branch_id, branch.parent_id if branch else None) if pk]
    heads = Q(role=Role.BRANCH_HEAD, branch__in=branches) | Q(role=Role.ADMINISTRATOR)
    return User.objects.filter(heads, is_active=True).exclude(pk=person.pk)


class TransferAskedMail(TransferKind):
    """To the holder, at once."""

    code: ClassVar[str] = "transfer.asked"
    label = gettext_lazy("Request for a hand-over")


class TransferEscalatedMail(TransferKind):
    """To the heads of the holder's branch, after two working days without an answer."""

    code: ClassVar[str] = "transfer.escalated"
    label = gettext_lazy("Request for a hand-over, to the branch head")

    def recipients(self, request: TransferRequest) -> Iterable[User]:
        """Return the heads of the branch and, for a sub-branch, of its main branch."""
        branches = [request.branch_id, request.branch.parent_id]
        return User.objects.filter(
            role=Role.BRANCH_HEAD, is_active=True, branch__in=[b for b in branches if b]
        )

    def words(self) -> tuple[str, str]:
        """Return subject and first sentence."""
        return (
            _("A request for a hand-over waits for your answer"),
            _("The holder was silent for two working days, or his hold has ended. You decide."),
        )
