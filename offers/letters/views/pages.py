"""Lists of letters, the list of what waits for approval, one letter, its paper."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from core.formats import count
from core.paging import Order, page_of
from core.public_id import new_public_id
from offers.customer_links import is_on
from offers.letters import figures, rounds
from offers.letters.drafts import guard_of
from offers.letters.paper import fetched
from offers.letters.rows import (
    TONES,
    detail_rows,
    facts_of,
    guard_words,
    margin_words,
    round_row,
    row_of,
    tiles_of,
    url_of,
    wide_row,
)
from offers.letters.states import MOVES, may_take, steps_for
from offers.letters.views.shared import RELATED, LetterBase
from offers.models import Letter, LetterKind, LetterState
from offers.models.letters import SOON, LetterQuerySet
from org.access.permissions import Permission as P
from org.access.views import PortalView

PAGE = 50
NEWEST = Order("new", "updated_at", is_descending=True)
EARLIEST = Order("ends", "valid_until")
GROUPS: dict[str, Any] = {
    "ending": gettext_lazy("Ends within 7 days"), "live": gettext_lazy("In force"),
    "draft": gettext_lazy("Drafts"), "waiting": gettext_lazy("Waiting for approval"),
    "accepted": gettext_lazy("Accepted"), "ended": gettext_lazy("Over or withdrawn"),
    "": gettext_lazy("All"),
}  # fmt: skip
ROW = ("prospect", "opportunity__product", "owner", "branch", "asked_by")


def of_group(code: str, today: Any) -> Q:
    """Return the condition of a chip."""
    live = Q(state__in=[LetterState.ISSUED, LetterState.SENT])
    match code:
        case "ending":
            return live & Q(valid_until__lte=today + timedelta(days=SOON))
        case "live":
            return live
        case "ended":
            return Q(state__in=[LetterState.DECLINED, LetterState.EXPIRED, LetterState.WITHDRAWN])
        case "draft" | "waiting" | "accepted":
            return Q(state=code)
    return Q()


class LetterListView(PortalView):
    """The letters a person reaches, by where they stand."""

    permission = P.OPPORTUNITY_VIEW

    def letters(self) -> LetterQuerySet:
        """Return the letters in reach, without what only their pages need."""
        return Letter.objects.visible_to(self.user).defer("content", "pdf")

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show one page of lines and how many there are of each group."""
        asked = request.GET.get("state", "")
        code = asked if asked in GROUPS else ""
        order = EARLIEST if code in ("ending", "live") else NEWEST
        rows = self.letters().filter(of_group(code, self.today)).select_related(*ROW)
        found = page_of(rows, order, size=PAGE, after=request.GET.get("after", ""),
                        before=request.GET.get("before", ""))  # fmt: skip
        counts = self.counts()
        context = {
            "rows": [wide_row(row, self.today) for row in found.rows],
            "total": letter_words(counts[code or "all"]), "code": code,
            "chips": [
                {"label": str(label), "url": self.url(name), "is_on": name == code,
                 "number": count(counts[name or "all"])}
                for name, label in GROUPS.items()
            ],
            "prev_url": self.url(code, before=found.before) if found.before else "",
            "next_url": self.url(code, after=found.after) if found.after else "",
            "all_url": self.url("") if code else "",
        }  # fmt: skip
        return render(request, "offers/letter_list.html", context)

    def counts(self) -> dict[str, int]:
        """Return how many letters each chip would show. One query."""
        kinds = {name or "all": Count("pk", filter=of_group(name, self.today)) for name in GROUPS}
        return dict(Letter.objects.visible_to(self.user).aggregate(**kinds))

    def url(self, code: str, **more: str) -> str:
        """Return the address of a chip or a page."""
        asked = {"state": code, **more}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"?{query}" if query else reverse("offers:letter-list")


def letter_words(number: int) -> str:
    """Return *12 surat*."""
    return ngettext("%(n)s letter", "%(n)s letters", number) % {"n": count(number)}


