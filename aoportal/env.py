"""Typed readers of environment variables that fail loudly, in one sentence."""

import base64
import binascii
import os
from dataclasses import dataclass
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

ENVIRONMENTS = ("production", "development", "test")


def text(name: str, default: str | None = None) -> str:
    """Return the variable, or `default`; without a default an absent variable is refused."""
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example for what it means.")
    return default


def choice(name: str, options: tuple[str, ...], default: str) -> str:
    """Return one of `options`."""
    value = text(name, default)
    if value not in options:
        raise ImproperlyConfigured(f"{name} is {value!r}; it must be one of {', '.join(options)}.")
    return value


def boolean(name: str, default: bool) -> bool:
    """Return on/off, true/false, 1/0, yes/no as a bool."""
    value = text(name, "on" if default else "off").lower()
    if value in {"1", "on", "true", "yes"}:
        return True
    if value in {"0", "off", "false", "no"}:
        return False
    raise ImproperlyConfigured(f"{name} is {value!r}; write on or off.")


def integer(name: str, default: int, *, low: int, high: int) -> int:
    """Return a whole number between `low` and `high`, both included."""
    value = text(name, str(default))
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise ImproperlyConfigured(
            f"{name} is {value!r}; it must be a whole number from {low} to {high}."
        )
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    """Return a comma-separated list without empty entries."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def key32(name: str, value: str) -> str:
    """Return `value` if it is base64 of exactly 32 bytes."""
    try:
        raw = base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ImproperlyConfigured(f"{name} holds a key that is not base64.") from error
    if len(raw) != 32:
        raise ImproperlyConfigured(f"{name} holds a key of {len(raw)} bytes; it must be 32.")
    return value


def key_ring(name: str) -> dict[str, str]:
    """Return `id:base64key,...` as an ordered mapping; the first key encrypts, all decrypt."""
    ring: dict[str, str] = {}
    for entry in words(name) or [text(name)]:
        key_id, separator, value = entry.partition(":")
        if not separator or not key_id.isalnum() or len(key_id) > 8 or key_id in ring:
            raise ImproperlyConfigured(
                f"{name} must read id:base64key[,id2:base64key2] with short ids, each once."
            )
        ring[key_id] = key32(name, value)
    return ring


@dataclass(frozen=True)
class Address:
    """The parts of a service address."""

    scheme: str
    host: str
    port: int
    user: str
    password: str
    path: str
    options: dict[str, str]


def address(
    name: str, *, schemes: tuple[str, ...], port: int, default: str | None = None
) -> Address:
    """Return a URL such as `postgres://user:password@host:5432/name` in its parts."""
    value = text(name, default)
    try:
        parts = urlsplit(value)
        actual_port = parts.port or port
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not an address this portal can read.") from error
    if parts.scheme not in schemes or not parts.hostname:
        raise ImproperlyConfigured(
            f"{name} must look like {schemes[0]}://[user:password@]host[:{port}][/name]."
        )
    return Address(
        scheme=parts.scheme,
        host=parts.hostname,
        port=actual_port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        path=unquote(parts.path.lstrip("/")),
        options={key: values[-1] for key, values in parse_qs(parts.query).items()},
    )


def url(name: str, *, schemes: tuple[str, ...], port: int, default: str | None = None) -> str:
    """Return the variable as it stands once it reads as such an address; empty if so by default."""
    if not text(name, default):
        return ""
    address(name, schemes=schemes, port=port, default=default)
    return text(name, default)
