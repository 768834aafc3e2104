"""*Catat hasil*: one tap records the outcome and plans the next step."""

from dataclasses import replace
from datetime import date, time
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from core.formats import day_and_month, hour
from core.idempotency import KeyReusedError
from core.public_id import new_public_id
from core.versioning import StaleError, number_of
from followups import links
from followups.contacts import (
    Result,
    amend_outcome,
    log_contact,
    next_step_of,
    record_outcome,
    undo_outcome,
)
from followups.forms import AmendForm
from followups.hours import PROPOSED_HOURS, Hours, hour_hint, hours_of
from followups.models import FollowUp, Interaction
from followups.outcomes import OUTCOMES, Channel, Outcome, holidays_ahead, outcome_label
from followups.rows import ICONS, outcome_buttons
from followups.services import Step
from followups.views.about import opportunity_id, opportunity_of
from followups.views.answers import back_of, done, refused, show, stale
from followups.views.moving import day_choices
from followups.words import channel_words, due_words, step_words
from org.access.permissions import Permission
from org.access.views import ObjectView
from prospects.models import Prospect

SHOWN_FIRST = (Channel.VISIT, Channel.CALL, Channel.WHATSAPP)


def channel_tabs(
    channel: str, address: str, back: str, opportunity: str = ""
) -> list[dict[str, Any]]:
    """Return three channels to choose from; the present one is always among them."""
    about = {"opportunity": opportunity} if opportunity else {}
    shown = list(SHOWN_FIRST)
    if channel not in shown:
        shown = [Channel(channel), *shown[:2]]
    return [
        {
            "icon": ICONS[code],
            "label": _("WA") if code == Channel.WHATSAPP else channel_words(code),
            "url": f"{address}?{urlencode({'channel': code, 'next': back} | about)}",
            "is_on": code == channel,
        }
        for code in shown
    ]


class ContactView(ObjectView):
    """What both kinds of recording share: the sheet of a channel, and the answer."""

    permission = Permission.FOLLOWUP_CHANGE

    def channel_of(self, request: HttpRequest, default: str) -> str:
        """Return the chosen channel; an unknown one is not found."""
        channel = request.POST.get("channel") or request.GET.get("channel") or default
        if channel not in OUTCOMES:
            raise Http404
        return channel

    def result(self, request: HttpRequest, channel: str) -> Result:
        """Return what was tapped; an outcome the channel does not have is not found."""
        result = Result(channel, request.POST.get("outcome", ""), request.POST.get("note", ""))
        if result.outcome not in {row.code for row in OUTCOMES[channel]}:
            raise Http404
        return replace(result, next_step=self.at_proposed_hour(request, result.row))

    def at_proposed_hour(self, request: HttpRequest, outcome: Outcome) -> Step | None:
        """Return the step at the hour its button showed; None where it showed the usual one."""
        hour = request.POST.get(f"hour_{outcome.code}", "")
        if not outcome.is_missed_call or hour not in PROPOSED_HOURS:
            return None
        today = self.object.branch.local_date(self.now)
        step = next_step_of(outcome, today, holidays_ahead(self.object.branch, today))
        return replace(step, hour=time.fromisoformat(hour))

    def recorded(self, request: HttpRequest, contact: Interaction) -> HttpResponse:
        """Say what was saved and what comes next."""
        following = contact.next_follow_up
        text = outcome_label(contact.channel, contact.outcome)
        if following:
            text += f"\n→ {following.title} {due_words(following, contact.on_date)}"
        return done(
            self,
            request,
            text,
            undo_url=reverse("followups:contact-undo", args=[contact.public_id]),
            edit_url=reverse("followups:contact-edit", args=[contact.public_id]),
        )


class OutcomeView(ContactView):
    """The outcome of a planned step."""

    model = FollowUp
    object: FollowUp

    def rows(self) -> Any:
        """Load what the sheet names."""
        return super().rows().select_related(
            "prospect__branch", "prospect__owner", "opportunity__product", "opportunity__branch",
            "opportunity__owner", "opportunity__prospect", "branch", "owner",
        )  # fmt: skip

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the outcomes of the channel."""
        step, today = self.object, self.object.branch.local_date(self.now)
        if not step.is_open:
            error = ValidationError(_("This step is already closed."))
            return refused(self, request, error)
        channel = self.channel_of(request, step.channel)
        holidays = holidays_ahead(step.branch, today)
        hours = hours_of(step.prospect, step.branch, today)
        context = sheet_context(self, channel, today, holidays, hours) | {
            "name": step.prospect.name,
            "name_url": links.prospect_page(step.prospect),
            "about": " · ".join([step_words(step), capfirst(due_words(step, today))]),
            "version": step.version,
            "days": [(day.isoformat(), words) for day, words in day_choices(today, holidays)],
            "move_url": reverse("followups:move", args=[step.public_id]),
        }
        return show(request, "followups/outcome.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Record the outcome."""
        channel = self.channel_of(request, self.object.channel)
        result = self.result(request, channel)
        try:
            contact = record_outcome(
                self.object, result, version=number_of(request.POST.get("version")),
                actor=self.user, now=self.now, key=request.POST.get("idempotency_key", ""),
            )  # fmt: skip
        except StaleError as error:
            return stale(self, request, error, str(result.row.label))
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        return self.recorded(request, contact)


def sheet_context(
    view: ContactView, channel: str, today: date, holidays: set[date], hours: Hours
) -> dict[str, Any]:
    """Return the parts of the sheet that do not depend on a planned step."""
    local = view.now.astimezone(view.user.zone)
    address = view.request.path
    back = back_of(view.request)
    return {
        "heading": _("Log outcome"),
        "address": address,
        "moment": f"{day_and_month(local.date())}, {hour(local)}",
        "channel": channel,
        "tabs": channel_tabs(channel, address, back, opportunity_id(view.request)),
        "opportunity": opportunity_id(view.request),
        "buttons": outcome_buttons(channel, today, holidays, hours),
        "key": new_public_id(),
    }


