"""Bulk actions on prospects: give them to an officer, put a label on, take one off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from org.access.permissions import Permission as P
from org.models import Team, User
from prospects import changes, tags
from prospects.bulk.base import BulkAction, RowChangedError, Turn
from prospects.handover import turns
from prospects.models import Opportunity
from prospects.models.tag import LONGEST, tag_key
from prospects.officers import possible_owners


class Assign(BulkAction):
    """Another officer takes over; follow-ups and open opportunities go along."""

    code, label, icon = "assign", gettext_lazy("Assign"), "user-check"
    permission = P.PROSPECT_REASSIGN
    template = "prospects/bulk_assign.html"

    def choices(self, user: User, today: date) -> dict[str, Any]:
        """Return who may take over, one person or the officers of a team in turn."""
        owners = possible_owners(user)
        teams = Team.objects.filter(members__in=owners).distinct().order_by("name")
        return {"people": owners[:300], "teams": teams[:50]}

    def read(self, form: Mapping[str, str], *, user: User, today: date) -> dict[str, Any]:
        """Return the new owner, or the officers of a team in turn, and the reason."""
        reason = form.get("reason", "").strip()[:200]
        kind, _colon, team = form.get("owner", "").partition(":")
        if kind == "team":
            members = possible_owners(user).filter(team__public_id=team).order_by("pk")
            owners = list(members.values_list("public_id", flat=True))
            if not owners:
                raise InputError("owner", gettext_lazy("Choose an officer."))
            name = Team.objects.get(public_id=team).name
            return {"owners": owners, "team": team, "name": name, "reason": reason}
        person = possible_owners(user).filter(public_id=form.get("owner", "")).first()
        if person is None:
            raise InputError("owner", gettext_lazy("Choose an officer."))
        return {"owner": person.public_id, "name": person.full_name, "reason": reason}

    def words(self, params: Mapping[str, Any]) -> str:
        """Say who takes over."""
        return _("Assign to %s") % params["name"]

    def _to(self, turn: Turn) -> User:
        """Return who takes this row over; in a team its officers take turns."""
        owners = possible_owners(turn.actor)
        if "team" in turn.params:
            found = owners.filter(public_id__in=turn.params["owners"]).exclude(pk=turn.row.owner_id)
            person = turns.take(Team.objects.get(public_id=turn.params["team"]), list(found))
        else:
            person = owners.filter(public_id=turn.params.get("owner", "")).first()
        if person is None:
            raise InputError("owner", gettext_lazy("The officer can take over nothing any more."))
        return person

    def do(self, turn: Turn) -> dict[str, Any] | None:
        """Hand over one prospect."""
        prospect, to = turn.row, self._to(turn)
        if prospect.owner_id == to.pk:
            return None
        deals = Opportunity.objects.system("what goes along").open().filter(prospect=prospect)
        moved = list(deals.filter(owner=prospect.owner).values_list("public_id", flat=True))
        old = prospect.owner.public_id
        done = changes.reassign_prospect(
            prospect, to=to, actor=turn.actor, now=turn.now, reason=turn.params.get("reason", "")
        )
        return {"owner": old, "deals": moved, "version": done.version}

    def undo(self, turn: Turn) -> None:
        """Give it back with what went along; the former owner must still work here."""
        before = turn.item.before
        if turn.row.version != before["version"]:
            raise RowChangedError
        old = User.objects.filter(public_id=before["owner"], is_active=True).first()
        if old is None or old.branch_id is None:
            raise InputError("owner", gettext_lazy("The former officer is no longer here."))
        held = Opportunity.objects.system("what came along").open().filter(prospect=turn.row)
        held = held.filter(owner=turn.row.owner).exclude(public_id__in=before["deals"])
        if held.exists():
            raise RowChangedError
        changes.reassign_prospect(turn.row, to=old, actor=turn.actor, now=turn.now)


class PutTag(BulkAction):
    """A label of the prospect's branch."""

    code, label, icon = "tag", gettext_lazy("Label"), "tag"
    permission = P.PROSPECT_CHANGE
    template = "prospects/bulk_tag.html"

    def choices(self, user: User, today: date) -> dict[str, Any]:
        """Return the labels there are."""
        return {"tags": [name for _id, name in tags.names_for(user)]}

    def read(self, form: Mapping[str, str], *, user: User, today: date) -> dict[str, Any]:
        """Return the word."""
        name = " ".join((form.get("name") or form.get("known") or "").split())
        if not tag_key(name):
            raise InputError("tag_name", gettext_lazy("Write a word as label."))
        if len(name) > LONGEST:
            raise InputError("tag_long", gettext_lazy("A label has 30 letters at most."))
        return {"name": name, "off": bool(form.get("off"))}

    def words(self, params: Mapping[str, Any]) -> str:
        """Say which label."""
        verb = _("Take off the label %s") if params.get("off") else _("Put on the label %s")
        return verb % params["name"]

    def do(self, turn: Turn) -> dict[str, Any] | None:
        """Put the label on one prospect or take it off."""
        return {} if self._turn(turn, is_off=bool(turn.params.get("off"))) else None

    def undo(self, turn: Turn) -> None:
        """The other way round."""
        self._turn(turn, is_off=not turn.params.get("off"))

    def _turn(self, turn: Turn, *, is_off: bool) -> bool:
        name = str(turn.params["name"])
        return tags.turn(turn.row, name, is_on=not is_off, actor=turn.actor, now=turn.now)
