"""The encrypted file of a backup: AES-256-GCM over chunks, so that any size fits in memory.

Layout: magic, 16 bytes of salt, then chunks of `length (4 bytes) + ciphertext`. Each file has a
key of its own, derived from the backup key and the salt, so a counter is a safe nonce. The last
chunk is sealed as such: a file cut short is refused like one that was changed.
"""

import io
import os
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

MAGIC = b"AOPORTAL-BACKUP-1\n"
SALT = 16
CHUNK = 1024 * 1024
TAG = 16
MORE, LAST = b"more", b"last"


class BackupError(Exception):
    """The file is no backup, was changed, was cut short, or the key is another one."""


class EncryptingWriter(io.RawIOBase):
    """A write-only stream that seals what it is given; `close` seals the last chunk."""

    def __init__(self, target: BinaryIO, key: bytes) -> None:
        salt = os.urandom(SALT)
        self._target = target
        self._cipher = AESGCM(_file_key(key, salt))
        self._count = 0
        self._held = bytearray()
        target.write(MAGIC + salt)

    def writable(self) -> bool:
        """True."""
        return True

    def write(self, data: "bytes | bytearray | memoryview") -> int:  # type: ignore[override]
        """Take the data; whole chunks are sealed at once."""
        self._held += data
        while len(self._held) > CHUNK:
            self._seal(bytes(self._held[:CHUNK]), MORE)
            del self._held[:CHUNK]
        return len(data)

    def finish(self) -> None:
        """Seal the last chunk. A stream that is not finished cannot be read back."""
        self._seal(bytes(self._held), LAST)
        self._held.clear()

    def _seal(self, chunk: bytes, mark: bytes) -> None:
        sealed = self._cipher.encrypt(_nonce(self._count), chunk, mark)
        self._target.write(len(sealed).to_bytes(4, "big") + sealed)
        self._count += 1


class DecryptingReader(io.RawIOBase):
    """A read-only stream over a sealed file. Raises BackupError instead of false data."""

    def __init__(self, source: BinaryIO, key: bytes) -> None:
        if source.read(len(MAGIC)) != MAGIC:
            raise BackupError("This is not a backup of AO Portal.")
        self._cipher = AESGCM(_file_key(key, source.read(SALT)))
        self._chunks = self._open_all(source)
        self._held = b""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        """Fill the buffer with as much as the current chunk has."""
        if not self._held:
            self._held = next(self._chunks, b"")
        taken = self._held[: len(buffer)]
        buffer[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)

    def _open_all(self, source: BinaryIO) -> Iterator[bytes]:
        count = 0
        sealed = _next_sealed(source)
        while sealed:
            following = _next_sealed(source)
            plain = self._open(count, sealed, MORE if following else LAST)
            if plain:
                yield plain
            count, sealed = count + 1, following
        if not count:
            raise BackupError("The backup was cut short.")

    def _open(self, count: int, sealed: bytes, mark: bytes) -> bytes:
        try:
            return self._cipher.decrypt(_nonce(count), sealed, mark)
        except InvalidTag as error:
            reason = "it was changed or cut short, or BACKUP_KEY is another"
            raise BackupError(f"The backup cannot be opened: {reason}.") from error


def _file_key(key: bytes, salt: bytes) -> bytes:
    return HKDF(SHA256(), length=32, salt=salt, info=b"aoportal backup").derive(key)


def _nonce(count: int) -> bytes:
    return count.to_bytes(12, "big")


def _next_sealed(source: BinaryIO) -> bytes:
    head = source.read(4)
    if not head:
        return b""
    length = int.from_bytes(head, "big")
    sealed = source.read(length) if TAG <= length <= CHUNK + TAG else b""
    if len(head) != 4 or len(sealed) != length:
        raise BackupError("The backup was cut short.")
    return sealed
