"""Moving a card, handing the file over, reopening: one tap each, each with its way back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from core.htmx import redirect, toast
from core.idempotency import KeyReusedError
from core.marks import stage_ring
from core.public_id import new_public_id
from core.versioning import StaleError
from org.access.permissions import Permission as P
from org.models import User
from prospects import board as boards
from prospects import pipeline
from prospects.cards import card_icons, holder_label
from prospects.filters import OpportunityFilter
from prospects.models import FileHolder, Opportunity
from prospects.pipeline.files import holders_for
from prospects.views.opportunities.shared import OpportunityView, status_label
from prospects.warnings import move_warnings


class MoveView(OpportunityView):
    """Another stage: dropped on the board, chosen from the menu, or from this page."""

    write_permission = P.OPPORTUNITY_CHANGE

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the stages that may be chosen, as buttons."""
        if not self.user.may(P.OPPORTUNITY_CHANGE):
            raise PermissionDenied
        return self.page()

    def page(self, error: str = "", status: int = 200) -> HttpResponse:
        """Show the choices."""
        row, ladder = self.object, self.object.product.type
        last = len(ladder.ladder) - 1
        options = [
            {"code": stage.code, "label": str(stage.label),
             "ring": stage_ring(ladder.position(stage.code), last),
             "is_now": stage.code == row.stage}
            for stage in ladder if not stage.is_confirmed
        ]  # fmt: skip
        context = {
            "options": options if pipeline.allowed_stages(row) else [],
            "version": row.version,
            "key": new_public_id(),
            "error": error,
            "hint": boards.hint(),
            "action": self.request.get_full_path(),
            "end_url": reverse("prospects:opportunity-end", args=[row.public_id]),
        }
        return self.show("prospects/opportunity_move.html", context, status)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Move once; 422 for a stage that cannot be chosen, 409 when somebody was faster."""
        before = self.object.stage
        try:
            self.once(self.move)
        except ValidationError as refusal:
            return self.page(" ".join(refusal.messages), 422)
        except (StaleError, KeyReusedError):
            return self.refuse_stale()
        return self.moved(before)

    def move(self) -> str:
        """Call the service: forth, or back when the toast's *Undo* was pressed."""
        verb = pipeline.undo_move if self.request.GET.get("undo") else pipeline.move_stage
        verb(self.object, stage=self.stage(), version=self.version(), actor=self.user, now=self.now)
        return self.detail_url

    def stage(self) -> str:
        """The stage asked for."""
        return self.request.POST.get("stage") or self.request.GET.get("stage", "")

    def refuse_stale(self) -> HttpResponse:
        """Answer 409: the stage asked for beside the present one."""
        current = self.rows().get(pk=self.object.pk)
        stages = {stage.code: str(stage.label) for stage in current.product.type}
        mine = stages.get(self.stage(), self.stage()[:40])
        return self.stale(current, [("stage", _("Stage"), mine, stages[current.stage])])

    def moved(self, before: str) -> HttpResponse:
        """Say where it went: both columns for the board, else the page it came from."""
        row = self.rows().get(pk=self.object.pk)
        was_undo = bool(self.request.GET.get("undo"))
        text = _("%(name)s moved to %(stage)s") % {
            "name": row.prospect.name, "stage": row.rung.label,
        }  # fmt: skip
        if not was_undo:
            said = move_warnings(row, row.stage, self.today, self.user.language)
            text = ". ".join([text, *said])
        undo = "" if was_undo or before == row.stage else self.undo_url(row, before)
        if self.request.GET.get("board") and self.request.headers.get("HX-Request"):
            return toast(self.both_columns(row, before), text, undo_url=undo)
        if self.request.GET.get("board"):
            return self.back_to_board(text, undo)
        return self.done(text, undo)

    def back_to_board(self, text: str, undo: str) -> HttpResponse:
        """Return to the board with its filter."""
        messages.success(self.request, text, extra_tags=undo)
        wanted = OpportunityFilter.read(self.request.GET).values | {
            "kind": self.request.GET.get("board", "")
        }
        return redirect(
            self.request, f"{reverse('prospects:board')}?{urlencode(board_values(wanted))}"
        )

    def undo_url(self, row: Opportunity, before: str) -> str:
        """Return the address that puts the card back while nobody else touched it."""
        kept = board_values(OpportunityFilter.read(self.request.GET).values)
        board = self.request.GET.get("board", "")
        query = kept | {"stage": before, "version": str(row.version), "undo": "1"}
        if board:
            query["board"] = board
        return f"{self.request.path}?{urlencode(query)}"

    def both_columns(self, row: Opportunity, before: str) -> HttpResponse:
        """Render the column it left and the one it came to."""
        chosen = [b for b in boards.boards() if b.stage(before)]
        kind = self.request.GET.get("board", "")
        chosen = [b for b in chosen if b.key == kind] or chosen
        values = board_values(OpportunityFilter.read(self.request.GET).values) | {"kind": kind}
        view = boards.View(
            self.user, chosen[0], OpportunityFilter.read(values), self.now, self.today
        )
        columns = boards.columns(
            view, only={before, row.stage}, is_oob=True, current=self.request.GET.get("show", "")
        )
        context = {"columns": columns, "move_query": f"?{self.request.GET.urlencode()}"}
        response = render(self.request, "prospects/board.html#moved", context | card_icons())
        response["HX-Trigger"] = '{"sheet:close": true}'
        return response


