"""An officer's day on a phone of 360 x 800."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from followups.models import FollowUp
from prospects.models import Opportunity, Prospect
from tests.browser.watching import Visit
from tests.factories.bank import Bank
from tests.factories.followups import TODAY, make_step
from tests.factories.prospects import NOW
from tests.process.stack import wait_for

pytestmark = pytest.mark.browser

SAVED = re.compile(r"/prospects/(?!new/)\w+/$")
SAVE = "form[data-draft-key=prospect-add] button.ao-btn-p"
Begin = Callable[..., Visit]


def named(name: str) -> list[Prospect]:
    return list(Prospect.objects.system("test").filter(name=name))


def product(bank: Bank) -> str:
    return f"label:has(input[name=product][value='{bank.kpr.public_id}'])"


def test_a_prospect_is_logged_in_two_taps_and_three_fields(visit: Begin, bank: Bank) -> None:
    ani = visit("ani")
    ani.tap(".ao-tabbar a.ao-add")
    ani.fill("#id_name", "Sugimin")
    ani.fill("#id_phone", "0812-5550-1234")
    ani.choose(product(bank))
    ani.tap(SAVE)
    ani.page.wait_for_url(SAVED)
    assert (ani.taps, ani.fields) == (2, 3)

    prospect = named("Sugimin")[0]
    assert prospect.phone == "+6281255501234"
    assert Opportunity.objects.system("test").get(prospect=prospect).product == bank.kpr
    step = FollowUp.objects.system("test").get(prospect=prospect)
    assert (step.due_on, f"{step.local_due:%H.%M}") == (date(2026, 11, 19), "09.00")
    ani.open("/today/")
    expect(ani.page.locator(".ao-td-steps")).to_contain_text("Sugimin")


def test_pressing_save_twice_makes_one_row(visit: Begin, bank: Bank) -> None:
    ani = visit("ani", phone=False)
    ani.open("/prospects/new/")
    ani.fill("#id_name", "Sugimin")
    ani.fill("#id_phone", "081255501234")
    ani.page.click(product(bank))
    ani.page.dblclick(SAVE)
    ani.page.wait_for_url(SAVED)
    assert len(named("Sugimin")) == 1


def test_without_scripts_it_saves_too(visit: Begin, bank: Bank) -> None:
    ani = visit("ani", java_script_enabled=False)
    ani.tap(".ao-tabbar a.ao-add")
    ani.fill("#id_name", "Sugimin")
    ani.fill("#id_phone", "081255501234")
    ani.choose(product(bank))
    ani.tap(SAVE)
    ani.page.wait_for_url(SAVED)
    assert len(named("Sugimin")) == 1


def test_after_saving_and_going_back_the_form_is_empty(visit: Begin, bank: Bank) -> None:
    ani = visit("ani")
    ani.open("/prospects/new/")
    ani.fill("#id_name", "Sugimin")
    ani.fill("#id_phone", "081255501234")
    ani.choose(product(bank))
    ani.tap(SAVE)
    ani.page.wait_for_url(SAVED)
    ani.page.go_back()
    expect(ani.page.locator("#id_name")).to_have_value("")
    ani.open("/prospects/new/")
    expect(ani.page.locator("#id_name")).to_have_value("")
    expect(ani.page.locator("#id_phone")).to_have_value("")


def test_an_outcome_takes_two_taps_and_names_the_next_date(visit: Begin, bank: Bank) -> None:
    step = make_step(bank.ani, "Ratnawati", on=TODAY)
    ani = visit("ani")
    ani.tap(".ao-nextv .ao-btn-p")
    ani.tap("#sheet button.ao-oc")
    toast = ani.page.locator("#toasts [data-toast]")
    expect(toast).to_contain_text("20")
    assert ani.taps == 2
    step.refresh_from_db()
    assert step.state == FollowUp.State.DONE
    following = FollowUp.objects.system("test").get(prospect=step.prospect, state="open")
    assert following.due_on == date(2026, 11, 20)


def test_a_late_step_moves_to_tomorrow_in_one_tap_and_back(visit: Begin, bank: Bank) -> None:
    monday = NOW - timedelta(days=2)
    step = make_step(bank.ani, "Ratnawati", on=monday.date(), now=monday)
    ani = visit("ani")
    late = ani.page.locator(".ao-td-late")
    expect(late).to_contain_text("Ratnawati")
    ani.tap(late.get_by_role("button"))
    expect(ani.page.locator("#toasts form button")).to_be_visible()
    assert ani.taps == 1
    step.refresh_from_db()
    assert (step.due_on, step.moved_count) == (date(2026, 11, 19), 1)
    expect(late).not_to_contain_text("Ratnawati")

    ani.tap("#toasts form button")
    expect(late).to_contain_text("Ratnawati")
    step.refresh_from_db()
    assert (step.due_on, step.moved_count) == (monday.date(), 0)


def drafts(visit: Visit) -> list[str]:
    """The drafts this browser keeps."""
    keys = visit.page.evaluate("Object.keys(sessionStorage)")
    return [key for key in keys if key.startswith("ao-draft:")]


def test_signing_out_leaves_no_draft_behind(visit: Begin, bank: Bank) -> None:
    ani = visit("ani", phone=False)
    ani.open("/prospects/new/")
    ani.fill("#id_name", "Sugimin")
    wait_for(lambda: drafts(ani), 10, "the draft is kept")
    ani.open("/today/")
    ani.open("/prospects/new/")
    expect(ani.page.locator("#id_name")).to_have_value("Sugimin")
    ani.page.click("form[data-sign-out] button")
    ani.page.wait_for_url("**/login/**")
    assert drafts(ani) == []


def test_an_ended_session_asks_for_the_password_over_the_page(visit: Begin, bank: Bank) -> None:
    ani = visit("ani", expects=(401,))
    ani.open("/prospects/new/")
    ani.fill("#id_name", "Sugimin")
    with ani.page.expect_response("**/prospects/new/similar/"):  # else this one opens the sheet
        ani.page.locator("#id_name").blur()
    Session.objects.all().delete()
    ani.fill("#id_phone", "081255501234")  # in one go: the sheet takes the focus when it comes
    sheet = ani.page.locator("#sheet [role=dialog]")
    expect(sheet).to_be_visible()
    expect(ani.page.locator("#id_name")).to_have_value("Sugimin")
    expect(ani.page.locator("#id_phone")).to_have_value("081255501234")

    sheet.locator("input[name=login]").fill("ani")
    sheet.locator("input[name=password]").fill("demo-aoportal-2026")
    sheet.get_by_role("button").last.tap()
    expect(sheet).to_be_hidden()
    expect(ani.page.locator("#id_name")).to_have_value("Sugimin")
    ani.choose(product(bank))
    ani.tap(SAVE)
    ani.page.wait_for_url(SAVED)
    assert len(named("Sugimin")) == 1
