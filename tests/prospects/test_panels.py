"""Blocks that other parts put on the pages of a prospect and of an opportunity."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from org.access.permissions import Permission
from org.models import User
from prospects.models import Opportunity
from prospects.panels import Panel, Visit, panel_classes
from tests.factories.bank import Bank
from tests.factories.followups import TODAY
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def on_wednesday() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


class Waiting(Panel):
    """A block that is fetched, for those who may decide on transfers."""

    permission: ClassVar[Permission] = Permission.TRANSFER_DECIDE
    code: ClassVar[str] = "waiting"
    template: ClassVar[str] = "components/pill.html"
    title = "Menunggu"
    is_deferred: ClassVar[bool] = True

    def context(self, visit: Visit) -> dict[str, Any] | None:
        """Return nothing for a budi, so that his page has no such block."""
        return None if visit.user.username == "budi" else {}


class OfTheFile(Waiting):
    """The same where the file alone is enough."""

    shows_person: ClassVar[bool] = False


@pytest.fixture
def waiting(settings: Any) -> None:
    settings.PROSPECT_PANELS = (*settings.PROSPECT_PANELS, f"{__name__}.Waiting")
    settings.OPPORTUNITY_PANELS = (*settings.OPPORTUNITY_PANELS, f"{__name__}.Waiting")


def test_no_panel_asks_more_than_it_says(bank: Bank) -> None:
    row = make_opportunity(bank.ani, bank.kpr, phone="+6281234567890")
    bank.dewi.access_day = TODAY
    for opportunity in (None, Opportunity.objects.visible_to(bank.dewi).get(pk=row.pk)):
        visit = Visit(row.prospect, bank.dewi, NOW, TODAY, opportunity)
        for panel in panel_classes(of_opportunity=opportunity is not None):
            with CaptureQueriesContext(connection) as caught:
                panel().context(visit)
            assert len(caught) <= panel.max_queries, panel


def test_panels_of_a_page_have_names_of_their_own() -> None:
    for of_opportunity in (False, True):
        codes = [panel.code for panel in panel_classes(of_opportunity=of_opportunity)]
        assert len(codes) == len(set(codes))


def test_a_deferred_panel_costs_the_page_nothing(
    bank: Bank, sign_in: SignIn, waiting: None, settings: Any
) -> None:
    person = make_opportunity(bank.ani, bank.kpr).prospect
    client, address = sign_in(bank.ani), f"/prospects/{person.public_id}/"
    client.get(address)
    with CaptureQueriesContext(connection) as with_frame:
        answer = client.get(address).content.decode()
    assert f'hx-get="{address}panels/waiting/"' in answer
    assert f'href="{address}panels/waiting/"' in answer
    settings.PROSPECT_PANELS = settings.PROSPECT_PANELS[:-1]
    with CaptureQueriesContext(connection) as without:
        assert "panels/waiting/" not in client.get(address).content.decode()
    assert len(with_frame) == len(without)


def test_a_panel_comes_as_a_part_and_as_a_page(bank: Bank, sign_in: SignIn, waiting: None) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    client = sign_in(bank.ani)
    for page in (f"/prospects/{row.prospect.public_id}/", f"/pipeline/{row.public_id}/"):
        part = client.get(f"{page}panels/waiting/", headers=FRAGMENT).content.decode()
        assert '<span class="ao-pill">' in part
        assert "<html" not in part
        assert 'hx-trigger="refresh-waiting from:body"' in part
        whole = client.get(f"{page}panels/waiting/").content.decode()
        assert '<span class="ao-pill">' in whole
        assert f'href="{page}"' in whole


def test_a_panel_without_anything_to_say_leaves_the_page(
    bank: Bank, sign_in: SignIn, waiting: None
) -> None:
    row = make_opportunity(bank.budi, bank.kpr)
    answer = sign_in(bank.budi).get(f"/pipeline/{row.public_id}/panels/waiting/", headers=FRAGMENT)
    assert answer.status_code == 200
    assert answer.content.decode().strip() == ""


def test_a_panel_has_its_own_right(bank: Bank, sign_in: SignIn, waiting: None) -> None:
    person = make_opportunity(bank.ani, bank.kpr).prospect
    client, address = sign_in(bank.rudi), f"/prospects/{person.public_id}/"
    assert "panels/waiting/" not in client.get(address).content.decode()
    assert client.get(f"{address}panels/waiting/").status_code == 403
    assert client.get(f"{address}panels/nothing/").status_code == 404
    assert sign_in(bank.citra).get(f"{address}panels/waiting/").status_code == 404


def test_who_reaches_only_the_file_sees_no_panel_about_the_person(
    bank: Bank, sign_in: SignIn, settings: Any
) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    Opportunity.objects.system("a test gives it away").filter(pk=row.pk).update(owner=bank.budi)
    address, client = f"/pipeline/{row.public_id}/", sign_in(bank.budi)
    settings.OPPORTUNITY_PANELS = (f"{__name__}.Waiting",)
    assert "panels/waiting/" not in client.get(address).content.decode()
    assert client.get(f"{address}panels/waiting/").status_code == 403
    settings.OPPORTUNITY_PANELS = (f"{__name__}.OfTheFile",)
    assert "panels/waiting/" in client.get(address).content.decode()
    assert client.get(f"{address}panels/waiting/").status_code == 200
