"""Consent by purpose and way: given, asked for, withdrawn with effect at once."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import InternalError, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from core.public_id import new_public_id
from followups.models import FollowUp
from followups.planners import plan_reminders
from followups.services import Step, plan
from org.models import Holiday, User
from prospects import clocks, consents
from prospects.changes import reassign_prospect
from prospects.consents import give_consent, has_consent, withdraw_consent
from prospects.models import Consent, ConsentText, LossReason, Opportunity, Prospect
from prospects.offer_gate import offer_gate
from prospects.pipeline import end_opportunity
from tests.factories.bank import Bank
from tests.factories.followups import TODAY
from tests.factories.prospects import NOW, make_opportunity, make_prospect

SignIn = Callable[[User], Client]
DAY = timedelta(days=1)


def give(prospect: Prospect, purpose: str = "offers", channel: str = "", **more: object) -> Consent:
    way = channel or ("phone" if purpose == "offers" else "")
    values = {"medium": "paper", "given_at": NOW, "actor": prospect.owner, "now": NOW} | more
    return give_consent(prospect, purpose=purpose, channel=way, **values)


def take_back(consent: Consent, at: datetime = NOW + DAY) -> list[Consent]:
    return withdraw_consent(consent, medium="phone", actor=consent.owner, now=at)


def fresh(prospect: Prospect) -> Prospect:
    return Prospect.objects.system("test").select_related("branch").get(pk=prospect.pk)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)))
def test_three_days_are_72_hours_of_the_clock_whatever_the_calendar(received: datetime) -> None:
    until = clocks.due_at(received)
    assert (until - received).total_seconds() == 72 * 3600
    assert clocks.left_words(until, until) == "lewat"
    assert "sisa" in clocks.left_words(until, until - timedelta(hours=1))


def test_a_friday_afternoon_is_due_on_monday_at_the_same_hour(bank: Bank) -> None:
    friday = datetime(2026, 11, 20, 16, 30, tzinfo=bank.a.zone)
    assert clocks.due_at(friday) == datetime(2026, 11, 23, 16, 30, tzinfo=bank.a.zone)


def test_the_question_is_answered_by_purpose_way_and_moment(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    assert not has_consent(prospect, "slik", at=NOW)
    give(prospect, "slik")
    offers = give(prospect, channel="whatsapp")
    assert has_consent(prospect, "slik", at=NOW)
    assert not has_consent(prospect, "slik", at=NOW - timedelta(seconds=1))
    assert has_consent(prospect, "offers", channel="whatsapp", at=NOW)
    assert not has_consent(prospect, "offers", channel="phone", at=NOW)
    take_back(offers)
    assert has_consent(prospect, "offers", channel="whatsapp", at=NOW + DAY / 2)
    assert not has_consent(prospect, "offers", channel="whatsapp", at=NOW + DAY)
    assert has_consent(prospect, "slik", at=NOW + DAY), "each purpose stands by itself"


def test_it_is_given_once_and_never_in_the_future_or_without_a_text(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    give(prospect)
    for wrong in ({"channel": "phone"}, {"given_at": NOW + DAY, "channel": "sms"}):
        with pytest.raises(ValidationError), transaction.atomic():
            give(prospect, **wrong)
    with pytest.raises(ValidationError), transaction.atomic():
        give(prospect, channel="sms", given_at=datetime(2025, 12, 31, tzinfo=UTC))


def test_without_the_consent_to_keep_data_no_other_stands(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    processing = give(prospect, "processing")
    give(prospect, "slik"), give(prospect), give(prospect, channel="email")
    assert len(take_back(processing)) == 4
    assert take_back(processing) == [], "a second press changes nothing"
    assert not has_consent(prospect, "slik", at=NOW + DAY)
    assert fresh(prospect).offers_closed == "withdrawn"


def test_withdrawing_offers_ends_steps_and_reminders_at_once(bank: Bank) -> None:
    prospect = make_prospect(bank.ani, phone="+628111")
    consent = give(prospect)
    plan(Step("visit", TODAY, time(12)), prospect=prospect, actor=bank.ani, now=NOW)
    take_back(consent, NOW)
    steps = FollowUp.objects.system("test").filter(prospect=prospect)
    assert set(steps.values_list("state", flat=True)) == {"cancelled"}
    assert fresh(prospect).next_step_at is None
    # A step that slipped in is no reminder either: the planner asks again.
    steps.filter(is_timed=True).update(state="open")
    assert plan_reminders(NOW + DAY / 6) == 0
    with pytest.raises(ValidationError):
        plan(Step("call", TODAY), prospect=fresh(prospect), actor=bank.ani, now=NOW)


def test_a_file_in_work_may_still_be_talked_about(bank: Bank) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    Opportunity._unscoped.filter(pk=row.pk).update(stage="documents")
    plan(Step("visit", TODAY, time(12)), prospect=row.prospect, actor=bank.ani, now=NOW)
    take_back(give(row.prospect), NOW)
    assert plan_reminders(NOW + DAY / 6) == 1
    plan(Step("call", TODAY), prospect=fresh(row.prospect), actor=bank.ani, now=NOW)


def test_one_way_withdrawn_leaves_the_others(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    whatsapp = give(prospect, channel="whatsapp")
    give(prospect)
    take_back(whatsapp)
    assert fresh(prospect).offer_channels == "phone"
    assert FollowUp.objects.system("test").get(prospect=prospect).state == "open"
    assert offer_gate(fresh(prospect), "phone", NOW).is_open
    assert "WhatsApp" in offer_gate(fresh(prospect), "whatsapp", NOW).reason


@pytest.mark.parametrize(
    ("local", "is_open"),
    [
        ((2026, 11, 21, 17, 59), True),  # a Saturday
        ((2026, 11, 21, 18, 0), True),
        ((2026, 11, 21, 18, 1), False),
        ((2026, 11, 21, 7, 59), False),
        ((2026, 11, 22, 10, 0), False),  # a Sunday
        ((2026, 12, 25, 10, 0), False),  # a holiday
    ],
)
def test_offers_keep_hours_where_the_person_lives(
    bank: Bank, local: tuple[int, ...], is_open: bool
) -> None:
    Holiday.objects.create(day=date(2026, 12, 25), name="Natal", kind="national")
    prospect = make_prospect(bank.ani, area_code="917101")  # lives in Jayapura, branch in WIB
    at = datetime(*local, tzinfo=bank.c.zone)
    assert not offer_gate(fresh(prospect), "phone", at).is_open, "never without consent"
    give(prospect)
    assert offer_gate(fresh(prospect), "phone", at).is_open is is_open


def test_whoever_was_refused_drops_out_of_offers_until_he_agrees_anew(bank: Bank) -> None:
    row = make_opportunity(bank.ani, bank.kpr)
    prospect = row.prospect
    give(prospect)
    offerable = Prospect.objects.system("test").offerable("phone")
    assert prospect in offerable
    reason = LossReason.objects.filter(kind="bank", is_active=True).first()
    end_opportunity(
        row, kind="bank", reason=reason, version=row.version, actor=bank.ani, now=NOW + DAY
    )
    assert prospect not in offerable.all()
    assert "ditolak" in offer_gate(fresh(prospect), "phone", NOW).reason
    give(prospect, "recontact", given_at=NOW + 2 * DAY, now=NOW + 2 * DAY)
    assert prospect in offerable.all()


def test_consents_follow_the_holder(bank: Bank) -> None:
    prospect = make_prospect(bank.ani)
    give(prospect)
    reassign_prospect(prospect, to=bank.citra, actor=bank.gita, now=NOW)
    assert not Consent.objects.visible_to(bank.ani).exists()
    assert Consent.objects.visible_to(bank.citra).get().branch == bank.b


def test_an_approved_text_stays_word_for_word(bank: Bank) -> None:
    text = ConsentText.objects.filter(purpose="slik").get()
    for act in (lambda: ConsentText.objects.update(text_id="Lain"), text.delete):
        with pytest.raises(InternalError), transaction.atomic():
            act()
    assert consents.texts_in_force(TODAY)["slik"].text_id == text.text_id


@pytest.fixture
def at_now() -> None:
    with time_machine.travel(NOW, tick=False):
        yield


def test_head_office_writes_a_new_edition_and_approval_fixes_it(
    bank: Bank, sign_in: SignIn, at_now: None
) -> None:
    client = sign_in(bank.hana)
    body = {
        "purpose": "slik", "valid_from": "19/11/2026", "text_id": "Teks baru", "text_en": "New",
        "idempotency_key": new_public_id(),
    }  # fmt: skip
    today = body | {"valid_from": "18/11/2026", "idempotency_key": new_public_id()}
    assert client.post("/administration/consent-texts/add/", today).status_code == 422
    assert client.post("/administration/consent-texts/add/", body).status_code in {302, 303}
    draft = ConsentText.objects.get(purpose="slik", edition=2)
    assert consents.texts_in_force(date(2026, 12, 1))["slik"].edition == 1
    address = f"/administration/consent-texts/{draft.public_id}/"
    body |= {"version": 1, "approve": "on", "idempotency_key": new_public_id()}
    assert client.post(address, body).status_code in {302, 303}
    assert consents.texts_in_force(date(2026, 12, 1))["slik"].edition == 2
    assert consents.texts_in_force(TODAY)["slik"].edition == 1
    body |= {"version": 2, "text_id": "Lain", "idempotency_key": new_public_id()}
    assert client.post(address, body).status_code == 422
    assert ConsentText.objects.get(pk=draft.pk).text_id == "Teks baru"


def test_the_officer_records_and_withdraws_on_the_page(
    bank: Bank, sign_in: SignIn, at_now: None
) -> None:
    prospect = make_prospect(bank.ani, phone="+6281234567801")
    here = f"/prospects/{prospect.public_id}/consents/"
    client = sign_in(bank.ani)
    body = {
        "grants": ["slik", "offers:phone"], "medium": "recorded", "given_on": "17/11/2026",
        "place": "Rumah", "reference": "", "idempotency_key": new_public_id(),
    }  # fmt: skip
    assert client.post(f"{here}new/", body).status_code == 422, "a recording has a number"
    body |= {"reference": "R-17", "idempotency_key": new_public_id()}
    for _twice in range(2):
        assert client.post(f"{here}new/", body)["Location"] == here
    rows = Consent.objects.visible_to(bank.ani)
    assert rows.count() == 2
    offers = rows.get(purpose="offers")
    assert bank.a.local_date(offers.given_at) == date(2026, 11, 17)
    address = f"/consents/{offers.public_id}/withdraw/"
    assert client.post(address, {"medium": ""}).status_code == 422
    sent = {"medium": "phone", "note": "", "idempotency_key": new_public_id()}
    assert client.post(address, sent)["Location"] == here
    page = client.get(here).content.decode()
    assert "3 x 24 jam" in page
    assert "sisa 3 hari" in page
    detail = client.get(f"/prospects/{prospect.public_id}/").content.decode()
    assert "Persetujuan penawaran sudah ditarik" in detail
    sheet = client.get(f"{here}sheet/").content.decode()
    assert sheet.count("ao-psx") == 5
    assert prospect.name in sheet
    client.force_login(bank.dewi)
    assert client.get(here).status_code == 200
    client.force_login(bank.rudi)  # credit administration reads, and records nothing
    assert client.get(here).status_code == 200
    assert client.get(f"{here}new/").status_code == 403
    client.force_login(bank.citra)
    assert client.post(address, sent).status_code == 404
