"""Sealed fields: they open in their own row only, under any key of the ring."""

import base64

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from core import crypto
from core.crypto import DecryptionError, KeyConfigurationError, KeyRing, UnknownKeyError


def key(byte, length=32):
    return base64.b64encode(bytes([byte]) * length).decode()


RING = KeyRing.from_settings({"b": key(2), "a": key(1)}, key(9))
OLD = KeyRing.from_settings({"a": key(1)}, key(9))
AAD = crypto.field_aad("a.B", "p1", "nik")


@given(st.text())
def test_what_is_sealed_opens_again(text):
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    assert RING.decrypt(RING.encrypt(text, aad=AAD), aad=AAD) == text


def test_the_same_value_never_looks_the_same():
    first, second = (RING.encrypt("3273011203900001", aad=AAD) for _ in range(2))
    assert first != second
    assert "3273011203900001" not in first
    assert first.startswith("v1.b.")


@pytest.mark.parametrize(
    "other",
    [
        ("prospects.Prospect", "p2", "nik"),
        ("prospects.Prospect", "p1", "npwp"),
        ("x.Y", "p1", "nik"),
    ],
)
def test_a_value_moved_to_another_place_stays_shut(other):
    token = RING.encrypt("3273011203900001", aad=AAD)
    with pytest.raises(DecryptionError):
        RING.decrypt(token, aad=crypto.field_aad(*other))


def test_the_parts_of_a_place_cannot_be_shifted():
    assert crypto.field_aad("a", "bc", "d") != crypto.field_aad("ab", "c", "d")
    with pytest.raises(ValueError, match="plain"):
        crypto.field_aad("a", "", "nik")
    with pytest.raises(ValueError, match="plain"):
        crypto.field_aad("a", "b\x1fc", "nik")


def test_a_new_first_key_seals_and_the_old_ones_still_open():
    token = OLD.encrypt("x", aad=AAD)
    assert RING.decrypt(token, aad=AAD) == "x"
    assert RING.needs_rotation(token)
    assert not RING.needs_rotation(RING.encrypt("x", aad=AAD))


def test_a_key_taken_away_is_named():
    token = RING.encrypt("x", aad=AAD)
    with pytest.raises(UnknownKeyError, match="b"):
        OLD.decrypt(token, aad=AAD)


def test_the_key_id_cannot_be_exchanged():
    same_key = KeyRing.from_settings({"b": key(2), "c": key(2)}, key(9))
    token = same_key.encrypt("x", aad=AAD).replace("v1.b.", "v1.c.")
    with pytest.raises(DecryptionError):
        same_key.decrypt(token, aad=AAD)


@given(st.integers(5, 60), st.integers(1, 255))
def test_one_changed_bit_is_found(position, change):
    head, key_id, body = RING.encrypt("3273011203900001", aad=AAD).split(".")
    raw = bytearray(base64.urlsafe_b64decode(body))
    raw[position % len(raw)] ^= change
    with pytest.raises(DecryptionError):
        RING.decrypt(f"{head}.{key_id}.{base64.urlsafe_b64encode(raw).decode()}", aad=AAD)


@given(st.text(max_size=60))
def test_no_other_text_is_mistaken_for_sealed(text):
    with pytest.raises((DecryptionError, UnknownKeyError)):
        RING.decrypt(text, aad=AAD)


def test_the_blind_index_compares_without_showing():
    first = RING.blind_index("3273011203900001")
    assert first == OLD.blind_index("3273011203900001")
    assert first != RING.blind_index("3273011203900002")
    assert first != RING.blind_index("3273011203900001", context="npwp")
    assert first != KeyRing.from_settings({"a": key(1)}, key(8)).blind_index("3273011203900001")
    assert len(first) == 64


@pytest.mark.parametrize(
    ("keys", "index", "said"),
    [
        ({}, key(9), "at least one"),
        ({"a": key(1, 16)}, key(9), r"FIELD_KEYS\[a\]"),
        ({"a": key(1, 31)}, key(9), r"FIELD_KEYS\[a\]"),
        ({"a": key(1, 33)}, key(9), r"FIELD_KEYS\[a\]"),
        ({"a": "not base64!"}, key(9), "not base64"),
        ({"a": key(1)}, key(9, 16), "INDEX_KEY is too short"),
        ({"a": key(1)}, "", "INDEX_KEY"),
        ({"a": key(1)}, key(1), "differ"),
        ({"a.b": key(1)}, key(9), "key id"),
        ({"": key(1)}, key(9), "key id"),
    ],
)
def test_unusable_keys_are_refused_with_a_sentence(keys, index, said):
    with pytest.raises(KeyConfigurationError, match=said):
        KeyRing.from_settings(keys, index)


def test_keys_never_show_in_a_printed_ring():
    assert "\\x02" not in repr(RING)
    assert key(2) not in repr(RING)


def test_the_installations_ring_follows_its_settings():
    with override_settings(FIELD_KEYS={"n": key(5), "a": key(1)}, INDEX_KEY=key(9)):
        token = crypto.encrypt("x", aad=AAD)
        assert crypto.get_ring() is crypto.get_ring()
        assert crypto.decrypt(token, aad=AAD) == "x"
        assert crypto.decrypt(OLD.encrypt("y", aad=AAD), aad=AAD) == "y"
        assert crypto.blind_index("x") == RING.blind_index("x")
    with (
        override_settings(FIELD_KEYS={"a": key(1)}, INDEX_KEY=key(9)),
        pytest.raises(UnknownKeyError),
    ):
        crypto.decrypt(token, aad=AAD)
