"""The people of the invented bank: regions, branches, and officers of very unequal burden."""

from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise

from django.contrib.auth.hashers import make_password

from org.access.roles import Role
from org.models import Branch, Region, Segment, Team, TimeZone, User
from reports.load.words import FAMILY, GIVEN

PER_OFFICER = 500  # prospects in the mean
OFFICERS_PER_BRANCH = 10
BRANCHES_PER_REGION = 4
# The shape measured in other CRMs' data: of 200 officers with 100,000 prospects the busiest has
# 3,634 and the least busy 291.
# Before the first day of any invented history: reports of past weeks leave out later comers.
HIRED_AT = datetime(2020, 1, 2, tzinfo=UTC)
LEAST, BUSIEST, FALL = 291, 3634, 0.54
ZONES = (TimeZone.WIB, TimeZone.WIB, TimeZone.WITA, TimeZone.WIB, TimeZone.WIT)


@dataclass(frozen=True)
class Desk:
    """An officer as the load sees him. `first` is the first of his `amount` prospects, from 0."""

    officer: User
    peer: User
    head: User
    admin: User
    analyst: User
    first: int
    amount: int


def shares(prospects: int, officers: int) -> list[int]:
    """Return how many prospects each officer has, the busiest first; they add up."""
    falls = [rank**-FALL for rank in range(1, officers + 1)]
    span = (BUSIEST - LEAST) / (1 - falls[-1])
    weights = [LEAST + span * (fall - falls[-1]) for fall in falls]
    ends, grown = [0], 0.0
    for weight in weights:
        grown += weight
        ends.append(round(prospects * grown / sum(weights)))
    return [after - before for before, after in pairwise(ends)]


def name_of(number: int) -> str:
    """Return an invented name, another for each of the first few thousand numbers."""
    return f"{GIVEN[number % len(GIVEN)]} {FAMILY[(number * 7 + number // 60) % len(FAMILY)]}"


def hire(prospects: int) -> list[Desk]:
    """Write regions, branches, teams and people; return the officers' desks."""
    officers = max(4, prospects // PER_OFFICER)
    branches = _branches(max(2, officers // OFFICERS_PER_BRANCH))
    teams = {team.branch_id: team for team in _teams(branches)}
    people = [
        _person(
            f"load-ao-{number:04d}", Role.OFFICER, number, branch=_of(branches, number),
            team=teams[_of(branches, number).pk] if number % 3 == 0 else None,
            nip=f"9{number:07d}", ao_code=f"LD{number:05d}",
            segment=Segment.values[number % len(Segment.values)],
        )
        for number in range(officers)
    ]  # fmt: skip
    User.objects.bulk_create(people)
    _oversight(branches)
    return _desks(people, _posts(branches, teams), shares(prospects, officers), len(branches))


def _of(branches: list[Branch], number: int) -> Branch:
    return branches[number % len(branches)]


def _branches(wanted: int) -> list[Branch]:
    regions = [
        Region(code=f"LR{number}", name=f"Kanwil {number}")
        for number in range(1, 2 + (wanted - 1) // BRANCHES_PER_REGION)
    ]
    Region.objects.bulk_create(regions)
    found = [
        Branch(
            code=f"LB{number:03d}", name=f"KC {number:03d}",
            region=regions[number // BRANCHES_PER_REGION],
            time_zone=ZONES[(number // BRANCHES_PER_REGION) % len(ZONES)],
        )
        for number in range(wanted)
    ]  # fmt: skip
    return list(Branch.objects.bulk_create(found))


def _teams(branches: list[Branch]) -> list[Team]:
    return Team.objects.bulk_create(Team(name="Tim 1", branch=branch) for branch in branches)


def _person(username: str, role: Role, number: int, **fields: object) -> User:
    # Nobody signs in here with a password: the benchmark makes its sessions itself.
    return User(username=username, role=role, full_name=name_of(number),
                password=make_password(None), created_at=HIRED_AT, **fields)  # fmt: skip


def _posts(branches: list[Branch], teams: dict[int, Team]) -> dict[tuple[Role, int], User]:
    roles = (Role.BRANCH_HEAD, Role.CREDIT_ADMINISTRATION, Role.CREDIT_ANALYST, Role.TEAM_LEAD)
    posts = {
        (role, branch.pk): _person(
            f"load-{role.value.replace('_', '-')}-{branch.code.lower()}", role, 3000 + place,
            branch=branch, team=teams[branch.pk] if role == Role.TEAM_LEAD else None,
        )
        for role in roles for place, branch in enumerate(branches)
    }  # fmt: skip
    User.objects.bulk_create(posts.values())
    return posts


def _oversight(branches: list[Branch]) -> None:
    regions = sorted({branch.region for branch in branches}, key=lambda region: region.code)
    people = [
        _person(f"load-region-{place}", Role.REGIONAL_HEAD, 5000 + place, region=region)
        for place, region in enumerate(regions)
    ]
    people.append(_person("load-head-office", Role.HEAD_OFFICE, 6000))
    people.append(_person("load-auditor", Role.AUDITOR, 6001))
    User.objects.bulk_create(people)


def _desks(
    people: list[User], posts: dict[tuple[Role, int], User], amounts: list[int], step: int
) -> list[Desk]:
    desks, first = [], 0
    for place, (officer, amount) in enumerate(zip(people, amounts, strict=True)):
        peer = people[place + step] if place + step < len(people) else people[place % step]
        branch = officer.branch_id or 0
        desks.append(
            Desk(officer, peer, posts[Role.BRANCH_HEAD, branch],
                 posts[Role.CREDIT_ADMINISTRATION, branch], posts[Role.CREDIT_ANALYST, branch],
                 first, amount)
        )  # fmt: skip
        first += amount
    return desks
