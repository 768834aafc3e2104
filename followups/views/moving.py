"""Planning, moving and giving up steps."""

from collections.abc import Collection
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.business_days import add_business_days, is_business_day
from core.idempotency import KeyReusedError
from core.public_id import new_public_id
from core.versioning import StaleError, number_of
from followups.forms import StepForm
from followups.hours import hour_hint
from followups.models import FollowUp
from followups.outcomes import holidays_ahead
from followups.services import (
    Step,
    cancel,
    move_to,
    move_to_tomorrow,
    plan,
    undo_move,
    write_note,
)
from followups.views.about import opportunity_id, opportunity_of
from followups.views.answers import done, refused, show, stale
from followups.words import day_words, due_words, step_words, when_words
from org.access.permissions import Permission
from org.access.views import ObjectView
from prospects.models import Prospect

DAYS_OFFERED = 4


def day_choices(today: date, holidays: Collection[date], *also: date) -> list[tuple[date, str]]:
    """Return the next working days with their words, and the days named besides."""
    days = {add_business_days(today, n, holidays) for n in range(1, DAYS_OFFERED)} | set(also)
    return [(day, capfirst(day_words(day, today))) for day in sorted(days)]


class StepView(ObjectView):
    """A step within the person's reach."""

    model = FollowUp
    object: FollowUp
    permission = Permission.FOLLOWUP_CHANGE

    def rows(self) -> Any:
        """Load what answers name."""
        return super().rows().select_related("prospect", "opportunity", "branch")

    @property
    def day(self) -> date:
        """Today in the branch of the step."""
        return self.object.branch.local_date(self.now)

    def moved(self, request: HttpRequest, step: FollowUp) -> HttpResponse:
        """Say where the step went."""
        text = _("%(name)s moved to %(when)s") % {
            "name": step.prospect.name,
            "when": due_words(step, self.day),
        }
        undo_url = reverse("followups:undo-move", args=[step.public_id])
        return done(self, request, text, undo_url=undo_url)


class TomorrowView(StepView):
    """*Besok* in one tap."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Move to the next working day. The button carries version and key."""
        version, _sep, key = request.POST.get("move", "").partition(":")
        try:
            step = move_to_tomorrow(
                self.object, version=number_of(version), actor=self.user, now=self.now, key=key
            )
        except StaleError as error:
            return stale(self, request, error, _("tomorrow"))
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        step.branch, step.prospect = self.object.branch, self.object.prospect
        return self.moved(request, step)


class UndoMoveView(StepView):
    """*Urungkan* after a move."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Put the step back."""
        try:
            undo_move(self.object, actor=self.user, now=self.now)
        except (ValidationError, StaleError):
            return refused(self, request, ValidationError(_("This can no longer be undone.")))
        return done(self, request, _("Undone."))


