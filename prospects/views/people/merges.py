"""Making one record of two: choosing the other one, field by field side by side, and undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.formats import date_words
from core.htmx import redirect
from core.identity import phone_display
from core.public_id import LENGTH
from core.versioning import StaleError, number_of
from org.access.permissions import Permission as P
from org.access.views import ObjectView
from prospects import merging
from prospects.forms import area_label
from prospects.merging import Choice
from prospects.models import Prospect, ProspectMerge
from prospects.models.sealed import SEALED
from prospects.timeline_words import FIELD_LABELS
from prospects.views.people.below import page_of
from prospects.views.people.detail import ProspectPage, secret_of
from prospects.views.people.links import Finder

PAGE = "prospects/merge.html"
PICK = "prospects/merge_pick.html"
FIELDS = (*merging.CHOSEN, *SEALED)


def shown(row: Prospect, name: str) -> str:
    """Return one value as a person reads it; secrets by their mask."""
    if name in SEALED:
        return str(secret_of(row, name)["masked"])
    if name == "area_code":
        return area_label(row.area_code)
    if name == "source":
        return str(row.source_label)
    if name == "birth_date":
        return date_words(row.birth_date) if row.birth_date else ""
    if name == "phone":
        return phone_display(row.phone) if row.phone else ""
    method = getattr(row, f"get_{name}_display", None)
    return str(method() if method else getattr(row, name))


def _is_same(one: Prospect, other: Prospect, name: str) -> bool:
    if name not in SEALED:
        return bool(getattr(one, name) == getattr(other, name))
    column = name if SEALED[name].context is not None else ""
    if not column:  # nothing to compare by: alike only when both are empty
        return not (getattr(one, f"{name}_masked") or getattr(other, f"{name}_masked"))
    return bool(getattr(one, f"{name}_index") == getattr(other, f"{name}_index"))


def prefers_loser(winner: Prospect, loser: Prospect, name: str) -> bool:
    """Tell which value is ticked at first: the one there is, of two the one changed last."""
    mine, theirs = shown(winner, name), shown(loser, name)
    return bool(theirs) and (not mine or loser.updated_at > winner.updated_at)


def differing(winner: Prospect, loser: Prospect, data: Any = None) -> list[dict[str, Any]]:
    """Return the fields that differ, both values and which one is ticked."""
    return [
        {
            "name": name,
            "label": str(FIELD_LABELS[name]),
            "mine": shown(winner, name),
            "theirs": shown(loser, name),
            "is_loser": data.get(name) == "loser" if data else prefers_loser(winner, loser, name),
        }
        for name in FIELDS
        if not _is_same(winner, loser, name)
    ]


class MergePickView(Finder):
    """Which record is the same person?"""

    permission = P.PROSPECT_MERGE

    def get(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show the search box, with the records of the same number or name below it."""
        return self.answer(self.object.phone or self.object.name)

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Show what was found; names travel in posts only."""
        return self.answer(request.POST.get("text", ""))

    def answer(self, text: str) -> HttpResponse:
        """Show what holds the text, each with the way to the comparison."""
        rows = self.found(text)
        for row in rows:
            pair = [self.object.public_id, row["id"]]
            row["url"] = reverse("prospects:prospect-merge", args=pair)
        context = {
            "prospect": self.object, "back_url": page_of(self.object), "found": rows,
            "text": text if self.request.method == "POST" else "",
        }  # fmt: skip
        return render(self.request, PICK, context)


class MergeView(ProspectPage):
    """Two records side by side; each differing field is chosen, everything below moves."""

    permission = P.PROSPECT_MERGE
    other: Prospect

    def find(self, **kwargs: Any) -> None:
        """Find both records among what the person reaches."""
        super().find(**kwargs)
        other_id = kwargs["other"]
        row = self.rows().filter(public_id=other_id).first() if len(other_id) == LENGTH else None
        if row is None or row.pk == self.object.pk:
            raise Http404
        self.other = row

    def check_permission(self, request: HttpRequest) -> None:
        """Refuse who owns neither both nor may hand them over."""
        super().check_permission(request)
        if not merging.may_merge(self.object, self.other, self.user):
            raise PermissionDenied

    def get(self, request: HttpRequest, public_id: str, other: str) -> HttpResponse:
        """Show both records."""
        return self.page()

    def post(self, request: HttpRequest, public_id: str, other: str) -> HttpResponse:
        """Merge; a second press finds it done and answers the same."""
        if self.other.merged_into_id == self.object.pk:
            return redirect(request, page_of(self.object))
        try:
            row = self.merge()
        except StaleError:
            text = _("One of the two was changed meanwhile. Compare them again.")
            return self.page(text, status=409)
        except merging.NotAllowedError:
            raise PermissionDenied from None
        except Prospect.DoesNotExist:
            raise Http404 from None
        except ValidationError as error:
            return self.page(" ".join(error.messages), status=422)
        undo = reverse("prospects:merge-undo", args=[row.public_id])
        messages.success(request, _("Two records are one now."), extra_tags=undo)
        return redirect(request, page_of(self.object))

    def merge(self) -> ProspectMerge:
        """Do it with the fields that were ticked."""
        sent = self.request.POST
        choice = Choice(
            winner_version=number_of(sent.get("version")),
            loser_version=number_of(sent.get("other_version")),
            from_loser=frozenset(name for name in FIELDS if sent.get(name) == "loser"),
        )
        return merging.merge(self.object, self.other, choice, actor=self.user, now=self.now)

    def page(self, notice: str = "", status: int = 200) -> HttpResponse:
        """Show the fields that differ."""
        if status == 409:
            fresh = self.rows().in_bulk([self.object.pk, self.other.pk])
            self.object, self.other = fresh[self.object.pk], fresh[self.other.pk]
        data = self.request.POST if self.request.method == "POST" and status != 409 else None
        context = {
            "prospect": self.object,
            "other": self.other,
            "fields": differing(self.object, self.other, data),
            "notice": notice,
            "back_url": page_of(self.object),
            "swap_url": reverse(
                "prospects:prospect-merge", args=[self.other.public_id, self.object.public_id]
            ),
        }
        return render(self.request, PAGE, context, status=status)


class MergeUndoView(ObjectView):
    """Makes two records of one again, within a day."""

    model = ProspectMerge
    permission = P.PROSPECT_MERGE

    def rows(self) -> Any:
        """Return the reachable merges with both records."""
        return super().rows().select_related("winner", "loser")

    def post(self, request: HttpRequest, public_id: str) -> HttpResponse:
        """Undo once; later presses say that it is too late."""
        try:
            merging.undo(self.object, actor=self.user, now=self.now)
        except merging.TooLateError:
            messages.warning(request, _("This merge cannot be undone any more."))
        except merging.NotAllowedError:
            raise PermissionDenied from None
        except Prospect.DoesNotExist:
            raise Http404 from None
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Two records again, as they were."))
        return redirect(request, page_of(self.object.winner))
