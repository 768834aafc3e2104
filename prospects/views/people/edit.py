"""Changing one person: edit with a version, archive with undo, hand over."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.utils.translation import gettext as _

from core.formats import relative_moment
from core.htmx import redirect
from core.versioning import StaleError
from org.access.permissions import Permission as P
from prospects import changes, duplicates
from prospects.duplicate_cards import REASONS, card_context, cards_for, with_merge
from prospects.forms import EditForm, ReassignForm, area_label, edit_initial
from prospects.models import Prospect, TimelineEntry
from prospects.models.sealed import SEALED
from prospects.timeline_words import FIELD_LABELS
from prospects.views.people.checks import CARDS, HINT, similar_rows
from prospects.views.people.detail import ProspectPage, secret_of
from prospects.views.people.reading import said_by_nik, taken_over

FORM_NAMES = (*(name for name in changes.EDITABLE if name != "area_code"), "area")
COMPANY = Prospect.Kind.COMPANY


class EditAnswers(ProspectPage):
    """What is answered about twins of a prospect that is being changed."""

    permission = P.PROSPECT_CHANGE

    def answer(self, by: str, matches: list[duplicates.Match]) -> dict[str, Any]:
        """Return the cards of one field, each visible one with the way to a merge."""
        chosen = self.request.POST.get("duplicate_reason", "")
        cards = cards_for(matches, self.user, self.now)
        ready = with_merge(cards, matches, self.object, self.user)
        return card_context(ready, by, chosen if chosen in REASONS else "", is_edit=True)

    def look_up(self, by: str, typed: str) -> list[duplicates.Match]:
        """Find others with this value, and write the answer down."""
        pk = self.object.pk
        return duplicates.look_up(by, typed, user=self.user, now=self.now, leave_out=pk)


class ProspectEditView(EditAnswers):
    """The edit form. A save that started from an old version answers 409 with both values."""

    permission = P.PROSPECT_CHANGE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the stored values."""
        return self.page(self.form(initial=edit_initial(self.object)))

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Save, or show what is in the way with everything typed."""
        if "take_nik" in request.POST:
            return self.page(self.form(initial=taken_over(request.POST.dict(), self.today)))
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        reason = request.POST.get("duplicate_reason", "")
        values = dict(form.cleaned_data) | {"duplicate_reason": reason}
        version, values["area_code"] = values.pop("version"), values.pop("area")
        try:
            with transaction.atomic():
                if self.stands_against(form, reason):
                    return self.refused(form)
                changes.change_prospect(
                    self.object, values, version=version, actor=self.user, now=self.now
                )
        except StaleError as error:
            return self.conflict(form, error.current)
        except Prospect.DoesNotExist:
            raise Http404 from None
        except (ValidationError, IntegrityError) as error:
            return self.refused(form, error)
        messages.success(request, _("Saved."))
        return redirect(request, self.url("detail"))

    def form(self, *args: Any, **kwargs: Any) -> EditForm:
        """Return the form; the record's own source may stay although it is switched off."""
        kept, kind = self.object.source, self.request.POST.get("kind", self.object.kind)
        is_company = kind == self.object.kind == COMPANY
        return EditForm(*args, today=self.today, kept_source=kept, is_company=is_company, **kwargs)

    def stands_against(self, form: EditForm, reason: str) -> bool:
        """A new number or address that somebody has goes on with a reason; a NIK never does."""
        found = duplicates.unsettled(
            self.object, form.cleaned_data, user=self.user, has_reason=reason in REASONS
        )
        return bool(found)

    def answers(self, look: Any = None) -> dict[str, dict[str, Any]]:
        """Return the duplicate cards below each field for what was typed; `look` finds them."""
        data, found = self.request.POST, {}
        for by in duplicates.FIELDS:
            typed = data.get(by, "").strip()
            found[by] = self.answer(by, look(by, typed) if look and typed else [])
        return found

    def page(self, form: EditForm, *, status: int = 200, answers: Any = None) -> HttpResponse:
        """Show the form."""
        context = {
            "form": form,
            "prospect": self.object,
            "back_url": self.url("detail"),
            "check_url": self.url("check"),
            "stored": {name: secret_of(self.object, name)["masked"] for name in SEALED},
            **said_by_nik(str(form["nik"].value() or ""), today=self.today),
            "answers": answers or self.answers(),
        }
        return render(self.request, "prospects/prospect_edit.html", context, status=status)

    def refused(self, form: EditForm, error: Exception | None = None) -> HttpResponse:
        """Answer 422: the sentences beside their fields and the cards below them."""
        answers = self.answers(self.look_up)
        for by in duplicates.FIELDS:
            if answers[by]["cards"] and not self.is_settled(answers[by]):
                form.add_error(by, str(duplicates.TITLES[by]))
        if error is not None and not form.errors:
            form.add_error(None, _words(error))
        return self.page(form, status=422, answers=answers)

    def is_settled(self, answer: dict[str, Any]) -> bool:
        """Tell whether a reason was given where one is enough."""
        return bool(answer["may_continue"] and answer["has_reason"])

    def conflict(self, form: EditForm, current: Any) -> HttpResponse:
        """Answer 409: each differing field with both values; nothing is overwritten."""
        stored = edit_initial(current)
        fields = [
            {
                "name": name,
                "label": str(FIELD_LABELS["area_code" if name == "area" else name]),
                "yours": _shown(form, name),
                "theirs": _stored(current, name),
                "raw": form.data.get(name, ""),
            }
            for name in FORM_NAMES
            if name in form.fields and _differs(form, current, name)
        ]
        named = {field["name"] for field in fields}
        context = {
            "headline": self.headline(current),
            "fields": fields,
            "hidden": [
                (name, form.data.get(name, ""))
                for name in (*FORM_NAMES, *SEALED)
                if name in form.fields and name not in named
            ],
            "action": self.url("edit"),
            "version": stored["version"],
            "current_url": self.url("detail"),
            "prospect": current,
        }
        return render(self.request, "prospects/prospect_conflict.html", context, status=409)

    def headline(self, current: Any) -> str:
        """Say who changed it and when: the last line of the timeline that is a change."""
        entry = (
            TimelineEntry.objects.filter(prospect=current, kind__startswith="prospect_")
            .select_related("actor")
            .order_by("-at", "-pk")
            .first()
        )
        if entry is None or entry.actor is None:
            return _("Changed by somebody else. Review before saving.")
        zone = self.user.branch.time_zone if self.user.branch else "WIB"
        when = relative_moment(entry.at, self.now, zone)
        who = entry.actor.full_name
        return _("Changed by %(who)s %(when)s. Review before saving.") % {"who": who, "when": when}


