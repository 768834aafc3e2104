"""Mails about papers that fall due or are late: number and initials, never a name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.formats import date_words
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from documents.models import Document
from documents.models.document import DocumentQuerySet
from org import letters
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.models import Branch, User

DUE, OVERDUE = "documents.due", "documents.overdue"
WARN_BEFORE = (14, 7, 0)  # days before the last day
MOST = 25  # lines of a mail; the page has them all


def heads_of(branches: Iterable[Branch]) -> QuerySet[User]:
    """Return the active heads of these branches and, for sub-branches, of their main ones."""
    rows = list(branches)
    ids = {row.pk for row in rows} | {row.parent_id for row in rows if row.parent_id}
    people = User.objects.filter(role=Role.BRANCH_HEAD, is_active=True, branch_id__in=ids)
    return people.select_related("branch")


class PapersKind(Kind):
    """What both mails share: the papers of one person's day, as they stand when it leaves."""

    def narrowed(self, rows: DocumentQuerySet, person: User, day: date) -> DocumentQuerySet:
        """Keep what this mail speaks of."""
        raise AttributeError(f"{type(self).__name__} does not say of what it speaks.")

    def words(self, number: int) -> tuple[str, str]:
        """Return subject and first sentence."""
        raise AttributeError(f"{type(self).__name__} has no words.")

    def papers(self, run: Run, person: User, now: datetime) -> list[Document]:
        """Return the papers in the person's own reach; Cancelled when none is left."""
        person.access_day = now.astimezone(person.zone).date()
        day = date.fromisoformat(run.payload["day"])
        rows = Document.objects.visible_to(person).in_use().exclude(watch_on=None)
        found = self.narrowed(rows, person, day).select_related("prospect", "type", "branch")
        papers = list(found.order_by("watch_on", "pk")[: MOST + 1])
        if not papers:
            raise Cancelled("No paper is due any more.")
        return papers

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Return the mail in the person's language."""
        person = User.objects.select_related("branch").get(public_id=run.payload["user"])
        papers = self.papers(run, person, now)
        with translation.override(person.language):
            subject, lead = self.words(min(len(papers), MOST))
            rows = [
                (f"{row.prospect.mail_name} · {row.type.label(person.language)}",
                 date_words(row.watch_on))
                for row in papers[:MOST] if row.watch_on
            ]  # fmt: skip
            text, html = letters.write(
                "papers_due", person, title=subject, lead=lead, rows=rows,
                has_more=len(papers) > MOST,
                url=settings.PUBLIC_URL + reverse("documents:due-list"),
            )  # fmt: skip
        return [Mail(person.pk, subject, text, html)]

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Only while he is active, may see papers and one of them is still due."""
        if not recipient.is_active:
            return False
        self.papers(run, recipient, now)
        return bool(recipient.may(P.OPPORTUNITY_VIEW))


class DueMail(PapersKind):
    """To who sees to a paper: 14 and 7 days before its day, and on the day itself."""

    code: ClassVar[str] = DUE
    label = gettext_lazy("Papers that fall due")

    def narrowed(self, rows: DocumentQuerySet, person: User, day: date) -> DocumentQuerySet:
        """His own, of the days that are told on `day`."""
        days = [day + timedelta(days=days) for days in WARN_BEFORE]
        return rows.seen_to_by(person.pk).filter(watch_on__in=days)

    def words(self, number: int) -> tuple[str, str]:
        """Return subject and first sentence."""
        subject = ngettext("%(n)d paper falls due", "%(n)d papers fall due", number)
        lead = _("These papers follow later or expire within 14 days, and you see to them.")
        return subject % {"n": number}, lead


class OverdueMail(PapersKind):
    """To the heads: what has been late since yesterday, on Mondays everything late."""

    code: ClassVar[str] = OVERDUE
    label = gettext_lazy("Late papers, to the branch head")

    def narrowed(self, rows: DocumentQuerySet, person: User, day: date) -> DocumentQuerySet:
        """Late ones of the head's own reach."""
        late = Q(watch_on__lt=day)
        if day.weekday():
            late = Q(watch_on=day - timedelta(days=1))
        return rows.filter(late)

    def words(self, number: int) -> tuple[str, str]:
        """Return subject and first sentence."""
        subject = ngettext("%(n)d paper is late", "%(n)d papers are late", number)
        lead = _("Their day is over. Decide whether they may still follow.")
        return subject % {"n": number}, lead