class MoveView(StepView):
    """To any day and hour."""

    def form(self, data: Any = None) -> StepForm:
        """Return the form, filled with what is planned."""
        step = self.object
        holidays = holidays_ahead(step.branch, self.day)
        initial = {
            "channel": step.channel,
            "day": step.due_on.isoformat(),
            "hour": f"{step.local_due:%H:%M}" if step.is_timed else "",
        }
        also = [step.due_on] if step.due_on >= self.day else []
        days = day_choices(self.day, holidays, *also)
        return StepForm(data, today=self.day, days=days, initial=initial)

    def page(self, request: HttpRequest, form: StepForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        step = self.object
        context = {
            "form": form,
            "address": request.path,
            "heading": _("Change the schedule"),
            "name": step.prospect.name,
            "about": f"{step_words(step)} · {due_words(step, self.day)}",
            "version": step.version,
            "key": new_public_id(),
            "cancel_url": reverse("followups:cancel", args=[step.public_id]),
            "hour_hint": hour_hint(step.prospect, step.branch, self.day),
        }
        return show(request, "followups/step_form.html", context, status=status)

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what is planned."""
        return self.page(request, self.form())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Move it. A day tapped in the sheet of outcomes comes without the rest of the form."""
        data = request.POST.copy()
        data.setdefault("channel", self.object.channel)
        form = self.form(data)
        if not form.is_valid():
            return self.page(request, form, status=422)
        return self.move(request, form.step())

    def move(self, request: HttpRequest, step: Step) -> HttpResponse:
        """Move and answer."""
        hour = step.hour if "hour" in request.POST else self.hour()
        try:
            moved = move_to(
                self.object, version=number_of(request.POST.get("version")), due_on=step.due_on,
                hour=hour, channel=step.channel, actor=self.user, now=self.now,
                key=request.POST.get("idempotency_key", ""),
            )  # fmt: skip
        except StaleError as error:
            return stale(self, request, error, when_words(step.due_on, hour, self.day))
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        return self.moved(request, moved)

    def hour(self) -> time | None:
        """Return the hour that was chosen for it."""
        return self.object.local_due.time() if self.object.is_timed else None


class CancelView(StepView):
    """Giving a step up."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Cancel it."""
        version = number_of(request.POST.get("version"))
        try:
            cancel(self.object, version=version, actor=self.user, now=self.now)
        except StaleError as error:
            return stale(self, request, error, str(FollowUp.State.CANCELLED.label))
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        return done(self, request, _("The step is cancelled."))


class PlanView(ObjectView):
    """A new step for a prospect."""

    model = Prospect
    object: Prospect
    permission = Permission.FOLLOWUP_CHANGE

    def rows(self) -> Any:
        """Load what the form names."""
        return Prospect.objects.visible_to(self.user).live().select_related("branch", "owner")

    def form(self, data: Any = None) -> StepForm:
        """Return the form; `day` and `hour` may come from a slot of the calendar."""
        today = self.object.branch.local_date(self.now)
        holidays = holidays_ahead(self.object.branch, today)
        initial = {"channel": "call"} | {
            name: self.request.GET[name] for name in ("due_on", "hour") if name in self.request.GET
        }
        if "due_on" not in initial:
            initial["day"] = first_working_day(today + timedelta(days=1), holidays).isoformat()
        days = day_choices(today, holidays, today)
        return StepForm(data, today=today, days=days, initial=initial)

    def page(self, request: HttpRequest, form: StepForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        context = {
            "form": form,
            "address": request.path,
            "heading": _("Plan a step"),
            "name": self.object.name,
            "key": new_public_id(),
            "is_new": True,
            "hour_hint": hour_hint(
                self.object, self.object.branch, self.object.branch.local_date(self.now)
            ),
            "opportunity": opportunity_id(request),
        }
        return show(request, "followups/step_form.html", context, status=status)

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the empty form."""
        return self.page(request, self.form())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Plan it."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=422)
        try:
            step = plan(
                form.step(), prospect=self.object, actor=self.user, now=self.now,
                opportunity=opportunity_of(request, self.user, self.object),
                key=request.POST.get("idempotency_key", ""),
            )  # fmt: skip
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        text = _("Planned: %(what)s, %(when)s") % {
            "what": step_words(step),
            "when": due_words(step, self.object.branch.local_date(self.now)),
        }
        return done(self, request, text)


class NoteView(ObjectView):
    """A note on the timeline of a prospect."""

    model = Prospect
    object: Prospect
    permission = Permission.FOLLOWUP_CHANGE

    def rows(self) -> Any:
        """Leave out what is archived."""
        return Prospect.objects.visible_to(self.user).live()

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Write it."""
        try:
            write_note(
                self.object, request.POST.get("note", ""), actor=self.user, now=self.now,
                opportunity=opportunity_of(request, self.user, self.object),
                key=request.POST.get("idempotency_key", ""),
            )  # fmt: skip
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        return done(self, request, _("Note saved."))


def first_working_day(day: date, holidays: Collection[date]) -> date:
    """Return `day` itself when the bank works on it, else the next working day."""
    return day if is_business_day(day, holidays) else add_business_days(day, 1, holidays)
