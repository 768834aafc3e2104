"""The national calendar, against the joint decrees of 2026 and 2027."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from org.calendars import holidays_of, next_working_day, working_days_between
from org.holidays import decreed
from org.models import Holiday
from tests.factories.bank import Bank

NATIONAL_2026 = "1/1 16/1 17/2 19/3 21/3 22/3 3/4 5/4 1/5 14/5 27/5 31/5 1/6 16/6 17/8 25/8 25/12"
JOINT_2026 = "16/2 18/3 20/3 23/3 24/3 15/5 28/5 24/12"
ALL_2027 = (
    "1/1 5/1 5/2 6/2 8/3 9/3 10/3 11/3 12/3 15/3 25/3 26/3 28/3 1/5 6/5 17/5 18/5 19/5 20/5 "
    "1/6 6/6 15/8 17/8 24/12 25/12 26/12"
)
JOINT_2027 = "5/2 9/3 12/3 15/3 25/3 18/5 19/5 24/12"


def days(year: int, text: str) -> set[date]:
    parts = (word.split("/") for word in text.split())
    return {date(year, int(month), int(day)) for day, month in parts}


def test_the_package_agrees_with_the_decrees() -> None:
    found = decreed([2026])
    assert {day for day, (_, joint) in found.items() if not joint} == days(2026, NATIONAL_2026)
    assert {day for day, (_, joint) in found.items() if joint} == days(2026, JOINT_2026)
    later = decreed([2027])
    assert set(later) == days(2027, ALL_2027)
    assert {day for day, (_, joint) in later.items() if joint} == days(2027, JOINT_2027)
    assert not any("perkiraan" in name for name, _ in later.values())


def test_loading_twice_changes_nothing_and_keeps_edits(bank: Bank, capsys) -> None:
    call_command("load_holidays", "2026", "2027")
    assert Holiday.objects.count() == 51
    Holiday.objects.filter(day=date(2026, 2, 16)).update(is_bank_holiday=False)
    call_command("load_holidays", "2026")
    assert "0 days added, 25 were there." in capsys.readouterr().out
    assert date(2026, 2, 16) not in holidays_of(bank.a, 2026, 2026)
    with pytest.raises(CommandError):
        call_command("load_holidays", "26")


def test_working_days_step_over_the_calendar(bank: Bank) -> None:
    call_command("load_holidays", "2026")
    # 17 March 2026 is a Tuesday; Nyepi and Idul Fitri with their leave close until the 24th.
    assert next_working_day(bank.a, date(2026, 3, 17)) == date(2026, 3, 25)
    assert working_days_between(bank.a, date(2026, 3, 17), date(2026, 3, 26)) == 2
    assert working_days_between(bank.a, date(2026, 3, 26), date(2026, 3, 17)) < 0


def test_a_local_day_closes_one_branch(bank: Bank) -> None:
    day = date(2026, 11, 19)
    Holiday.objects.create(day=day, name="Hari jadi", kind="local", branch=bank.a)
    assert next_working_day(bank.a, date(2026, 11, 18)) == date(2026, 11, 20)
    assert next_working_day(bank.b, date(2026, 11, 18)) == day


def test_an_administrator_is_made_by_command(db: None, client, monkeypatch, capsys) -> None:
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", "short")
    with pytest.raises(CommandError):
        call_command("create_administrator", "sari", "Sari Dewi")
    monkeypatch.setenv("ADMINISTRATOR_PASSWORD", "kopi pagi di pasar baru")
    call_command("create_administrator", "sari", "Sari Dewi")
    body = {"login": "sari", "password": "kopi pagi di pasar baru"}
    assert client.post("/login/", body).status_code == 302
    assert client.get("/administration/users/").status_code == 200
