"""The sealed file of a backup: comes back whole, or not at all."""

import io
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import backup_file
from core.backup import read_key
from core.backup_file import BackupError, DecryptingReader, EncryptingWriter

KEY = b"k" * 32


def seal(*pieces: bytes) -> bytes:
    target = io.BytesIO()
    writer = EncryptingWriter(target, KEY)
    for piece in pieces:
        writer.write(piece)
    writer.finish()
    return target.getvalue()


def unseal(sealed: bytes, key: bytes = KEY) -> bytes:
    return DecryptingReader(io.BytesIO(sealed), key).readall()


@given(st.lists(st.binary(max_size=50), max_size=8), st.integers(1, 20))
def test_comes_back_as_it_went_in(pieces, chunk):
    original = backup_file.CHUNK
    backup_file.CHUNK = chunk
    try:
        assert unseal(seal(*pieces)) == b"".join(pieces)
    finally:
        backup_file.CHUNK = original


def test_nothing_can_be_read_in_the_file():
    assert b"3201" not in seal(b"3201" * 1000)


def test_another_key_is_refused():
    with pytest.raises(BackupError, match="BACKUP_KEY"):
        unseal(seal(b"data"), b"x" * 32)


def test_every_changed_byte_is_refused():
    sealed = seal(b"some data")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(BackupError):
            unseal(bytes(changed))


def test_every_cut_is_refused(monkeypatch):
    monkeypatch.setattr(backup_file, "CHUNK", 16)
    sealed = seal(os.urandom(40))
    for length in range(len(sealed)):
        with pytest.raises(BackupError):
            unseal(sealed[:length])


@pytest.mark.parametrize("value", ["", "not base64!", "c2hvcnQ="])
def test_a_missing_or_short_key_is_refused(value):
    with pytest.raises(BackupError, match="BACKUP_KEY"):
        read_key(value)
