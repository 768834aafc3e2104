"""Provinces, regencies and districts of Indonesia by the codes of the Ministry of Home Affairs.

The table is project data (`core/data/regions.csv`, decree 300.2.2-2430 of 2025) and is read once,
on first use. Codes have 2, 4 or 6 digits; they are not the codes of the statistics office.
"""

import csv
import re
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from core.search import normalise

_TABLE = Path(__file__).parent / "data" / "regions.csv"

WITA_PROVINCES = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])
WIT_PROVINCES = frozenset(["81", "82", "91", "92", "93", "94", "95", "96"])
# Numbers issued there stay valid for life although the province no longer exists.
RETIRED_PROVINCES = {"54": "Timor Timur"}


class Place(NamedTuple):
    """One row found by name: its code and the names from province down to the place itself."""

    code: str
    path: tuple[str, ...]

    @property
    def label(self) -> str:
        """From the smallest to the largest, as an address is written."""
        return ", ".join(reversed(self.path))


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    with _TABLE.open(encoding="utf-8", newline="") as source:
        return {row["code"]: row["name"].strip() for row in csv.DictReader(source)}


def name_of(code: str) -> str | None:
    """The name of a province, regency or district; None for a code that is not in the table."""
    return _names().get(code) or RETIRED_PROVINCES.get(code)


def path_of(code: str) -> list[str]:
    """Names from the province down: `["Jawa Barat", "Kota Bandung", "Coblong"]`; [] if unknown."""
    if code not in _names():
        return []
    return [_names()[code[:length]] for length in range(2, len(code) + 1, 2)]


def provinces() -> list[tuple[str, str]]:
    """(code, name) of every province of today, in code order."""
    return children("")


def children(code: str) -> list[tuple[str, str]]:
    """(code, name) of the places one step below; the provinces for an empty code."""
    return _children().get(code, [])


@lru_cache(maxsize=1)
def _children() -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for code, name in sorted(_names().items()):
        found.setdefault(code[:-2], []).append((code, name))
    return found


def code_named(text: str) -> str:
    """The regency or district that a code, a name or a name with what it lies in means.

    `32.73.02`, `Coblong`, `Kec. Coblong`, `Coblong, Kota Bandung`, `Kota Jakarta Selatan`,
    `Surabaya`. Empty for an unknown name and for one that several places bear.
    """
    digits = text.replace(".", "").strip()
    if digits.isascii() and digits.isdigit():
        return digits if len(digits) in (4, 6) and digits in _names() else ""
    wanted = _KIND.sub(lambda found: _KINDS[found[1]], normalise(text))
    return _by_name().get(wanted, "")


# How people shorten what a place is; a district is called by its bare name.
_KINDS = {"kec": "", "kecamatan": "", "kab": "kabupaten ", "kotamadya": "kota "}
_KIND = re.compile(r"^(kec|kecamatan|kab|kotamadya) ")


@lru_cache(maxsize=1)
def _by_name() -> dict[str, str]:
    """Regencies and districts by name, alone and with what they lie in; those without a twin."""
    found: dict[str, set[str]] = {}
    short: dict[str, set[str]] = {}
    for code in _names():
        path = list(reversed(path_of(code))) if len(code) > 2 else []
        for length in range(1, len(path) + 1):
            name = normalise(" ".join(path[:length]))
            found.setdefault(name, set()).add(code)
            for shorter in _shortened(name) if len(code) == 4 else ():
                short.setdefault(shorter, set()).add(code)
    return {name: min(codes) for name, codes in {**short, **found}.items() if len(codes) == 1}


def _shortened(name: str) -> set[str]:
    """Return what people call a regency: `kota administrasi jakarta selatan` is shortened twice."""
    plain = name.replace(" administrasi ", " ", 1)
    return {plain, plain.removeprefix("kota ").removeprefix("kabupaten ")}


def time_zone_of(code: str) -> str:
    """WIB, WITA or WIT for a place of that code; WIB for what is not in the table."""
    province = code[:2]
    if province in WITA_PROVINCES:
        return "WITA"
    return "WIT" if province in WIT_PROVINCES else "WIB"


def search(text: str, limit: int = 10) -> list[Place]:
    """Places whose own name contains the text, whole names first, larger places before smaller."""
    wanted = normalise(text)
    if not wanted:
        return []
    ranked = sorted(
        (_rank(name, wanted), len(code), code)
        for code, name in _normalised().items()
        if wanted in name
    )
    return [Place(code, tuple(path_of(code))) for _, _, code in ranked[:limit]]


def _rank(name: str, wanted: str) -> int:
    bare = name.removeprefix("kabupaten ").removeprefix("kota ")
    if wanted in (name, bare):
        return 0
    return 1 if bare.startswith(wanted) else 2


@lru_cache(maxsize=1)
def _normalised() -> dict[str, str]:
    return {code: normalise(name) for code, name in _names().items()}
