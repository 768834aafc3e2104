"""The board on a desktop: by mouse, by keyboard, and when somebody was faster."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from prospects.models import Opportunity
from prospects.pipeline import move_stage
from tests.browser.watching import Visit
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

pytestmark = pytest.mark.browser

Begin = Callable[..., Visit]


@pytest.fixture
def deal(bank: Bank) -> Opportunity:
    """One home loan of Ani's."""
    return make_opportunity(bank.ani, bank.kpr, "Sugimin", amount=450_000_000)


def card(visit: Visit, deal: Opportunity, stage: str) -> str:
    return f"#col-{stage} #card-{deal.public_id}"


def stage_of(deal: Opportunity) -> str:
    deal.refresh_from_db()
    return deal.stage


def drag(visit: Visit, source: str, column: str) -> None:
    """Lift the card with the mouse, carry it, let go."""
    start = visit.page.locator(source).bounding_box()
    end = visit.page.locator(column).bounding_box()
    assert start
    assert end
    mouse = visit.page.mouse
    mouse.move(start["x"] + 60, start["y"] + 40)
    mouse.down()
    mouse.move(start["x"] + 80, start["y"] + 50, steps=4)
    mouse.move(end["x"] + end["width"] / 2, end["y"] + 90, steps=8)
    mouse.up()


def test_a_card_is_dragged_and_the_move_taken_back(visit: Begin, deal: Opportunity) -> None:
    ani = visit("ani", phone=False)
    ani.open("/pipeline/")
    drag(ani, card(ani, deal, "prospect"), "#col-interested")
    expect(ani.page.locator(card(ani, deal, "interested"))).to_be_visible()
    assert stage_of(deal) == "interested"
    expect(ani.page.locator("#col-interested .ao-m")).to_contain_text("450")

    ani.page.locator("#toasts form button").click()
    expect(ani.page.locator(card(ani, deal, "prospect"))).to_be_visible()
    assert stage_of(deal) == "prospect"


def test_a_card_cannot_be_dropped_where_others_decide(visit: Begin, deal: Opportunity) -> None:
    ani = visit("ani", phone=False)
    ani.open("/pipeline/")
    drag(ani, card(ani, deal, "prospect"), "#col-decision")
    expect(ani.page.locator(card(ani, deal, "prospect"))).to_be_visible()
    assert stage_of(deal) == "prospect"


def test_the_keyboard_moves_a_card_too(visit: Begin, deal: Opportunity) -> None:
    ani = visit("ani", phone=False)
    ani.open("/pipeline/")
    ani.page.locator(f"{card(ani, deal, 'prospect')} a").first.focus()
    ani.page.keyboard.press("m")
    menu = ani.page.locator("#move-menu")
    expect(menu).to_be_visible()
    expect(menu.locator("[data-to=contacted]")).to_be_focused()
    ani.page.keyboard.press("ArrowDown")
    ani.page.keyboard.press("Enter")
    expect(ani.page.locator(card(ani, deal, "interested"))).to_be_visible()
    assert stage_of(deal) == "interested"


def test_who_comes_late_reads_both_values(visit: Begin, bank: Bank, deal: Opportunity) -> None:
    ani = visit("ani", phone=False, expects=(409,))
    ani.open("/pipeline/")
    fresh = Opportunity.objects.system("test").get(pk=deal.pk)
    move_stage(fresh, stage="contacted", version=fresh.version, actor=bank.tono, now=NOW)
    with ani.page.expect_response(lambda answer: answer.status == 409):
        drag(ani, card(ani, deal, "prospect"), "#col-interested")
    expect(ani.page.locator("#board-notice, #sheet").filter(has_text="Tono")).not_to_have_count(0)
    assert stage_of(deal) == "contacted"


def test_a_heads_bars_come_after_the_board(visit: Begin, deal: Opportunity) -> None:
    dewi = visit("dewi", phone=False)
    dewi.open("/pipeline/")
    expect(dewi.page.locator(card(dewi, deal, "prospect"))).to_be_visible()
    expect(dewi.page.locator("#bar-prospect svg rect")).to_have_count(2)
    expect(dewi.page.locator("#bar-contacted svg rect")).to_have_count(1)
