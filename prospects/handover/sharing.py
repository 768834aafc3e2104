"""What somebody holds, and how a hand-over would share it out: shown before anything moves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import cycle
from typing import Any

from django.db import transaction
from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy

from core.errors import InputError
from org.models import Team, User
from products.types import all_stages
from prospects import transfers
from prospects.bulk import running
from prospects.handover.action import CODE, TERRITORY, here
from prospects.handover.turns import in_order
from prospects.models import BulkBatch, BulkItem, Opportunity, Prospect
from prospects.officers import possible_owners
from prospects.signals import person_handed_over
from prospects.territories import Map

MOST = 20_000  # records of one hand-over


@dataclass(frozen=True)
class Rung:
    """How many open applications stand on one rung, and their rupiah."""

    label: str
    count: int
    amount: Decimal


def prospects_of(person: User, user: User) -> Any:
    """Return the person's prospects as far as `user` reaches them."""
    return Prospect.objects.visible_to(user).live().filter(owner=person)


def deals_of(person: User, user: User) -> Any:
    """Return the open applications in the person's name."""
    return Opportunity.objects.visible_to(user).open().filter(owner=person)


def others_of(person: User, user: User) -> Any:
    """Return those of them whose customer somebody else holds: they are given by themselves."""
    return deals_of(person, user).exclude(prospect__owner=person)


def rungs_of(person: User, user: User) -> list[Rung]:
    """Return the open applications by rung, in the order of the ladders."""
    rows = deals_of(person, user).order_by().values_list("stage")
    found = {
        stage: (number, amount)
        for stage, number, amount in rows.annotate(n=Count("pk"), sum=Sum("amount"))
    }
    order = [code for code in all_stages() if code in found]
    return [Rung(str(all_stages()[code].label), *found[code]) for code in order]


def shares(person: User, params: Mapping[str, Any], user: User) -> list[tuple[User, int]]:
    """Return who would get how many prospects, the most first. Nothing moves, no turn is taken."""
    owners = list(possible_owners(user).exclude(pk=person.pk))
    covered = Map(user) if params["mode"] == TERRITORY else None
    rest = _rest(params, owners)
    turns: dict[int, Iterator[User]] = {}
    counted: Counter[User] = Counter()
    for code in prospects_of(person, user).values_list("area_code", flat=True):
        taker = _covering(code, covered, owners, turns) if covered else None
        taker = taker or next(rest, None)
        if taker is not None:
            counted[taker] += 1
    return counted.most_common()


def _rest(params: Mapping[str, Any], owners: list[User]) -> Iterator[User]:
    if "team" not in params:
        return cycle([one for one in owners if one.public_id == params["owner"]])
    team = Team.objects.get(public_id=params["team"])
    return cycle(in_order([one for one in owners if one.team_id == team.pk]))


def _covering(
    code: str, covered: Map, owners: list[User], turns: dict[int, Iterator[User]]
) -> User | None:
    found = covered.find(code)
    if found is None:
        return None
    if found.officer is not None:
        return next((one for one in owners if one.pk == found.officer.pk), None)
    branch = found.branch
    return next(turns.setdefault(branch.pk, cycle(in_order(here(branch, owners)))), None)


@transaction.atomic
def begin(
    person: User, params: dict[str, Any], *, user: User, now: datetime, ip: str | None
) -> BulkBatch:
    """Keep the records of the person as one batch and start it; above the limit the rest stays.

    Requests of somebody who left are answered with no: nobody waits for those records any more.
    Raises InputError when there is nothing to hand over.
    """
    keys: list[dict[str, Any]] = [
        {"prospect_id": key, "version": version}
        for key, version in _keys(prospects_of(person, user))
    ]
    keys += [
        {"opportunity_id": key, "version": version}
        for key, version in _keys(others_of(person, user))
    ]
    if not keys:
        raise InputError("none", gettext_lazy("Nothing is left to hand over."))
    person_handed_over.send(sender=User, person=person, actor=user, now=now)
    if not person.is_active:
        transfers.withdraw(person, actor=user, now=now)
    batch = BulkBatch.objects.create(
        by=user, action=CODE, created_at=now, is_whole=True, params={"table": "prospects"}
    )
    BulkItem.objects.bulk_create(
        [BulkItem(batch=batch, position=place, **one) for place, one in enumerate(keys[:MOST])],
        batch_size=1000,
    )
    running.start(batch, params, now=now, ip=ip)
    return batch


def _keys(rows: Any) -> Iterable[tuple[int, int]]:
    found: Iterable[tuple[int, int]] = rows.order_by("pk").values_list("pk", "version")
    return found
