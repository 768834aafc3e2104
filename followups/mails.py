"""Mails of the day: counts, hours with zone, channels and a link. Never a customer."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.formats import day_and_month, hour_with_zone, long_date
from core.outbox.kinds import Cancelled, Kind, Mail
from core.outbox.models import Run
from followups.models import FollowUp, HandoverNotice
from followups.querysets import FollowUpQuerySet
from followups.words import channel_words
from org import letters
from org.access.permissions import Permission as P
from org.models import User
from prospects.models import HoldLapse

AGENDA, REMINDER, HANDOVER = "followup.agenda", "followup.reminder", "followup.handover"
LATE_AFTER = timedelta(minutes=10)  # a reminder that leaves later than this says so
AGENDA_LATE_AFTER = timedelta(minutes=30)
MERGED_AFTER = timedelta(hours=12)


@dataclass
class Letter:
    """What the template shows."""

    title: str
    lead: str
    tiles: list[tuple[str, str, str]] = field(default_factory=list)  # label, figure, tone
    rows: list[tuple[str, str, str]] = field(default_factory=list)  # hour, channel, mark
    note: str = ""
    button: str = ""
    url: str = ""
    footer: str = ""
    is_late: bool = False


def _mail(letter: Letter, person: User) -> Mail:
    """Return the mail; called with the language of the person active."""
    text, html = letters.write(
        "day", person, letter=letter, title=letter.title, url=letter.url,
        branch=person.branch.name if person.branch else "",
        preheader=", ".join(f"{label} {figure}" for label, figure, _tone in letter.tiles),
    )  # fmt: skip
    return Mail(person.pk, letter.title, text, html)


def _person(run: Run) -> User:
    return User.objects.select_related("branch").get(public_id=run.payload["user"])


def _zone(person: User) -> str:
    return person.branch.time_zone if person.branch else "WIB"


def _hour(step: FollowUp) -> str:
    return hour_with_zone(step.due_at, step.branch.time_zone)


def _steps_of(person: User) -> FollowUpQuerySet:
    rows = FollowUp.objects.system("the person's own mail").of(person).open()
    return rows.select_related("branch").in_order()


def _today_url() -> str:
    return settings.PUBLIC_URL + reverse("followups:today")


class DayKind(Kind):
    """What the mails share: they are for one person who still has a day of his own here."""

    def letter(self, run: Run, person: User, now: datetime) -> Letter:
        """Return what to say; raises Cancelled when there is nothing left to say."""
        raise Cancelled("There is nothing to say.")

    def work(self, run: Run, now: datetime) -> list[Mail]:
        """Return the mail in the person's language."""
        person = _person(run)
        with translation.override(person.language):
            return [_mail(self.letter(run, person, now), person)]

    def may_receive(self, run: Run, recipient: Any, now: datetime) -> bool:
        """Only while he is active and the reason for the mail still stands."""
        recipient.access_day = now.astimezone(recipient.zone).date()
        if not recipient.is_active or not recipient.may(P.TODAY_VIEW):
            return False
        with translation.override(recipient.language):
            self.letter(run, recipient, now)
        return True


def _channel_counts(steps: list[FollowUp]) -> str:
    """Return *3 telepon, 1 kunjungan*."""
    counts = Counter(step.channel for step in steps)
    return ", ".join(f"{number} {channel_words(code)}" for code, number in counts.most_common())


class AgendaMail(DayKind):
    """The morning's agenda: everything of the day, with and without an hour, and what is late."""

    code: ClassVar[str] = AGENDA
    label = gettext_lazy("Agenda of the day")

    def letter(self, run: Run, person: User, now: datetime) -> Letter:
        """Return the agenda as it stands now; Cancelled when the day is over or empty."""
        day = date.fromisoformat(run.payload["day"])
        if now.astimezone(person.zone).date() != day:
            raise Cancelled("The day is over.")
        steps = list(_steps_of(person).filter(due_on__lte=day))
        lapsing = _lapsing(person, now)
        if not steps and not lapsing:
            raise Cancelled("Nothing is left to do.")
        today = [step for step in steps if step.due_on == day]
        timed = [step for step in today if step.is_timed]
        untimed = [step for step in today if not step.is_timed]
        late = len(steps) - len(today)
        agenda_at = datetime.combine(day, time(person.agenda_hour), person.zone)
        is_late = now - agenda_at > AGENDA_LATE_AFTER
        return Letter(
            title=_("Your agenda, %(day)s") % {"day": long_date(day)},
            lead=_agenda_lead(len(today), late),
            tiles=[
                (_("With an hour"), str(len(timed)), ""),
                (_("Any hour"), str(len(untimed)), ""),
                (_("Late"), str(late), "bad" if late else ""),
            ],
            rows=[(_hour(step), channel_words(step.channel), "") for step in timed],
            note=_agenda_note(untimed, lapsing),
            button=_("Open Today"),
            url=_today_url(),
            footer=_("AO Portal sends this on working days at %(hour)s %(zone)s.")
            % {"hour": f"{person.agenda_hour:02d}.00", "zone": _zone(person)},
            is_late=is_late,
        )


