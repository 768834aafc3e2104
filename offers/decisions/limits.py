"""Who may decide: the dated table of limits, the seats of a committee, and posts of persons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from core.money import format_rupiah
from offers.models import Committee, CreditProposal, DecisionLimit, DecisionPolicy
from org.access.permissions import Permission as P
from org.access.roles import GRANTS, Role
from org.access.scoping import reach_of
from org.models import BankSettings, Delegation, User
from products import dated
from prospects.models import Opportunity

ALONE = "decider"


def register() -> None:
    """Tell dated settings which two rows speak of the same thing."""
    dated.CASE[DecisionLimit] = ("position", "committee", "family", "case")
    dated.CASE[DecisionPolicy] = ()


def policy_on(day: date) -> DecisionPolicy:
    """Return the policy in force; the defaults while the bank has written none."""
    return DecisionPolicy.objects.on(day).first() or DecisionPolicy(valid_from=day)


def holds_until(day: date, policy: DecisionPolicy) -> date:
    """Return the last day of a decision made on `day`."""
    return day + timedelta(days=policy.validity_days)


@dataclass(frozen=True)
class Authority:
    """Who decides: the lowest limit that suffices, and every position whose own limit does."""

    position: str
    committee: Committee | None
    positions: frozenset[str]
    limit: Decimal


def authority_for(total: Decimal, *, family: str, case: str, day: date) -> Authority:
    """Return who decides on a total exposure. Raises ValidationError when no limit reaches it.

    A row for a family or a case speaks before the row for all of them.
    """
    rows = DecisionLimit.objects.filter(Q(family="") | Q(family=family), case__in=["", case])
    fits = [row for row in _closest(rows.select_related("committee").on(day))
            if row.max_exposure >= total]  # fmt: skip
    if not fits:
        text = _("No decision limit reaches a total exposure of %(sum)s. Head office sets them.")
        raise ValidationError(text % {"sum": format_rupiah(total)})
    fits.sort(key=lambda row: (row.max_exposure, not row.position, row.pk))
    first = fits[0]
    positions = frozenset(row.position for row in fits) - {""}
    return Authority(first.position, first.committee, positions, first.max_exposure)


def _closest(rows: Iterable[DecisionLimit]) -> list[DecisionLimit]:
    """Return one row for each decider, the one that says most about the case."""
    found: dict[tuple[str, int | None], DecisionLimit] = {}
    for row in sorted(rows, key=lambda row: (not row.family, not row.case)):
        if row.committee is None or row.committee.is_active:
            found.setdefault((row.position, row.committee_id), row)
    return list(found.values())


@dataclass(frozen=True)
class Post:
    """A position somebody holds, himself or as stand-in (*Pjs*) of `stands_for`."""

    role: str
    stands_for: User | None = None


def posts_of(user: User, opportunity: Opportunity, today: date) -> list[Post]:
    """Return the posts in which this person may decide on this file, his own first.

    Each post is asked for its own right and its own reach: standing in for one does not carry
    the other along.
    """
    own = [(user, Post(user.role))]
    lent = [(one, Post(one.role, one)) for one in Delegation.objects.principals_of(user, today)]
    return [
        post for person, post in own + lent
        if P.CREDIT_DECIDE in GRANTS[Role(person.role)].permissions
        and reach_of(person).holds(opportunity)
    ]  # fmt: skip


def refused_by_four_eyes(proposal: CreditProposal, user: User, post: Post | None = None) -> bool:
    """Tell whether this person, or whom he stands in for, proposed or owns the file."""
    theirs = {proposal.proposed_by_id, proposal.opportunity.owner_id}
    stands_for = post.stands_for if post else None
    return user.pk in theirs or (stands_for is not None and stands_for.pk in theirs)


@dataclass(frozen=True)
class Seat:
    """From where somebody votes."""

    code: str
    post: Post


def seat_for(
    proposal: CreditProposal, authority: Authority, user: User, today: date
) -> Seat | None:
    """Return the free seat of this person; None when he has none, or has proposed himself.

    Whoever stood in for somebody has spoken for him: neither of the two votes a second time. Who
    sits in the committee that decides votes there, also where his own limit would suffice.
    """
    cast = list(proposal.votes.all())
    spoken = {one.by_id for one in cast} | {one.stands_for_id for one in cast}
    if user.pk in spoken:
        return None
    posts = [post for post in posts_of(user, proposal.opportunity, today)
             if not refused_by_four_eyes(proposal, user, post)
             and (post.stands_for is None or post.stands_for.pk not in spoken)]  # fmt: skip
    seats = [
        *(_of_committee(posts, authority.committee, user) if authority.committee else ()),
        *_alone(posts, authority),
    ]
    taken = {one.seat for one in cast}
    return next((seat for seat in seats if seat.code not in taken), None)


def _alone(posts: list[Post], authority: Authority) -> list[Seat]:
    return [Seat(ALONE, post) for post in posts if post.role in authority.positions]


def _of_committee(posts: list[Post], committee: Committee, user: User) -> list[Seat]:
    """Return named seats first, one's own before those of whom one stands in for."""
    named = set(committee.members.values_list("pk", flat=True)) if posts else set()
    sitting = [(post.stands_for or user, post) for post in posts]
    return [
        *(Seat(f"member:{one.public_id}", post) for one, post in sitting if one.pk in named),
        *(Seat(f"position:{p.role}", p) for p in posts if p.role in committee.positions),
    ]


def seats_of(committee: Committee) -> int:
    """Return how many votes the committee has; a person who has left has none."""
    return len(committee.positions) + committee.members.filter(is_active=True).count()


def post_name(role: str, language: str) -> str:
    """Return the position as the bank calls it."""
    return BankSettings.current().title_of(role, language) or str(Role(role).label)
