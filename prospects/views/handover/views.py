"""Who holds what, sharing it out to others, how far it is, and the way back."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.errors import InputError
from core.formats import count as grouped
from core.formats import relative_moment
from core.htmx import redirect
from core.idempotency import KeyReusedError, once
from core.money import short_rupiah
from core.public_id import LENGTH, new_public_id
from org.access.address import client_ip
from org.access.permissions import Permission as P
from org.access.views import PortalView
from org.holdings import held_by
from org.models import User
from prospects.bulk.base import actions
from prospects.bulk.running import finish_short
from prospects.handover import sharing
from prospects.handover.action import CODE, ONE, TEAM, TERRITORY
from prospects.handover.holders import SHOWN, giver_of, holders, takers_of
from prospects.models import BulkBatch
from prospects.officers import officers_in_reach, possible_owners
from prospects.views.bulk.views import BulkDetailView, BulkPage, BulkUndoView

LAST = 5  # hand-overs of one's own
FIELDS = ("mode", "owner", "rest", "team", "reason")


def page_of(person: User) -> str:
    """Return the page on which this person's records are handed over."""
    return reverse("prospects:handover", args=[person.public_id])


class HandoverListView(PortalView):
    """The officers in reach with what they hold; those who left come first."""

    permission = P.PROSPECT_REASSIGN

    def get(self, request: HttpRequest) -> HttpResponse:
        """Show the page."""
        context = {"officers": self.officers(), "batches": self.batches()}
        return render(request, "prospects/handover/list.html", context)

    def officers(self) -> list[dict[str, Any]]:
        """Return one line an officer: active ones, and those who left and still hold something."""
        return [
            {"url": page_of(one.person), "name": one.person.full_name,
             "initials": one.person.initials,
             "place": " · ".join(filter(None, [
                 one.person.branch.name if one.person.branch else "",
                 one.person.team.name if one.person.team else ""])),
             "is_gone": not one.person.is_active, "prospects": grouped(one.prospects),
             "deals": grouped(one.deals)}
            for one in holders(self.user)
        ]  # fmt: skip

    def batches(self) -> list[dict[str, Any]]:
        """Return one's own last hand-overs."""
        rows = BulkBatch.objects.visible_to(self.user).filter(action=CODE)
        rows = rows.annotate(n=Count("items")).order_by("-created_at")
        zone = self.user.branch.time_zone if self.user.branch else "WIB"
        return [
            {"url": reverse("prospects:handover-batch", args=[row.public_id]),
             "title": actions()[CODE].words(row.params), "n": grouped(row.n),
             "state": str(row.get_state_display()),
             "when": relative_moment(row.created_at, self.now, zone)}
            for row in rows[:LAST]
        ]  # fmt: skip


class HandoverView(PortalView):
    """One officer: what he holds, to whom it goes, how it would be shared out, and the start."""

    permission = P.PROSPECT_REASSIGN
    person: User

    def find(self, **kwargs: Any) -> None:
        """Find the officer among those in reach; 404 for anybody else."""
        public_id = kwargs["public_id"]
        rows = officers_in_reach(self.user).select_related("branch")
        person = rows.filter(public_id=public_id).first() if len(public_id) == LENGTH else None
        if person is None:
            raise Http404
        self.person = person

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what he holds and the choice."""
        return self.page()

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """First show how it would be shared out; with *sure* start it, once."""
        sent = {name: request.POST.get(name, "") for name in FIELDS}
        form = sent | {"from": self.person.public_id}
        try:
            params = actions()[CODE].read(form, user=self.user, today=self.today)
            if "sure" not in request.POST:
                return self.page(shares=sharing.shares(self.person, params, self.user))
            return redirect(request, self.start(params, sent))
        except InputError as error:
            return self.page(error.text, status=422)
        except KeyReusedError:
            return self.page(_("This was sent before. Look at the list."), status=409)

    def start(self, params: dict[str, Any], sent: dict[str, str]) -> str:
        """Begin under the one-time key; a repeat leads to the same page."""
        body = {name: [value] for name, value in sent.items()} | {"of": [self.request.path]}
        key = self.request.POST.get("idempotency_key", "") or new_public_id()
        made: list[BulkBatch] = []

        def work() -> str:
            made.append(sharing.begin(self.person, params, user=self.user, now=self.now,
                                      ip=client_ip(self.request)))  # fmt: skip
            return reverse("prospects:handover-batch", args=[made[0].public_id])

        with transaction.atomic():
            target, _is_new = once(
                user_id=self.user.pk, key=key, body=body, now=self.now, work=work
            )
        for batch in made:
            finish_short(batch, self.now)
        return target

    def page(self, problem: str = "", *, shares: Any = None, status: int = 200) -> HttpResponse:
        """Show the page with what was chosen."""
        owners = possible_owners(self.user).exclude(pk=self.person.pk).select_related("team")
        people = list(owners.order_by("full_name", "pk")[:SHOWN])
        teams = {one.team.pk: one.team for one in people if one.team}
        context = {
            "person": self.person,
            "place": self.person.branch.name if self.person.branch else "",
            "held": [one.words for one in held_by(self.person)],
            "rungs": [
                (rung.label, grouped(rung.count), short_rupiah(rung.amount))
                for rung in sharing.rungs_of(self.person, self.user)
            ],
            "people": people,
            "teams": sorted(teams.values(), key=lambda team: team.name),
            "modes": {"one": ONE, "territory": TERRITORY, "team": TEAM},
            "typed": self.typed(),
            "shares": [(one, grouped(number)) for one, number in shares or []],
            "is_ready": shares is not None,
            "problem": problem,
            "here": page_of(self.person),
            "key": new_public_id(),
            "back_url": reverse("prospects:handover-list"),
        }
        return render(self.request, "prospects/handover/person.html", context, status=status)

    def typed(self) -> dict[str, str]:
        """Return what was sent; a first look starts with one colleague."""
        sent = {name: self.request.POST.get(name, "") for name in FIELDS}
        return sent | {"mode": sent["mode"] or ONE, "rest": sent["rest"] or ONE}


class HandoverPage(BulkPage):
    """A page about one of one's own hand-overs."""

    permission = P.PROSPECT_REASSIGN
    elsewhere: ClassVar[tuple[str, ...]] = ()

    def rows(self) -> QuerySet[BulkBatch]:
        """Return one's own hand-overs."""
        return super().rows().filter(action=CODE)

    def here(self) -> str:
        """Return the address of the batch."""
        return reverse("prospects:handover-batch", args=[self.object.public_id])


class HandoverBatchView(HandoverPage, BulkDetailView):
    """How far a hand-over is, what came of it, who got how many, and *Urungkan* for a day."""

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the page, or the part that asks by itself."""
        template = "prospects/handover/batch.html"
        part = f"{template}#state" if request.headers.get("HX-Request") else template
        return render(request, part, self.outcome())

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Nothing is started here."""
        raise PermissionDenied

    def outcome(self) -> dict[str, Any]:
        """Add who got how many, and what is left in the former name."""
        person = giver_of(self.object)
        left = sharing.prospects_of(person, self.user).count() if person else 0
        found = super().outcome()
        return found | {
            "takers": [(one, grouped(number)) for one, number in takers_of(self.object)],
            "person": person,
            "left": grouped(left) if left else "",
            "again_url": page_of(person) if person and left else "",
            "back_url": reverse("prospects:handover-list"),
        }


class HandoverUndoView(HandoverPage, BulkUndoView):
    """*Urungkan*, for 24 hours, also into the name of somebody who left."""
