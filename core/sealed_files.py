"""Files encrypted at rest: AES-256-GCM in chunks, each file under a key of its own.

The key of a file stands in its row, sealed with the key ring: when the ring gets a new key only
rows are rewritten, and whoever forgets the key of a file has destroyed it. A file cut short,
changed, or put under another name does not open.
"""

from __future__ import annotations

import base64
import io
import os
import secrets
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from core.backup_file import BackupError, DecryptingReader, EncryptingWriter
from core.crypto import DecryptionError, decrypt, encrypt

NAME_BYTES = 20


def new_name() -> str:
    """Return a random name that says nothing: 40 letters and digits."""
    return secrets.token_hex(NAME_BYTES)


def new_key(aad: bytes) -> str:
    """Return a new key, sealed with the ring for the field that `aad` names."""
    return encrypt(base64.b64encode(secrets.token_bytes(32)).decode(), aad=aad)


def _key(sealed_key: str, aad: bytes, name: str) -> bytes:
    key = base64.b64decode(decrypt(sealed_key, aad=aad))
    return HKDF(SHA256(), length=32, salt=None, info=f"file {name}".encode()).derive(key)


def seal(content: bytes, *, name: str, sealed_key: str, aad: bytes) -> bytes:
    """Return the content sealed, for a column of bytes; `name` tells the columns of a row apart."""
    sink = io.BytesIO()
    writer = EncryptingWriter(sink, _key(sealed_key, aad, name))
    writer.write(content)
    writer.finish()
    return sink.getvalue()


def unseal(sealed: bytes, *, name: str, sealed_key: str, aad: bytes) -> bytes:
    """Return the content of a column of bytes. Raises DecryptionError when it was changed."""
    return _opened(io.BytesIO(sealed), name, sealed_key, aad)


def _opened(source: BinaryIO, name: str, sealed_key: str, aad: bytes) -> bytes:
    try:
        return io.BufferedReader(DecryptingReader(source, _key(sealed_key, aad, name))).read()
    except BackupError:
        raise DecryptionError("the file was changed, cut short or moved") from None


def path_of(folder: str, name: str) -> Path:
    """Return where a file lies: never a name from outside, always below the media folder."""
    if not name.replace(".", "").isalnum():
        raise ValueError("not a name of ours")
    root: Path = settings.MEDIA_ROOT
    return root / folder / name[:2] / name


def write(folder: str, name: str, content: bytes, *, sealed_key: str, aad: bytes) -> None:
    """Write the content sealed; whole or not at all. Writing the same again changes nothing."""
    path = path_of(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    with partial.open("wb") as sink:
        os.fchmod(sink.fileno(), 0o600)
        writer = EncryptingWriter(sink, _key(sealed_key, aad, name))
        writer.write(content)
        writer.finish()
        os.fsync(sink.fileno())
    partial.rename(path)


def read(folder: str, name: str, *, sealed_key: str, aad: bytes) -> bytes:
    """Return the content. Raises FileNotFoundError, or DecryptionError for a changed file."""
    with path_of(folder, name).open("rb") as source:
        return _opened(source, name, sealed_key, aad)


def delete(folder: str, name: str) -> None:
    """Delete the file if it is there."""
    path_of(folder, name).unlink(missing_ok=True)
