"""The follow-up that is there by itself."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from followups.models import FollowUp, HandoverNotice
from org.models import Holiday
from prospects.models import Prospect
from prospects.services import NewProspect, add_prospect
from prospects.signals import prospect_reassigned
from tests.factories.bank import Bank
from tests.factories.followups import first_call
from tests.factories.prospects import NOW, make_prospect

FRIDAY = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)


def test_a_new_prospect_is_called_on_the_next_working_day_at_nine(bank: Bank) -> None:
    step = first_call(make_prospect(bank.ani))
    assert (step.channel, step.due_on, step.is_timed) == ("call", date(2026, 11, 19), False)
    assert step.due_at == datetime(2026, 11, 19, 2, 0, tzinfo=UTC)
    assert (step.owner, step.branch) == (bank.ani, bank.a)


def test_the_weekend_and_a_holiday_are_skipped(bank: Bank) -> None:
    Holiday.objects.create(day=date(2026, 11, 23), name="Libur", kind="national")
    assert first_call(make_prospect(bank.ani, now=FRIDAY)).due_on == date(2026, 11, 24)


@pytest.mark.parametrize(
    ("zone", "hour_utc"), [("WIB", 2), ("WITA", 1), ("WIT", 0)], ids=["WIB", "WITA", "WIT"]
)
@pytest.mark.parametrize("local_now", [(0, 30), (6, 59), (23, 30)])
def test_nine_is_nine_on_the_clock_of_the_branch(
    bank: Bank, zone: str, hour_utc: int, local_now: tuple[int, int]
) -> None:
    bank.a.time_zone = zone
    bank.a.save()
    bank.ani.refresh_from_db()
    now = datetime(2026, 11, 18, *local_now, tzinfo=bank.a.zone)
    step = first_call(make_prospect(bank.ani, now=now))
    assert step.due_on == date(2026, 11, 19)
    assert step.due_at == datetime(2026, 11, 19, hour_utc, tzinfo=UTC)


def test_the_prospect_shows_the_step_as_his_next(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    row = Prospect.objects.visible_to(bank.ani).get(pk=prospect.pk)
    assert (row.next_step_at, row.next_step_words) == (
        first_call(prospect).due_at,
        "Telepon pertama",
    )


def test_the_step_names_the_product_that_was_asked_for(bank: Bank) -> None:
    new = NewProspect(name="Sri", product=bank.kpr, amount=Decimal(600_000_000))
    prospect = add_prospect(new, actor=bank.ani, now=NOW)
    opportunity = first_call(prospect).opportunity
    assert opportunity is not None
    assert opportunity.product == bank.kpr


def test_a_refused_prospect_leaves_no_step(bank: Bank) -> None:
    with pytest.raises(Exception, match="name"):
        make_prospect(bank.ani, "")
    assert not FollowUp.objects.system("test").exists()


def test_open_steps_follow_the_new_owner_and_he_is_told(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    prospect.owner, prospect.branch = bank.citra, bank.b
    prospect.save()
    prospect_reassigned.send(
        sender=Prospect, prospect=prospect, old_owner=bank.ani, actor=bank.dewi, now=NOW
    )
    step = first_call(prospect)
    assert (step.owner, step.branch, step.version) == (bank.citra, bank.b, 2)
    assert not FollowUp.objects.visible_to(bank.ani).exists()
    assert HandoverNotice.objects.get().recipient == bank.citra


def test_the_hour_on_the_wall_stays_when_the_zone_changes(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    bank.citra.branch = bank.c
    bank.citra.save()
    prospect.owner, prospect.branch = bank.citra, bank.c
    prospect.save()
    prospect_reassigned.send(
        sender=Prospect, prospect=prospect, old_owner=bank.ani, actor=bank.dewi, now=NOW
    )
    step = first_call(prospect)
    assert step.due_on == date(2026, 11, 19)
    assert step.due_at == datetime(2026, 11, 19, 0, 0, tzinfo=UTC)
