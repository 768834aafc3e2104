"""The bulk action behind a hand-over: one record after another goes to whom it was meant for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.errors import InputError
from org.access.permissions import Permission as P
from org.access.roles import Role
from org.models import Branch, Team, User
from prospects import changes
from prospects.bulk.base import BulkAction, RowChangedError, Turn
from prospects.handover import turns
from prospects.handover.deals import reassign_deal
from prospects.models import Opportunity, Prospect
from prospects.officers import possible_owners
from prospects.territories import proposal

CODE = "handover"
ONE, TERRITORY, TEAM = "one", "territory", "team"
MODES = (ONE, TERRITORY, TEAM)
_NOBODY = gettext_lazy("The officer can take over nothing any more.")
_CHOOSE = gettext_lazy("Choose an officer.")


class HandOver(BulkAction):
    """All of one officer's records to a colleague, by territory, or in turn in a team."""

    code, label, icon = CODE, gettext_lazy("Hand over"), "arrows-exchange"
    permission = P.PROSPECT_REASSIGN
    of = ()  # begins at the page of an officer, not at the bar of a list
    template = ""
    is_strict = False  # whoever takes over takes the record as it is

    def read(self, form: Mapping[str, str], *, user: User, today: date) -> dict[str, Any]:
        """Return how it is shared out; `from` is the public id of who hands over.

        For territory an officer or a team takes what nobody covers.
        """
        mode = form.get("mode", "")
        if mode not in MODES:
            raise InputError("mode", gettext_lazy("Choose who takes over."))
        owners = possible_owners(user).exclude(public_id=form["from"])
        found = {"mode": mode, "from": form["from"], "reason": form.get("reason", "").strip()[:200]}
        if mode == TEAM or (mode == TERRITORY and form.get("rest") == TEAM):
            return found | _team_of(form.get("team", ""), owners)
        person = owners.filter(public_id=form.get("owner", "")).first()
        if person is None:
            raise InputError("owner", _CHOOSE)
        return found | {"owner": person.public_id, "name": person.full_name}

    def words(self, params: Mapping[str, Any]) -> str:
        """Say who takes over."""
        if params["mode"] == TERRITORY:
            return _("Hand over by territory, the rest to %s") % params["name"]
        return _("Hand over to %s") % params["name"]

    def do(self, turn: Turn) -> dict[str, Any] | None:
        """Hand over one prospect, or one application whose customer somebody else holds."""
        row, params = turn.row, turn.params
        if row.owner.public_id != params["from"]:
            return None  # somebody gave it away meanwhile
        to = receiver(row, turn)
        stamp: dict[str, Any] = {"actor": turn.actor, "now": turn.now}
        reason = params.get("reason", "")
        if isinstance(row, Opportunity):
            done: Any = reassign_deal(row, to=to, reason=reason, **stamp)
            return {"owner": params["from"], "version": done.version, "to": to.public_id}
        deals = Opportunity.objects.system("what goes along").open().filter(prospect=row)
        moved = list(deals.filter(owner=row.owner).values_list("public_id", flat=True))
        done = changes.reassign_prospect(row, to=to, reason=reason, **stamp)
        return {"owner": params["from"], "deals": moved, "version": done.version,
                "to": to.public_id}  # fmt: skip

    def undo(self, turn: Turn) -> None:
        """Give it back, also into the name of somebody who left: then it is his to hand over."""
        before, row = turn.item.before, turn.row
        if row.version != before["version"]:
            raise RowChangedError
        old = User.objects.select_related("branch").filter(public_id=before["owner"]).first()
        if old is None or old.branch is None:
            raise InputError("owner", gettext_lazy("The former officer is no longer here."))
        stamp: dict[str, Any] = {"actor": turn.actor, "now": turn.now}
        if isinstance(row, Opportunity):
            reassign_deal(row, to=old, **stamp)
            return
        held = Opportunity.objects.system("what came along").open().filter(prospect=row)
        if held.filter(owner=row.owner).exclude(public_id__in=before["deals"]).exists():
            raise RowChangedError
        changes.reassign_prospect(row, to=old, **stamp)


def _team_of(public_id: str, owners: Any) -> dict[str, Any]:
    team = Team.objects.filter(public_id=public_id, members__in=owners).distinct().first()
    if team is None:
        raise InputError("team", gettext_lazy("Choose a team."))
    return {"team": team.public_id, "name": team.name}


def receiver(row: Prospect | Opportunity, turn: Turn) -> User:
    """Return who takes a record over now. Raises InputError when nobody can."""
    owners = list(possible_owners(turn.actor).exclude(public_id=turn.params["from"]))
    prospect = row.prospect if isinstance(row, Opportunity) else row
    if isinstance(row, Opportunity):  # his customer's holder, where he can
        holder = next((one for one in owners if one.pk == prospect.owner_id), None)
        if holder is not None:
            return holder
    person = None
    if turn.params["mode"] == TERRITORY:
        person = _by_territory(prospect.area_code, turn.actor, owners)
    person = person or _by_choice(turn.params, owners)
    if person is None:
        raise InputError("owner", _NOBODY)
    return person


def _by_territory(area_code: str, actor: User, owners: list[User]) -> User | None:
    """Return who covers the place; the officers of a branch without a named one in turn."""
    found = proposal(area_code, actor)
    if found is None:
        return None
    if found.officer is not None:
        return next((one for one in owners if one.pk == found.officer.pk), None)
    return turns.take(found.branch, here(found.branch, owners))


def here(branch: Branch, owners: list[User]) -> list[User]:
    """Return who takes turns in a branch: its officers; leads and heads where it has none."""
    found = [one for one in owners if one.branch_id == branch.pk]
    return [one for one in found if one.role == Role.OFFICER] or found


def _by_choice(params: Mapping[str, Any], owners: list[User]) -> User | None:
    if "team" in params:
        team = Team.objects.get(public_id=params["team"])
        return turns.take(team, [one for one in owners if one.team_id == team.pk])
    return next((one for one in owners if one.public_id == params["owner"]), None)