def _lapsing(person: User, now: datetime) -> int:
    """Count the person's holds that end soon."""
    rows = HoldLapse.objects.system("the person's own mail").warned(now)
    return rows.filter(owner=person).count()


def _agenda_note(untimed: list[FollowUp], lapsing: int) -> str:
    parts = []
    if untimed:
        parts.append(_("Without an hour: %(what)s.") % {"what": _channel_counts(untimed)})
    if lapsing:
        parts.append(
            ngettext(
                "%(n)d hold ends soon: no contact for a month.",
                "%(n)d holds end soon: no contact for a month.",
                lapsing,
            )
            % {"n": lapsing}
        )
    return " ".join(parts)


def _agenda_lead(today: int, late: int) -> str:
    if not today and not late:
        return _("No step is planned for today.")
    if not late:
        return _("%(n)d steps today, nothing late.") % {"n": today}
    if not today:
        return _("No step is planned for today, %(late)d are late.") % {"late": late}
    return _("%(n)d steps today, %(late)d late.") % {"n": today, "late": late}


class ReminderMail(DayKind):
    """A reminder of steps whose hour the officer chose."""

    code: ClassVar[str] = REMINDER
    label = gettext_lazy("Reminder")

    def letter(self, run: Run, person: User, now: datetime) -> Letter:
        """Return what is still open at the same moment; Cancelled when nothing is."""
        planned: dict[str, str] = run.payload["steps"]
        rows = _steps_of(person).filter(public_id__in=planned)
        steps = [step for step in rows if step.due_at.isoformat() == planned[step.public_id]]
        if not steps:
            raise Cancelled("Done, moved or handed over meanwhile.")
        recent = [step for step in steps if now - step.due_at <= MERGED_AFTER]
        lead = timedelta(minutes=person.reminder_lead_minutes)
        is_late = now - (steps[0].due_at - lead) > LATE_AFTER
        return Letter(
            title=_reminder_title(recent, len(steps), is_late=is_late),
            lead=_("Everything you need is in AO Portal."),
            rows=[
                (_day_and_hour(step, now), channel_words(step.channel), _("late")
                 if step.due_at < now else "")
                for step in recent
            ],
            note=_older_words(len(steps) - len(recent)),
            button=_("Open Today"),
            url=_today_url(),
            footer=_("AO Portal reminds you %(n)d minutes ahead of an hour you chose.")
            % {"n": person.reminder_lead_minutes},
            is_late=is_late,
        )  # fmt: skip


def _day_and_hour(step: FollowUp, now: datetime) -> str:
    """Return the hour with its zone; the day as well when it is not today."""
    zone = step.branch.zone
    if step.due_at.astimezone(zone).date() == now.astimezone(zone).date():
        return _hour(step)
    return f"{day_and_month(step.due_on)}, {_hour(step)}"


def _reminder_title(recent: list[FollowUp], total: int, *, is_late: bool) -> str:
    if not recent:
        return _("Late: %(n)d steps were due") % {"n": total}
    hour, what = _hour(recent[0]), channel_words(recent[0].channel)
    if total == 1:
        title = _("%(hour)s: %(what)s") % {"hour": hour, "what": what}
    else:
        title = _("%(n)d steps from %(hour)s") % {"n": total, "hour": hour}
    return _("Late: %(title)s") % {"title": title} if is_late else title


def _older_words(number: int) -> str:
    if not number:
        return ""
    return _("%(n)d more were due over 12 hours ago and are still open.") % {"n": number}


class HandoverMail(DayKind):
    """That prospects came to a person: one mail an hour at most, the rest in it as a number."""

    code: ClassVar[str] = HANDOVER
    label = gettext_lazy("Prospects handed over")

    def letter(self, run: Run, person: User, now: datetime) -> Letter:
        """Return how many are still his; Cancelled when none is."""
        notices = HandoverNotice.objects.filter(run_key=run.key, prospect__owner=person)
        number = notices.values("prospect").distinct().count()
        if not number:
            raise Cancelled("They went on to somebody else.")
        steps = _steps_of(person).filter(
            prospect__in=notices.values("prospect"), due_on__lte=now.astimezone(person.zone).date()
        )
        due = steps.count()
        return Letter(
            title=_("%(n)d prospects are now yours") % {"n": number}
            if number > 1
            else _("1 prospect is now yours"),
            lead=_("Their next steps came with them and stand in your calendar."),
            tiles=[
                (_("Prospects"), str(number), ""),
                (_("Steps due"), str(due), "bad" if due else ""),
            ],
            button=_("Introduce yourself"),
            url=settings.PUBLIC_URL + reverse("followups:introductions"),
            footer=_("AO Portal tells you of hand-overs at most once an hour."),
        )
