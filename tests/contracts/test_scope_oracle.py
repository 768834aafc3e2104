"""Who sees which row, found a second time by walking the tree person by person."""

import contextlib
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from org.access.roles import Role
from org.models import Branch, Delegation, Region, Team, User
from prospects.models import Prospect
from tests.factories.prospects import make_prospect

TODAY = date(2026, 11, 18)
ROLES = [role for role in Role if role != Role.OFFICER]


class Undo(Exception):
    """Takes the tree down again."""


@st.composite
def trees(draw):
    """Draw regions, branches (some below others), teams, people and stand-ins, as numbers."""
    branches = draw(st.lists(st.tuples(st.integers(0, 1), st.booleans()), min_size=2, max_size=4))
    owners = draw(st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=2, max_size=5))
    leaders = draw(
        st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 3)), min_size=2, max_size=5)
    )
    stand_ins = draw(
        st.lists(
            st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(-2, 2), st.booleans()),
            max_size=3,
        )
    )
    moves = draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)), max_size=2))
    return branches, owners, leaders, stand_ins, moves


def person(name: str, role: Role, branch: Branch, team: Team | None = None) -> User:
    region = branch.region if role == Role.REGIONAL_HEAD else None
    return User.objects.create_user(
        name, full_name=name, role=role, branch=branch, team=team, region=region
    )


def plant(tree) -> tuple[list[User], list[Prospect]]:
    """Write the tree and return its people and prospects."""
    shapes, owners, leaders, stand_ins, moves = tree
    regions = [Region.objects.create(code=f"Z{n}", name=f"Z{n}") for n in range(2)]
    branches: list[Branch] = []
    for number, (region, is_below) in enumerate(shapes):
        main = next((row for row in branches if row.parent_id is None), None)
        parent = main if is_below else None
        branches.append(
            Branch.objects.create(
                code=f"Z{number}", name=f"Z{number}", parent=parent,
                region=parent.region if parent else regions[region],
            )
        )  # fmt: skip
    teams = [Team.objects.create(name="T", branch=branch) for branch in branches]
    people, prospects = [], []
    for number, (at, in_team) in enumerate(owners):
        where = at % len(branches)
        team = teams[where] if in_team else None
        officer = person(f"officer{number}", Role.OFFICER, branches[where], team)
        people.append(officer)
        prospects.append(make_prospect(officer, f"Nasabah {number}"))
    for number, (role, at) in enumerate(leaders):
        where = at % len(branches)
        people.append(person(f"leader{number}", role, branches[where], teams[where]))
    for who, to in moves:  # the officer moved, his prospect stayed behind
        officer = people[who % len(owners)]
        User.objects.filter(pk=officer.pk).update(branch=branches[to % len(branches)])
    for principal, delegate, shift, is_revoked in stand_ins:
        first, second = people[principal % len(people)], people[delegate % len(people)]
        if first != second:
            start = TODAY + timedelta(days=shift)
            Delegation.objects.create(
                principal=first, delegate=second, created_by=first, valid_from=start,
                valid_to=start + timedelta(days=1),
                revoked_at=officer.created_at if is_revoked else None,
            )  # fmt: skip
    return people, prospects


def reaches(user: User, row: Prospect) -> bool:
    """Answer for one person and one row, the slow way."""
    owner, branch = User.objects.get(pk=row.owner_id), Branch.objects.get(pk=row.branch_id)
    match user.role:
        case Role.OFFICER:
            return owner.pk == user.pk
        case Role.TEAM_LEAD:
            return owner.pk == user.pk or (user.team_id and owner.team_id == user.team_id)
        case Role.BRANCH_HEAD | Role.CREDIT_ADMINISTRATION:
            return user.branch_id in (branch.pk, branch.parent_id)
        case Role.REGIONAL_HEAD:
            return user.region_id == branch.region_id
        case Role.HEAD_OFFICE | Role.AUDITOR:
            return True
    return False


def principals_of(user: User) -> list[User]:
    """Return for whom the person stands in today."""
    return [
        row.principal
        for row in Delegation.objects.filter(delegate=user, revoked_at=None)
        if row.valid_from <= TODAY <= row.valid_to and row.principal.is_active
    ]


@pytest.mark.django_db
@limits(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tree=trees())
def test_the_query_finds_what_a_walk_finds(db: None, tree) -> None:
    with contextlib.suppress(Undo), transaction.atomic():
        compare(*plant(tree))
        raise Undo


def compare(people: list[User], prospects: list[Prospect]) -> None:
    """Assert for each person that the query finds the rows of the walk, no more and no fewer."""
    for listed in people:
        user = User.objects.get(pk=listed.pk)
        user.access_day = TODAY
        posts = [user, *principals_of(user)]
        walked = {row.pk for row in prospects if any(reaches(post, row) for post in posts)}
        found = set(Prospect.objects.visible_to(user).values_list("pk", flat=True))
        assert found == walked, (user.username, user.role)
