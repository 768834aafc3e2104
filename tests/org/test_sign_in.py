"""Signing in, through the front door."""

import re
import time
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from org.models import AuditEntry, SignIn
from tests.factories.bank import PASSWORD, Bank

LOGIN = "/login/"


def enter(client: Client, name: str, password: str = PASSWORD, **extra: str):
    """Post the sign-in form."""
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


@pytest.mark.parametrize("typed", ["ani", "ANI", " ani ", "100001"])
def test_user_name_and_nip_open_the_door(bank: Bank, client: Client, typed: str) -> None:
    assert enter(client, typed).status_code == 302
    assert client.get("/org/profile/").status_code == 200


def test_unknown_wrong_and_disabled_get_the_same_answer(bank: Bank, client: Client) -> None:
    bank.budi.is_active = False
    bank.budi.save()
    pages = []
    for name, password in (("nobody", PASSWORD), ("ani", "wrong-wrong-wrong"), ("budi", PASSWORD)):
        page = Client().post(LOGIN, {"login": name, "password": password})
        text = page.content.decode().replace(name, "NAME")
        pages.append(
            re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", text)
        )
        assert page.status_code == 200
    assert pages[0] == pages[1] == pages[2]
    assert "_auth_user_id" not in client.session


def test_the_session_key_changes_at_sign_in(bank: Bank, client: Client) -> None:
    client.get(LOGIN)
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    enter(client, "ani")
    assert client.session.session_key != before


def test_the_sixth_try_is_refused_with_the_right_password(bank: Bank, client: Client) -> None:
    for _ in range(5):
        enter(client, "ani", "wrong-wrong-wrong")
    assert enter(client, "ani").status_code == 429
    assert enter(client, "100001").status_code == 429  # the same person by another name
    assert enter(Client(REMOTE_ADDR="10.0.0.9"), "ani").status_code == 302
    with time_machine.travel(time.time() + 901, tick=False):
        assert enter(client, "ani").status_code == 302


def test_a_lock_does_not_last_longer_for_trying(bank: Bank, client: Client) -> None:
    start = time.time()
    for _ in range(5):
        enter(client, "ani", "wrong-wrong-wrong")
    with time_machine.travel(start + 600, tick=False):
        assert enter(client, "ani", "wrong-wrong-wrong").status_code == 429
    with time_machine.travel(start + 910, tick=False):
        assert enter(client, "ani").status_code == 302


def test_twenty_wrong_a_day_leave_one_try_at_a_strange_address(bank: Bank) -> None:
    enter(Client(REMOTE_ADDR="10.0.1.1"), "ani")
    for number in range(20):
        enter(Client(REMOTE_ADDR=f"10.9.0.{number}"), "ani", "wrong-wrong-wrong")
    strange = Client(REMOTE_ADDR="10.7.7.7")
    assert enter(strange, "ani", "wrong-wrong-wrong").status_code == 429
    assert enter(strange, "ani").status_code == 429
    own = Client(REMOTE_ADDR="10.0.1.1")
    assert enter(own, "ani", "wrong-wrong-wrong").status_code == 200
    assert enter(own, "ani").status_code == 302


def test_invented_forwarded_addresses_do_not_open_the_lock(
    bank: Bank, client: Client, settings
) -> None:
    settings.TRUSTED_PROXIES = 1
    for number in range(5):
        enter(client, "ani", "wrong", HTTP_X_FORWARDED_FOR=f"1.2.3.{number}, 10.0.0.1")
    for number in range(20):
        forged = f"9.9.9.{number}, 8.8.8.8, 10.0.0.1"
        assert enter(client, "ani", HTTP_X_FORWARDED_FOR=forged).status_code == 429
    assert enter(client, "ani", HTTP_X_FORWARDED_FOR="1.1.1.1, 10.0.0.2").status_code == 302


def test_without_a_proxy_the_header_is_not_believed(bank: Bank, client: Client) -> None:
    for number in range(5):
        enter(client, "ani", "wrong", HTTP_X_FORWARDED_FOR=f"1.2.3.{number}")
    assert enter(client, "ani", HTTP_X_FORWARDED_FOR="4.4.4.4").status_code == 429


