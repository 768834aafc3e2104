"""How days, hours and steps are said on the pages of the day."""

from datetime import date, datetime, time, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.formats import day_and_month, day_name, hour, short_date
from followups.models import FollowUp
from followups.outcomes import Channel

MORNING_ENDS, NOON_ENDS, DAY_ENDS = 11, 15, 18
A_WHILE = timedelta(hours=1)  # how long a step counts as going on
SHORT = 3


def greeting(local: datetime, name: str) -> str:
    """Return *Selamat pagi, Ani* by the hour on the person's own clock."""
    first = name.split()[0]
    if local.hour < MORNING_ENDS:
        return _("Good morning, %(name)s") % {"name": first}
    if local.hour < NOON_ENDS:
        return _("Good day, %(name)s") % {"name": first}
    if local.hour < DAY_ENDS:
        return _("Good afternoon, %(name)s") % {"name": first}
    return _("Good evening, %(name)s") % {"name": first}


def day_words(day: date, today: date) -> str:
    """Return *hari ini*, *besok*, *Jum 20* this week, *Sen 7 Des*, or *18 Feb 2027*."""
    days = (day - today).days
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    if day.year != today.year:
        return f"{day_and_month(day)} {day.year}"
    if 0 < days < 7 and day.month == today.month:
        return f"{day_name(day)[:SHORT]} {day.day}"
    return short_date(day)


def when_words(day: date, at: time | None, today: date) -> str:
    """Return *besok 10.00* or *Sen 23, 10.00*; the day alone when nobody chose an hour."""
    words = day_words(day, today)
    if at is None:
        return words
    return f"{words} {hour(at)}" if (day - today).days in {0, 1} else f"{words}, {hour(at)}"


def due_words(step: FollowUp, today: date) -> str:
    """Return when a step is due, on the clock of its branch."""
    return when_words(step.due_on, step.local_due.time() if step.is_timed else None, today)


def channel_words(channel: str) -> str:
    """Return *Telepon*."""
    return str(Channel(channel).label)


def step_words(step: FollowUp) -> str:
    """Return what is to be done, beginning with a capital; the channel without other words."""
    return capfirst(step.title) or channel_words(step.channel)


def what_words(step: FollowUp) -> str:
    """Return *Kunjungan · Jemput berkas*; the channel alone where the words only repeat it."""
    channel, what = channel_words(step.channel), step_words(step)
    repeats = what == channel or (not step.subject and step.purpose == step.channel)
    if repeats:
        return channel
    # *Kunjungan ke tempat usaha* names its channel already.
    return what if what.startswith(channel) else f"{channel} · {what}"


def moved_words(step: FollowUp) -> str:
    """Return *digeser 2 kali*; empty for a step that was never moved."""
    if not step.moved_count:
        return ""
    return _("moved %(n)d times") % {"n": step.moved_count} if step.moved_count > 1 else _("moved")


def time_left(step: FollowUp, now: datetime) -> str:
    """Return *49 menit lagi*, *berlangsung* or *menunggu dicatat* for a timed step of today."""
    left = step.due_at - now
    if left > timedelta(0):
        minutes = -(-int(left.total_seconds()) // 60)
        hours, rest = divmod(minutes, 60)
        if not hours:
            return _("in %(m)d min") % {"m": rest}
        if not rest:
            return _("in %(h)d h") % {"h": hours}
        return _("in %(h)d h %(m)d min") % {"h": hours, "m": rest}
    return _("under way") if -left <= A_WHILE else _("to be logged")
