"""Encrypted fields and their blind index.

A value is sealed with AES-256-GCM under the first key of the ring and opened with any of them, so
a new key is put in front and old rows are rewritten at leisure. The additional data binds the
text to one field of one row: copied into another row it does not open. Equality and uniqueness
use a keyed hash under a key of its own. Nothing here ever prints a key or a plain value.
"""

import base64
import binascii
import hmac
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = "v1"


class CryptoError(Exception):
    """Anything that keeps a value sealed."""


class KeyConfigurationError(CryptoError):
    """The configured keys cannot be used; the sentence says what to change."""


class UnknownKeyError(CryptoError):
    """The value was sealed with a key that is not in the ring."""


class DecryptionError(CryptoError):
    """The text is damaged, was moved from another row, or is no sealed text."""


def field_aad(label: str, public_id: str, field_name: str) -> bytes:
    """The additional data of one field of one row, e.g. `prospects.Prospect`, its id, `nik`."""
    parts = (label, public_id, field_name)
    if not all(parts) or any("\x1f" in part for part in parts):
        raise ValueError("label, public id and field must be present and plain")
    return "\x1f".join(parts).encode()


@dataclass(frozen=True)
class KeyRing:
    """Field keys by id, the sealing one first, and the key of the blind index."""

    keys: Mapping[str, bytes] = field(repr=False)
    index_key: bytes = field(repr=False)

    def __post_init__(self) -> None:
        if not self.keys:
            raise KeyConfigurationError("FIELD_KEYS is empty: give at least one key.")
        for key_id, key in self.keys.items():
            _check_key(key_id, key)
        if len(self.index_key) < KEY_BYTES:
            raise KeyConfigurationError("INDEX_KEY is too short: give 32 random bytes in base64.")
        if any(hmac.compare_digest(key, self.index_key) for key in self.keys.values()):
            raise KeyConfigurationError("INDEX_KEY must differ from every key in FIELD_KEYS.")

    @classmethod
    def from_settings(cls, field_keys: Mapping[str, str], index_key: str) -> "KeyRing":
        """A ring from base64 texts; raises KeyConfigurationError for anything unusable."""
        keys = {
            key_id: _decode(f"FIELD_KEYS[{key_id}]", text) for key_id, text in field_keys.items()
        }
        return cls(keys, _decode("INDEX_KEY", index_key))

    @property
    def current_id(self) -> str:
        """The id of the key that seals."""
        return next(iter(self.keys))

    def encrypt(self, plaintext: str, *, aad: bytes) -> str:
        """Sealed text `v1.<key id>.<nonce and ciphertext>`; different at every call."""
        key_id, nonce = self.current_id, os.urandom(NONCE_BYTES)
        sealed = AESGCM(self.keys[key_id]).encrypt(nonce, plaintext.encode(), _bind(key_id, aad))
        return f"{VERSION}.{key_id}.{base64.urlsafe_b64encode(nonce + sealed).decode()}"

    def decrypt(self, token: str, *, aad: bytes) -> str:
        """The plain value; raises UnknownKeyError or DecryptionError."""
        key_id, body = _split(token)
        if key_id not in self.keys:
            raise UnknownKeyError(f"no key {key_id} in the ring")
        nonce, sealed = body[:NONCE_BYTES], body[NONCE_BYTES:]
        try:
            return AESGCM(self.keys[key_id]).decrypt(nonce, sealed, _bind(key_id, aad)).decode()
        except (InvalidTag, ValueError):
            raise DecryptionError("the sealed text does not open here") from None

    def needs_rotation(self, token: str) -> bool:
        """Whether a value is still sealed with an older key."""
        return _split(token)[0] != self.current_id

    def blind_index(self, value: str, *, context: str = "") -> str:
        """Keyed hash in hex (64 characters) for equality; `context` keeps fields apart."""
        return hmac.digest(self.index_key, f"{context}\x1f{value}".encode(), "sha256").hex()


def _check_key(key_id: str, key: bytes) -> None:
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,16}", key_id):
        raise KeyConfigurationError("A key id in FIELD_KEYS has 1 to 16 letters, digits, - or _.")
    if len(key) != KEY_BYTES:
        raise KeyConfigurationError(f"FIELD_KEYS[{key_id}] must be 32 random bytes in base64.")


def _decode(name: str, text: str) -> bytes:
    try:
        return base64.b64decode(text.translate({45: 43, 95: 47}), validate=True)
    except (binascii.Error, ValueError):
        raise KeyConfigurationError(f"{name} is not base64.") from None


def _bind(key_id: str, aad: bytes) -> bytes:
    return f"{VERSION}.{key_id}.".encode() + aad


def _split(token: str) -> tuple[str, bytes]:
    parts = token.split(".")
    if len(parts) != 3 or parts[0] != VERSION:
        raise DecryptionError("this is no sealed text")
    try:
        body = base64.b64decode(parts[2], altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise DecryptionError("this is no sealed text") from None
    if len(body) < NONCE_BYTES + 16:
        raise DecryptionError("this is no sealed text")
    return parts[1], body


@lru_cache(maxsize=4)
def _ring(field_keys: tuple[tuple[str, str], ...], index_key: str) -> KeyRing:
    return KeyRing.from_settings(dict(field_keys), index_key)


def get_ring() -> KeyRing:
    """The ring of the running installation, from `settings.FIELD_KEYS` and `INDEX_KEY`."""
    from django.conf import settings

    return _ring(tuple(settings.FIELD_KEYS.items()), settings.INDEX_KEY)


def encrypt(plaintext: str, *, aad: bytes) -> str:
    """Seal with the installation's ring; see KeyRing.encrypt."""
    return get_ring().encrypt(plaintext, aad=aad)


def decrypt(token: str, *, aad: bytes) -> str:
    """Open with the installation's ring; see KeyRing.decrypt."""
    return get_ring().decrypt(token, aad=aad)


def blind_index(value: str, *, context: str = "") -> str:
    """Hash with the installation's ring; see KeyRing.blind_index."""
    return get_ring().blind_index(value, context=context)