def board_values(values: dict[str, str]) -> dict[str, str]:
    """Keep what the board filters by."""
    return {
        name: values[name]
        for name in ("kind", "product", "owner", "branch", "region")
        if values.get(name)
    }


class HandOverView(OpportunityView):
    """*Oper ke*: the file goes to somebody else's table."""

    write_permission = P.FILE_HAND_OVER

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show everybody who can get the file."""
        if not self.user.may(P.FILE_HAND_OVER):
            raise PermissionDenied
        return self.page()

    def page(self, error: str = "", status: int = 200) -> HttpResponse:
        """Show the holders and, for the analyst, which one."""
        row = self.object
        codes = [code for code in holders_for(self.user) if code != row.holder]
        analysts = pipeline.analysts_of(row.branch) if FileHolder.ANALYST in codes else []
        context = {
            "holders": [(code, holder_label(code)) for code in codes if code != FileHolder.ANALYST],
            "analysts": [(person.public_id, person.full_name) for person in analysts],
            "analyst_label": holder_label(FileHolder.ANALYST),
            "version": row.version,
            "key": new_public_id(),
            "error": error,
        }
        return self.show("prospects/opportunity_hand_over.html", context, status)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Hand over once, or take the last hand-over back."""
        try:
            self.once(self.hand_over)
        except ValidationError as refusal:
            return self.page(" ".join(refusal.messages), 422)
        except (StaleError, KeyReusedError):
            current = self.rows().get(pk=self.object.pk)
            mine = holder_label(self.request.POST.get("holder", ""))
            theirs = holder_label(current.holder)
            return self.stale(current, [("holder", _("Who holds the file"), mine, theirs)])
        return self.handed_over()

    def hand_over(self) -> str:
        """Call the service."""
        if self.request.GET.get("undo"):
            pipeline.undo_hand_over(
                self.object, version=self.version(), actor=self.user, now=self.now
            )
        else:
            pipeline.hand_over_file(
                self.object, holder=self.request.POST.get("holder", ""), analyst=self.analyst(),
                version=self.version(), actor=self.user, now=self.now,
            )  # fmt: skip
        return self.detail_url

    def analyst(self) -> User | None:
        """The analyst chosen, of those who serve the branch."""
        chosen = self.request.POST.get("analyst", "")
        serving = pipeline.analysts_of(self.object.branch) if chosen else []
        return next((person for person in serving if person.public_id == chosen), None)

    def handed_over(self) -> HttpResponse:
        """Say who has it now, with the way back while it is still in reach."""
        row = self.rows().filter(pk=self.object.pk).first()
        holder = row.holder if row else self.request.POST.get("holder", "")
        text = _("File handed to: %(who)s") % {"who": holder_label(holder)}
        if row is None or self.request.GET.get("undo"):
            return self.done(text)
        return self.done(text, f"{self.request.path}?undo=1&version={row.version}")


class ReopenView(OpportunityView):
    """Take up again what ended too early."""

    permission = P.OPPORTUNITY_CHANGE
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Reopen; pressing twice is told as it is."""
        try:
            pipeline.reopen(self.object, version=self.version(), actor=self.user, now=self.now)
        except ValidationError as refusal:
            return self.done(" ".join(refusal.messages))
        except StaleError:
            current = self.rows().get(pk=self.object.pk)
            theirs = status_label(current)
            return self.stale(current, [("status", _("Status"), _("Open"), theirs)])
        return self.done(_("Reopened."))
