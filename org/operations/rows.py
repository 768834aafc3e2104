"""What the operations page shows, as ready strings. Nothing here names a customer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from core.formats import count, relative_moment
from core.outbox import health
from core.outbox.kinds import all_kinds
from core.outbox.models import Delivery, PumpBeat, Run

SHOWN = 50
FAILED_SHOWN_FOR = timedelta(days=7)
LATE_AFTER = timedelta(minutes=5)
TONES = {"done": "ok", "sent": "ok", "failed": "bad", "crashed": "bad", "in_doubt": "warn",
         "working": "acc"}  # fmt: skip
ENDED_BADLY = ("failed", "crashed")
PULSES_SHOWN_FOR = timedelta(hours=1)
# Our own sentences; what a mail server said is shown as it said it.
SENTENCES = {
    "no answer after the final dot": gettext_lazy("no answer after the final dot"),
    "stopped after repeated crashes": gettext_lazy("stopped after repeated crashes"),
    "the claim was lost before the final dot": gettext_lazy("taken over by another sender"),
}


@dataclass(frozen=True)
class Button:
    """One thing an administrator may decide about a row."""

    verb: str
    label: str


@dataclass(frozen=True)
class Line:
    """One row of a table."""

    title: str
    detail: str
    state: str
    tone: str
    when: str
    error: str = ""
    action: str = ""
    buttons: list[Button] = field(default_factory=list)


def kind_label(code: str) -> str:
    """Return what administrators call this kind of work."""
    kind = all_kinds().get(code)
    label: str | Promise = kind.label if kind and kind.label else code
    return str(label)


def tiles(now: datetime, zone: str) -> list[dict[str, str]]:
    """Return the figures at the top: last run, queue, late, in doubt, failed."""
    last = health.last_tick()
    silent = health.silent_since(now)
    late = _open(now, now - LATE_AFTER)
    doubt = Delivery.objects.filter(state=Delivery.State.IN_DOUBT).count()
    failed = sum(
        model.objects.filter(state__in=ENDED_BADLY, finished_at__gt=now - FAILED_SHOWN_FOR).count()
        for model in (Run, Delivery)
    )
    return [
        {"label": _("Last run"), "value": relative_moment(last, now, zone) if last else "–",
         "note": _("nothing runs") if silent else _("on time"), "tone": "bad" if silent else "ok"},
        {"label": _("In the queue"), "value": count(_open(now, now)), "note": _("due now")},
        {"label": _("Late jobs"), "value": count(late), "note": _("more than 5 minutes"),
         "tone": "bad" if late else ""},
        {"label": _("In doubt"), "value": count(doubt), "note": _("needs a decision"),
         "tone": "warn" if doubt else ""},
        {"label": _("Failed"), "value": count(failed), "note": _("in 7 days"),
         "tone": "bad" if failed else ""},
    ]  # fmt: skip


def _open(now: datetime, due_before: datetime) -> int:
    runs = Run.objects.filter(state__in=["waiting", "working"], due_at__lte=due_before)
    mails = Delivery.objects.filter(
        state__in=["waiting", "working"], rendered_at__lte=due_before, next_try_at__isnull=False
    )
    return runs.count() + mails.count()


def pulses(now: datetime, zone: str) -> list[Line]:
    """Return the dispatchers of the last hour, or the last one ever, the latest first."""
    beats = list(PumpBeat.objects.order_by("-last_tick_at")[:8])
    recent = [beat for beat in beats if beat.last_tick_at > now - PULSES_SHOWN_FOR]
    return [
        Line(
            title=beat.name,
            detail=_("queue reached") if beat.has_broker else _("works alone: no queue"),
            state=_("runs") if now - beat.last_tick_at < health.BANNER_AFTER else _("silent"),
            tone="ok" if now - beat.last_tick_at < health.BANNER_AFTER else "bad",
            when=relative_moment(beat.last_tick_at, now, zone),
            error=beat.last_error,
        )
        for beat in recent or beats[:1]
    ]


def doubtful(now: datetime, zone: str) -> list[Line]:
    """Return the mails of which nobody knows whether they arrived."""
    buttons = [
        Button("arrived", _("It arrived")),
        Button("resend", _("Send again")),
    ]
    mails = Delivery.objects.filter(state=Delivery.State.IN_DOUBT).order_by("doubt_at")
    return [_mail_line(mail, now, zone, buttons) for mail in _with_people(mails)]


def troubled(now: datetime, zone: str) -> list[Line]:
    """Return what failed, crashed or waits for another try, the latest error first."""
    runs = Run.objects.filter(_in_trouble(now)).order_by("-last_error_at")[:SHOWN]
    mails = Delivery.objects.filter(_in_trouble(now)).order_by("-last_error_at")
    found: list[tuple[datetime, Line]] = [
        (run.last_error_at or now, _run_line(run, now, zone, _buttons(run))) for run in runs
    ]
    found += [
        (mail.last_error_at or now, _mail_line(mail, now, zone, _buttons(mail)))
        for mail in _with_people(mails)
    ]
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [line for _at, line in found[:SHOWN]]


def latest(now: datetime, zone: str) -> list[Line]:
    """Return the work done last."""
    runs = Run.objects.filter(state=Run.State.DONE).order_by("-finished_at")[:10]
    return [_run_line(run, now, zone, []) for run in runs]


def _in_trouble(now: datetime) -> Q:
    ended = Q(state__in=ENDED_BADLY, finished_at__gt=now - FAILED_SHOWN_FOR)
    return ended | Q(state="waiting", last_error_at__isnull=False)


def _with_people(mails: QuerySet[Delivery]) -> list[Delivery]:
    return list(mails.select_related("recipient", "run").defer("body")[:SHOWN])


def _buttons(row: Run | Delivery) -> list[Button]:
    again = Button("retry", _("Try now") if row.state == "waiting" else _("Start again"))
    if row.state != "waiting":
        return [again]
    return [again, Button("cancel", _("Cancel"))]


def _words(error: str) -> str:
    return str(SENTENCES.get(error, error))


def _tries(row: Run | Delivery) -> str:
    return ngettext("%(n)s try", "%(n)s tries", row.attempt) % {"n": row.attempt}


def _run_line(run: Run, now: datetime, zone: str, buttons: list[Button]) -> Line:
    moment = run.finished_at or run.last_error_at or run.due_at
    return Line(
        title=kind_label(run.kind), detail=_tries(run), state=run.get_state_display(),
        tone=TONES.get(run.state, ""), when=relative_moment(moment, now, zone),
        error=_words(run.last_error), buttons=buttons,
        action=reverse("outbox:run-decide", args=[run.public_id]),
    )  # fmt: skip


def _mail_line(mail: Delivery, now: datetime, zone: str, buttons: list[Button]) -> Line:
    moment = mail.doubt_at or mail.last_error_at or mail.rendered_at
    return Line(
        title=kind_label(mail.run.kind), detail=f"{mail.recipient} · {_tries(mail)}",
        state=mail.get_state_display(), tone=TONES.get(mail.state, ""),
        when=relative_moment(moment, now, zone), error=_words(mail.last_error), buttons=buttons,
        action=reverse("outbox:mail-decide", args=[mail.public_id]),
    )  # fmt: skip