def test_what_happens_at_the_door_is_written_down(bank: Bank, client: Client) -> None:
    for _ in range(5):
        enter(client, "ani", "wrong-wrong-wrong")
    other = Client(REMOTE_ADDR="10.0.0.9")
    enter(other, "ani")
    other.post("/logout/")
    entries = AuditEntry.objects.filter(object_id=bank.ani.public_id)
    actions = list(entries.order_by("pk").values_list("action", "ip"))
    assert actions.count(("sign_in_failed", "127.0.0.1")) == 5
    assert actions.count(("sign_in_locked", "127.0.0.1")) == 1
    assert actions[-2:] == [("sign_in", "10.0.0.9"), ("sign_out", "10.0.0.9")]


def test_an_unknown_name_is_kept_nowhere(bank: Bank, client: Client) -> None:
    from axes.models import AccessAttempt

    enter(client, "my-secret-password", "x")
    attempt = AccessAttempt.objects.get()
    assert "my-secret-password" not in str(attempt.__dict__)
    assert not AuditEntry.objects.filter(detail__icontains="my-secret").exists()


def test_a_session_ends_after_fifteen_idle_minutes(bank: Bank, client: Client) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as traveller:
        enter(client, "ani")
        traveller.shift(timedelta(minutes=14, seconds=59))
        assert client.get("/org/profile/").status_code == 200
        traveller.shift(timedelta(minutes=15, seconds=1))
        assert client.get("/org/profile/").status_code == 302


def test_polls_do_not_keep_a_session_alive(bank: Bank, client: Client) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as traveller:
        enter(client, "ani")
        for _ in range(16):
            traveller.shift(timedelta(minutes=1))
            client.get("/org/profile/", headers={"X-Background": "1"})
        assert client.get("/org/profile/").status_code == 302


def test_a_session_ends_after_ten_hours_of_work(bank: Bank, client: Client) -> None:
    with time_machine.travel(1_800_000_000, tick=False) as traveller:
        enter(client, "ani")
        for _ in range(60):
            traveller.shift(timedelta(minutes=10))
            last = client.get("/org/profile/").status_code
        assert last == 200
        traveller.shift(timedelta(minutes=1))
        assert client.get("/org/profile/").status_code == 302


def test_a_disabled_person_is_out_on_the_next_request(bank: Bank, client: Client) -> None:
    enter(client, "ani")
    bank.ani.is_active = False
    bank.ani.save()
    assert client.get("/org/profile/").status_code == 302
    assert client.get("/org/profile/").url.startswith(LOGIN)


def test_open_sessions_are_listed_and_go_with_sign_out(bank: Bank, client: Client) -> None:
    agent = "Mozilla/5.0 (Linux; Android 14) AppleWebKit Chrome/120 Safari/537"
    enter(client, "ani", HTTP_USER_AGENT=agent)
    row = SignIn.objects.get()
    assert (row.user, row.device) == (bank.ani, "Chrome · Android")
    assert Session.objects.filter(session_key=row.session_key).exists()
    client.post("/logout/")
    assert not SignIn.objects.exists()


def test_a_fragment_of_a_stranger_gets_the_sheet(bank: Bank, client: Client) -> None:
    answer = client.get("/org/profile/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert 'name="password"' in answer.content.decode()
    body = {"login": "ani", "password": PASSWORD}
    done = client.post(LOGIN, body, headers={"HX-Request": "true"})
    assert done.status_code == 204
    assert "sheet:close" in done.headers["HX-Trigger"]


def test_a_wrong_password_on_the_sheet_stays_on_the_sheet(bank: Bank, client: Client) -> None:
    body = {"login": "ani", "password": "wrong"}
    answer = client.post(LOGIN, body, headers={"HX-Request": "true"})
    assert 'role="dialog"' in answer.content.decode()


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password"])
def test_doors_nobody_uses_are_closed(bank: Bank, client: Client, name: str) -> None:
    assert client.get(reverse(name)).status_code == 404
    assert client.post(reverse(name), {"username": "x", "password1": PASSWORD}).status_code == 404