def _words(error: Exception) -> str:
    if isinstance(error, ValidationError):
        return " ".join(error.messages)
    return _("This could not be saved. Check the answers and try again.")


def _differs(form: EditForm, current: Any, name: str) -> bool:
    column = "area_code" if name == "area" else name
    return bool(form.cleaned_data[name] != getattr(current, column))


def _label_of(form: EditForm, name: str, value: str) -> str:
    choices: Any = getattr(form.fields[name], "choices", None)
    return str(dict(choices).get(value, value)) if choices else value


def _shown(form: EditForm, name: str) -> str:
    return _label_of(form, name, form.data.get(name, ""))


def _stored(current: Any, name: str) -> str:
    if name == "area":
        return area_label(current.area_code)
    if name == "source":
        return str(current.source_label)
    if name == "birth_date":
        return str(edit_initial(current)[name])
    method = getattr(current, f"get_{name}_display", None)
    return str(method() if method else getattr(current, name))


class EditCheckView(EditAnswers):
    """Answers below the fields of the edit form while they are typed."""

    permission = P.PROSPECT_CHANGE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the cards of the one field that was sent, or the hint below the name."""
        if "name" in request.POST:
            rows = similar_rows(request, self.user, self.today, self.object.pk)
            return render(request, HINT, {"similar": rows})
        sent = [by for by in duplicates.FIELDS if by in request.POST]
        if len(sent) != 1:
            return HttpResponseBadRequest()
        typed = request.POST[sent[0]].strip()
        matches = self.look_up(sent[0], typed) if typed else []
        return render(request, CARDS, {"answer": self.answer(sent[0], matches)})


class ProspectArchiveView(ProspectPage):
    """Out of all lists, with Undo in the toast."""

    permission = P.PROSPECT_ARCHIVE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Archive; a second press changes nothing more."""
        if self.object.archived_at is None:
            try:
                changes.archive_prospect(self.object, actor=self.user, now=self.now)
            except changes.OthersWorkError:
                text = _(
                    "Another officer works on an open opportunity of this person."
                    " Ask him to close it first."
                )
                messages.error(request, text)
                return redirect(request, self.url("detail"))
        text = _("Archived. It is out of all lists.")
        messages.success(request, text, extra_tags=self.url("restore"))
        return redirect(request, self.url("detail"))


class ProspectRestoreView(ProspectPage):
    """Back into the lists."""

    permission = P.PROSPECT_ARCHIVE

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Restore with the opportunities archived in the same moment."""
        if self.object.archived_at is not None:
            try:
                changes.restore_prospect(self.object, actor=self.user, now=self.now)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
                return redirect(request, self.url("detail"))
        messages.success(request, _("Taken out of the archive."))
        return redirect(request, self.url("detail"))


class ProspectReassignView(ProspectPage):
    """The head gives a prospect to another officer he sees."""

    permission = P.PROSPECT_REASSIGN
    works_on_locked = True  # a leaver's restricted persons need a holder too

    def form(self, data: Any = None) -> ReassignForm:
        """Return the form with the people in reach."""
        return ReassignForm(data, user=self.user, prospect=self.object)

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show who could take over."""
        return self.page(self.form())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Hand over; the answer leads to the list when the prospect left the reach."""
        form = self.form(request.POST)
        if not form.is_valid():
            return self.page(form, status=422)
        to = form.cleaned_data["owner"]
        reason = form.cleaned_data["reason"]
        changes.reassign_prospect(self.object, to=to, actor=self.user, now=self.now, reason=reason)
        messages.success(request, _("Handed over to %s.") % to.full_name)
        return redirect(request, self.url("detail"))

    def page(self, form: ReassignForm, status: int = 200) -> HttpResponse:
        """Show the people by name and branch."""
        chosen = form.data.get("owner", "") if form.is_bound else ""
        people = form.fields["owner"].queryset  # type: ignore[attr-defined]
        context = {
            "form": form,
            "prospect": self.object,
            "people": [
                (p.public_id, p.full_name, p.branch.name, p.initials, p.public_id == chosen)
                for p in people
            ],
            "back_url": self.url("detail"),
        }
        return render(self.request, "prospects/prospect_reassign.html", context, status=status)