class LogContactView(ContactView):
    """A contact with a prospect that nobody had planned, or earlier than planned."""

    model = Prospect
    object: Prospect

    def rows(self) -> Any:
        """Load what the sheet names."""
        return Prospect.objects.visible_to(self.user).live().select_related("branch", "owner")

    def answered_step(self, channel: str) -> FollowUp | None:
        """Return the open step that this contact answers: one that is due, or the same channel."""
        today = self.object.branch.local_date(self.now)
        steps = FollowUp.objects.visible_to(self.user).filter(prospect=self.object)
        for step in steps.open().in_order().select_related("branch", "prospect", "opportunity")[:9]:
            if step.due_on <= today or step.channel == channel:
                return step
        return None

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the outcomes of the channel."""
        channel = self.channel_of(request, Channel.CALL)
        today = self.object.branch.local_date(self.now)
        step = self.answered_step(channel)
        holidays = holidays_ahead(self.object.branch, today)
        hours = hours_of(self.object, self.object.branch, today)
        context = sheet_context(self, channel, today, holidays, hours) | {
            "name": self.object.name,
            "name_url": links.prospect_page(self.object),
            "about": " · ".join([step_words(step), capfirst(due_words(step, today))])
            if step
            else "",
        }
        return show(request, "followups/outcome.html", context)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Record it; a step it answers is closed by it."""
        channel = self.channel_of(request, Channel.CALL)
        result = self.result(request, channel)
        try:
            contact = self.record(result, request.POST.get("idempotency_key", ""))
        except StaleError as error:
            return stale(self, request, error, str(result.row.label))
        except (ValidationError, KeyReusedError) as error:
            return refused(self, request, error)
        return self.recorded(request, contact)

    def record(self, result: Result, key: str) -> Interaction:
        """Close the step it answers, or log it alone."""
        return log_contact(
            self.object, result, actor=self.user, now=self.now, key=key,
            answers=self.answered_step(result.channel),
            opportunity=opportunity_of(self.request, self.user, self.object),
        )  # fmt: skip


class ContactRowView(ObjectView):
    """A recorded contact of one's own."""

    model = Interaction
    object: Interaction
    permission = Permission.FOLLOWUP_CHANGE

    def rows(self) -> Any:
        """Load what the answers name."""
        return super().rows().select_related(
            "prospect", "branch", "next_follow_up__branch", "follow_up", "opportunity__product",
            "opportunity__branch",
        )  # fmt: skip

    def check_permission(self, request: HttpRequest) -> None:
        """Only who recorded a contact changes it."""
        super().check_permission(request)
        if self.object.by_id != self.user.pk:
            raise PermissionDenied


class ContactUndoView(ContactRowView):
    """*Urungkan* after an outcome."""

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Take it back."""
        try:
            undo_outcome(self.object, actor=self.user, now=self.now)
        except (ValidationError, StaleError) as error:
            return refused(self, request, _no_longer(error))
        return done(self, request, _("Undone. The step is open again."))


def _no_longer(error: Exception) -> ValidationError:
    if isinstance(error, ValidationError):
        return error
    return ValidationError(_("This can no longer be undone."))


class ContactEditView(ContactRowView):
    """*Ubah catatan*: outcome, note and next step of a contact of today."""

    def form(self, data: Any = None) -> AmendForm:
        """Return the form, filled with what is saved."""
        contact, following = self.object, self.object.next_follow_up
        today = contact.on_date
        holidays = holidays_ahead(contact.branch, today)
        chosen = [following.due_on] if following else []
        initial = {"outcome": contact.outcome, "note": contact.note}
        if following:
            initial |= {
                "channel": following.channel,
                "day": following.due_on.isoformat(),
                "subject": following.subject,
                "hour": f"{following.local_due:%H:%M}" if following.is_timed else "",
            }
        return AmendForm(
            data, today=today, days=day_choices(today, holidays, *chosen), initial=initial,
            made_by=contact.channel,
        )  # fmt: skip

    def page(self, request: HttpRequest, form: AmendForm, status: int = 200) -> HttpResponse:
        """Show the form."""
        at = self.object.at.astimezone(self.user.zone)
        context = {
            "heading": _("Change the note"),
            "form": form,
            "address": request.path,
            "name": self.object.prospect.name,
            "saved_at": hour(at),
            "hour_hint": hour_hint(self.object.prospect, self.object.branch, self.object.on_date),
            "version": self.object.version,
        }
        return show(request, "followups/contact_edit.html", context, status=status)

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what was saved."""
        return self.page(request, self.form())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save the change."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(request, form, status=422)
        result = Result(
            self.object.channel, form.cleaned_data["outcome"], form.cleaned_data["note"],
            self.keep_purpose(form.step()),
        )  # fmt: skip
        try:
            amend_outcome(
                self.object, result, version=number_of(request.POST.get("version")),
                actor=self.user, now=self.now,
            )  # fmt: skip
        except StaleError as error:
            return stale(self, request, error, str(result.row.label))
        except ValidationError as error:
            return refused(self, request, error)
        return done(self, request, _("Saved."))

    def keep_purpose(self, step: Step) -> Step:
        """Keep what the step was for when neither channel nor words changed."""
        following = self.object.next_follow_up
        if following is None or step.subject or step.channel != following.channel:
            return step
        return Step(step.channel, step.due_on, step.hour, following.purpose)