class ApprovalListView(PortalView):
    """What waits for the approval of a second person, the oldest first."""

    permission = P.LETTER_APPROVE

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show terms, reason and what they cost the bank; own letters without a button."""
        rows = Letter.objects.visible_to(self.user).filter(state=LetterState.WAITING)
        rows = rows.defer("content", "pdf").select_related(*ROW).order_by("updated_at", "pk")
        letters = list(rows[: PAGE + 1])
        context = {
            "rows": [
                wide_row(row, self.today)
                | {"is_own": row.is_own_of(self.user),
                   "approve": url_of(row, "letter-step", "approve"),
                   "return": url_of(row, "letter-step", "return")}
                for row in letters[:PAGE]
            ],
            "has_more": len(letters) > PAGE, "total": letter_words(len(letters[:PAGE])),
        }  # fmt: skip
        return render(request, "offers/letter_approvals.html", context)


class LetterView(LetterBase):
    """One letter: what it says, what it costs, what happened, what may be done."""

    joined = (*RELATED, "created_by", "decided_by", "sent_by", "promotion")

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show it."""
        return render(request, "offers/letter_detail.html", self.context())

    def context(self) -> dict[str, Any]:
        """Return ready strings."""
        row, may = self.object, self.user.may(P.LETTER_CHANGE)
        guard = guard_of(row, self.today) if row.state in ("draft", "waiting") else None
        needs = bool(guard and guard.needs_second)
        product = row.opportunity.product
        is_draft = row.state == LetterState.DRAFT
        kind = str(row.get_kind_display())
        can_link = is_on() and may and row.state == LetterState.SENT
        return {
            "letter": row_of(row, self.today), "title": row.number or kind, "kind": kind,
            "is_draft": is_draft, "tone": TONES.get(row.state, ""), "sub": self.get_sub(),
            "deal_url": reverse("prospects:opportunity-detail", args=[row.opportunity.public_id]),
            "details": detail_rows(row), "facts": facts_of(row), "tiles": self.tiles(),
            "margin": margin_words(row.margin), "is_cost": (row.margin or 0) > 0,
            "guard": guard_words(product, guard) if guard else "",
            "steps": [self.step(step) for step in steps_for(row, self.user, needs_second=needs)],
            "edit_url": url_of(row, "letter-edit")
            if is_draft and may_take(row, "issue", self.user)
            else "",
            "paper_url": url_of(row, "letter-paper") if row.made_at else "",
            "is_being_made": bool(row.number) and row.made_at is None,
            "rounds": self.rounds(), "thread": self.thread(),
            "round_url": url_of(row, "letter-round") if may and self.is_open else "",
            "revise_url": url_of(row, "letter-revise") if may and self.may_revise else "",
            "link_url": url_of(row, "letter-link") if can_link else "",
            "key": new_public_id(), "version": row.version,
        }  # fmt: skip

    def step(self, step: str) -> dict[str, Any]:
        """Return one button."""
        move = MOVES[step]
        return {
            "url": url_of(self.object, "letter-step", step),
            "label": str(move.label),
            "icon": move.icon,
            "is_main": move.is_main,
            "is_danger": move.is_danger,
        }

    @property
    def is_open(self) -> bool:
        """Whether rounds are still added."""
        return self.object.kind == LetterKind.OFFER and self.object.state in rounds.TALKED

    @property
    def may_revise(self) -> bool:
        """Whether the next letter of the negotiation may be written from here."""
        states = (LetterState.ISSUED, LetterState.SENT, LetterState.EXPIRED, LetterState.DECLINED)
        return self.object.kind != LetterKind.SPPK and self.object.state in states

    def tiles(self) -> list[dict[str, str]]:
        """Return the figures: frozen ones as they were issued, those of a draft as of today."""
        row, terms = self.object, figures.terms_of(self.object)
        return tiles_of(row.opportunity.product, terms, row.issued_on or self.today)

    def rounds(self) -> list[dict[str, str]]:
        """Return the rounds of the whole negotiation."""
        zone = str(self.object.branch.time_zone)
        if self.object.kind != LetterKind.OFFER:
            return []
        return [round_row(one, zone) for one in rounds.of_thread(self.object)]

    def thread(self) -> list[dict[str, Any]]:
        """Return the other letters of the negotiation."""
        rows = Letter.objects.visible_to(self.user).filter(thread=self.object.thread)
        rows = rows.exclude(pk=self.object.pk).defer("content", "pdf").order_by("created_at")
        return [row_of(one, self.today) for one in rows[:20]]


class LetterPaperView(LetterBase):
    """The paper of a letter, as a download; each fetch is written down."""

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Send the file; 404 while it is being made."""
        paper = fetched(self.object, self.user, self.now)
        if paper is None:
            raise Http404
        name, content = paper
        headers = {"Content-Disposition": f'attachment; filename="{name}"',
                   "Cache-Control": "no-store", "Content-Security-Policy": "sandbox"}  # fmt: skip
        return HttpResponse(content, content_type="application/pdf", headers=headers)
