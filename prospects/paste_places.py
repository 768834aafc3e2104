"""The place in a pasted text: a labelled address, a street, or a name from the table of regions."""

import re
from functools import lru_cache

from core import regions
from core.search import normalise
from prospects.paste_names import OTHER_MARK

_LABELLED = re.compile(
    r"^[ ]*(?:alamat|lokasi|domisili|kota|daerah)[ ]*:[ ]*(?P<place>\S.*)$", re.M | re.I
)
_STREET = re.compile(
    r"^[ ]*(?P<place>(?:jl|jln|jalan|perum|perumahan|komplek|kompleks|kp|gg|gang|dusun|desa)\b.+)$",
    re.M | re.I,
)
_MARKER = re.compile(
    r"\b(?:di|dari|daerah|lokasi|domisili|alamat|kota|kab|kabupaten|kec|kecamatan|area|wilayah|asal)"
    r"\b[ ]*[.:]?[ ]*",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]+")
LONGEST_NAME = 4
_COMPANY_BEFORE = re.compile(r"\b(?:pt|cv|ud|toko|koperasi|yayasan|bank)\.?[ ]$", re.I)


def take_place(text: str) -> tuple[str, str]:
    """The place as written and the text without it; a label wins, then a marker, then a city."""
    for pattern in (_LABELLED, _STREET):
        if found := pattern.search(text):
            return _cut(text, *found.span("place"))
    span = _marked(text) or _bare_city(text)
    return _cut(text, *span) if span else ("", text)


def _cut(text: str, start: int, end: int) -> tuple[str, str]:
    place = " ".join(re.sub(r"[\ue000\ue001]", " ", text[start:end]).split()).strip(" ,.;")
    return place[:200], f"{text[:start]}{OTHER_MARK}{text[end:]}"


def _marked(text: str) -> tuple[int, int] | None:
    """After *di*, *lokasi* and the like any name of the table counts, several in a row too."""
    for marker in _MARKER.finditer(text):
        start = end = marker.end()
        while reached := _run(text, end, _all_names()):
            end = reached
        if end > start:
            return start, end
    return None


def _bare_city(text: str) -> tuple[int, int] | None:
    """Without a marker only provinces, regencies and cities, and only written with a capital."""
    for word in _WORD.finditer(text):
        if _COMPANY_BEFORE.search(text[max(0, word.start() - 12) : word.start()]):
            continue
        if word[0][0].isupper() and (end := _run(text, word.start(), _city_names())):
            return word.start(), end
    return None


def _run(text: str, start: int, names: frozenset[str]) -> int | None:
    """The end of the longest known name that begins at `start` (after one space at most)."""
    found: int | None = None
    words: list[str] = []
    end = start
    gap = re.compile(r"[ ]?,?[ ]?")
    for _ in range(LONGEST_NAME):
        skip = gap.match(text, end)
        word = _WORD.match(text, skip.end() if skip else end)
        if word is None or (words and skip and "," in skip[0]):
            break
        words.append(word[0])
        end = word.end()
        if normalise(" ".join(words)) in names:
            found = end
    return found


_KIND = re.compile(r"^(?:kabupaten|kota)(?: administrasi)? ")


@lru_cache(maxsize=1)
def _city_names() -> frozenset[str]:
    """Provinces and cities, and the quarters that carry a city's name (Bekasi Timur)."""
    cities = {_bare(code) for code in _codes() if len(code) <= 4}
    quarters = {name for name in _all_names() if name.split(" ")[0] in cities}
    return frozenset(cities | quarters)


@lru_cache(maxsize=1)
def _all_names() -> frozenset[str]:
    return frozenset(_bare(code) for code in _codes())


def _codes() -> list[str]:
    found = [code for code, _ in regions.provinces()]
    for parents in (found[:], None):
        level = parents or [code for code in found if len(code) == 4]
        found += [child for code in level for child, _ in regions.children(code)]
    return found


def _bare(code: str) -> str:
    return _KIND.sub("", normalise(regions.name_of(code) or ""))
