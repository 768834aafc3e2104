"""A loaded bank is one the portal could have written itself."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from org.access.roles import Role
from org.models import User
from prospects import summary
from prospects.models import Opportunity, OpportunityState, PipelineFigure, Prospect
from reports.load.bare import TABLES
from reports.load.checking import Wrong, check
from reports.load.loading import NotEmpty, load
from reports.load.staff import shares

SIZE = 500
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=ZoneInfo("Asia/Jakarta"))


def furniture() -> tuple[list[tuple[str, ...]], ...]:
    """Return indexes, constraints and switched-on triggers of the loaded tables."""
    found = []
    with connection.cursor() as cursor:
        for query in (
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY (%s) ORDER BY 1",
            "SELECT conname, pg_get_constraintdef(oid), convalidated::text FROM pg_constraint"
            " WHERE conrelid = ANY (%s::regclass[]) ORDER BY 1",
            "SELECT tgname, tgenabled::text FROM pg_trigger"
            " WHERE tgrelid = ANY (%s::regclass[]) AND NOT tgisinternal ORDER BY 1",
        ):
            cursor.execute(query, [list(TABLES)])
            found.append(cursor.fetchall())
    return tuple(found)


@pytest.fixture
def loaded(db: None) -> list[str]:
    """A bank of 500 prospects; the names of the steps that made it."""
    steps: list[str] = []
    load(SIZE, now=NOW, today=TODAY, told=lambda step, seconds: steps.append(step))
    return steps


def person(role: Role) -> User:
    """Return the first person of a role; the first officer is the busiest."""
    found = User.objects.filter(role=role).order_by("username")[0]
    found.access_day = TODAY
    return found


def test_shares_are_skewed_as_measured_and_add_up() -> None:
    found = shares(100_000, 200)
    assert sum(found) == 100_000
    assert (max(found), min(found)) == (found[0], min(found[-20:]))
    assert found[0] == pytest.approx(3634, rel=0.03)
    assert found[-1] == pytest.approx(291, rel=0.05)


def test_load_leaves_indexes_constraints_and_triggers_as_they_were(db: None) -> None:
    before = furniture()
    load(SIZE, now=NOW, today=TODAY, told=lambda step, seconds: None)
    assert furniture() == before


def test_load_equals_what_the_portal_would_write(loaded: list[str]) -> None:
    counts = check(SIZE)
    assert counts == {"prospects": 500, "opportunities": 1500, "states": 4500}
    assert summary.differences() == []
    assert "opportunities" in loaded


def test_check_finds_a_wrong_search_text(loaded: list[str]) -> None:
    rows = Prospect.objects.system("spoiling one").order_by("public_id")
    rows.filter(pk=rows[0].pk).update(search_text="something else")
    with pytest.raises(Wrong, match="Search text"):
        check(SIZE)


def test_check_finds_a_wrong_state(loaded: list[str]) -> None:
    OpportunityState.objects.system("spoiling all").filter(valid_to=None).update(amount=1)
    with pytest.raises(Wrong, match="State"):
        check(SIZE)


def test_everybody_sees_his_share(loaded: list[str]) -> None:
    officer, head, office = person(Role.OFFICER), person(Role.BRANCH_HEAD), person(Role.HEAD_OFFICE)
    busiest = shares(SIZE, 4)[0]
    assert Prospect.objects.visible_to(officer).count() == busiest
    in_branch = Prospect.objects.system("what is there").filter(branch=head.branch).count()
    assert Prospect.objects.visible_to(head).count() == in_branch < SIZE
    assert Prospect.objects.visible_to(office).count() == SIZE
    figures = PipelineFigure.objects.visible_to(head).values_list("n", flat=True)
    assert sum(figures) == Opportunity.objects.visible_to(head).live().count() > 0


def test_states_join_without_a_gap(loaded: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM (SELECT valid_to, lead(valid_from) OVER"
            " (PARTITION BY opportunity_id ORDER BY valid_from) AS next"
            " FROM prospects_opportunitystate) AS pairs WHERE valid_to IS DISTINCT FROM next"
        )
        assert cursor.fetchone() == (0,)


def test_load_refuses_a_database_in_use(bank: object) -> None:
    with pytest.raises(NotEmpty, match="already holds"):
        load(SIZE, now=NOW, today=TODAY, told=lambda step, seconds: None)
    with pytest.raises(CommandError, match="at least"):
        call_command("seed_load", prospects=1)
    assert User.objects.count() == 11
