"""*Uji silang*: signed by credit administration, with words for what differs and no numbers."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from documents import crosscheck
from documents.models import CrossCheck
from org.models import User
from prospects.models import Opportunity, Prospect, TimelineEntry
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity

SignIn = Callable[[User], Client]


@pytest.fixture(autouse=True)
def clock() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def test_a_sheet_is_signed_once_and_tells_when_the_record_changed(
    bank: Bank, sign_in: SignIn
) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin", company="PT Uji")
    page = reverse("documents:crosscheck", args=[deal.public_id])
    lines = crosscheck.lines_of(deal)
    body = {line.code: "same" for line in lines}
    body |= {"mark": crosscheck.mark_of(deal), "idempotency_key": "k"}
    for person, status in ((bank.ani, 403), (bank.dewi, 403), (bank.eko, 403), (bank.citra, 404)):
        assert sign_in(person).post(page, body).status_code == status, person
    client = sign_in(bank.rudi)
    for change, words in (
        ({"name": ""}, "Pilih salah satu"), ({"name": "different"}, "Tulis yang tertulis"),
        ({"name_note": "3201 0101 0101 0001"}, "Jangan tulis nomor"), ({"mark": "x"}, "Bandingkan"),
    ):  # fmt: skip
        refused = client.post(page, body | change)
        assert (refused.status_code, words in refused.content.decode()) == (422, True), change
    differs = {"name": "different", "name_note": "Sugiman"}
    for _time in range(2):
        assert client.post(page, body | differs).status_code == 303
    sheet = CrossCheck.objects.get()
    assert (sheet.by, sheet.differences) == (bank.rudi, 1)
    assert TimelineEntry.objects.filter(kind="papers_compared").count() == 1
    seen = sign_in(bank.ani).get(page).content.decode()
    assert "Sugiman" in seen
    assert "Bandingkan lagi" not in seen
    Prospect.objects.system("test").filter(pk=deal.prospect_id).update(name="Sugiman")
    assert "Bandingkan lagi" in sign_in(bank.ani).get(page).content.decode()


def test_who_reaches_the_application_only_reads_nothing_of_the_person(
    bank: Bank, sign_in: SignIn
) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, "Sugimin", company="PT Uji", address="Jl. Uji 7")
    page = reverse("documents:crosscheck", args=[deal.public_id])
    found = {line.code: ("different", f"beda {line.code}") for line in crosscheck.lines_of(deal)}
    crosscheck.sign(deal, found, mark=crosscheck.mark_of(deal), actor=bank.rudi, now=NOW)
    Opportunity.objects.system("test").filter(pk=deal.pk).update(owner=bank.budi)
    words = ("Jl. Uji 7", "PT Uji", "beda address", "beda company")
    for person, is_seen in ((bank.budi, False), (bank.rudi, True), (bank.dewi, True)):
        seen = sign_in(person).get(page).content.decode()
        assert "beda amount" in seen
        assert [word in seen for word in words] == [is_seen] * 4, person


def test_the_whole_number_is_one_way_off_for_who_may_see_it(bank: Bank, sign_in: SignIn) -> None:
    deal = make_opportunity(bank.ani, bank.kpr, nik="3275015203900004")
    page = reverse("documents:crosscheck", args=[deal.public_id])
    reveal = reverse("prospects:prospect-reveal", args=[deal.prospect.public_id])
    own = sign_in(bank.ani).get(page).content.decode()
    assert f'hx-post="{reveal}"' in own, "one tap on the own record"
    checker = sign_in(bank.rudi).get(page).content.decode()
    assert f'href="{reveal}?field=nik" target="_blank"' in checker, "what is typed stays"
    for text in (own, checker):
        assert "3275015203900004" not in text
    assert reveal not in sign_in(bank.eko).get(page).content.decode(), "an auditor is shown none"
    Opportunity.objects.system("test").filter(pk=deal.pk).update(owner=bank.budi)
    Prospect.objects.system("test").filter(pk=deal.prospect_id).update(
        owner=bank.citra, branch=bank.b
    )
    assert reveal not in sign_in(bank.rudi).get(page).content.decode(), "the person is elsewhere"
