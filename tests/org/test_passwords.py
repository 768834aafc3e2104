"""What makes a password good enough."""

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from org.access.passwords import bank_words
from tests.factories.bank import PASSWORD, Bank

GOOD = "kopi pagi di pasar baru"


def is_refused(password: str, user=None) -> bool:
    try:
        validate_password(password, user)
    except ValidationError:
        return True
    return False


def test_a_sentence_is_fine_and_marks_are_not_demanded(db) -> None:
    assert not is_refused(GOOD)
    assert not is_refused("q" * 5 + "wzxvbnmjkuyt"[:12] + " é漢")
    assert not is_refused("tjandra membawa sepeda " * 5)


@pytest.mark.parametrize("password", ["kopi pagi d", "x1" * 65, "aaaaaaaaaaaaaa", "abababababab"])
def test_short_long_and_repeated_ones_are_refused(db, password: str) -> None:
    assert is_refused(password)


def test_three_thousand_common_ones_are_refused_with_a_tail_too(db) -> None:
    common = sorted(CommonPasswordValidator().passwords)[
        :: len(CommonPasswordValidator().passwords) // 3000
    ]
    words = [word for word in common if word.isalpha()]
    assert len(common) >= 3000
    assert [word for word in common if not is_refused(word)] == []
    assert [word for word in words if not is_refused(f"{word}20261234567")] == []


def test_bank_words_are_refused_with_years_and_marks(db) -> None:
    assert len(bank_words()) >= 50
    for word in bank_words():
        assert is_refused(word.ljust(12, "1"))
        assert is_refused(f"{word.title()}@20261234")


def test_own_name_and_the_banks_are_refused(bank: Bank) -> None:
    assert is_refused("ani.lestari.1990", bank.ani)
    assert is_refused("Nusa Arta 20262026", bank.ani)
    assert is_refused("demo-aoportal-2026", bank.ani)
    assert not is_refused("ani menjual sepeda tua", bank.ani)


def test_the_page_refuses_and_takes(bank: Bank, client: Client) -> None:
    client.force_login(bank.ani)
    other = Client()
    other.force_login(bank.ani)
    body = {"oldpassword": PASSWORD, "password1": "password12345", "password2": "password12345"}
    assert client.post("/password/change/", body).status_code == 200
    body |= {"password1": GOOD, "password2": GOOD}
    assert client.post("/password/change/", body).status_code == 302
    bank.ani.refresh_from_db()
    assert bank.ani.check_password(GOOD)
    assert client.get("/org/profile/").status_code == 200
    assert other.get("/org/profile/").status_code == 302  # other sessions end
