"""Exports that hold an erased person are emptied at once; who asked for them, and why, stays."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from django.db.models import Q

from prospects.models import ExportFile, Prospect
from prospects.restriction import ERASED_NAME

SHORT = 6  # letters: a shorter name is looked for as a whole cell, others anywhere
PIECE = 1 << 20
State = ExportFile.State


def forget_person(person: Prospect, words: Sequence[str]) -> int:
    """Empty the files in which a number, a name or an address of the person stands.

    `words` are what he is found by, as lists write it. A file that waits and was asked for with
    his name as the searched text is not made any more. Returns how many files were emptied.
    """
    found = [word for word in dict.fromkeys((person.number, *words)) if word]
    full = ExportFile.objects.filter(content__isnull=False)
    held = [pk for pk in full.values_list("pk", flat=True) if _holds(full.get(pk=pk), found)]
    full.filter(pk__in=held).update(content=None, state=State.EXPIRED)
    named = Q(pk__in=[])
    for word in found:
        named |= Q(text__icontains=word)
    ExportFile.objects.filter(named).update(text="", state=State.EXPIRED)
    if len(person.name) >= SHORT:
        told = ExportFile.objects.filter(reason__icontains=person.name)
        told.update(reason=ERASED_NAME)
    return len(held)


def _holds(export: ExportFile, words: Iterable[str]) -> bool:
    content = bytes(export.content or b"")
    if export.kind == ExportFile.Kind.CSV:
        signs = [sign for word in words for sign in _signs(word, (";", ";"), ("\n", ";"))]
        return any(sign in content for sign in signs)
    signs = [sign for word in words for sign in _signs(escape(word), (">", "<"))]
    longest = max(map(len, signs), default=0)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return any(_in_part(archive, name, signs, longest) for name in archive.namelist())


def _signs(word: str, *around: tuple[str, str]) -> list[bytes]:
    """Return what to look for: a long word as it is, a short one as a cell of its own."""
    if len(word) >= SHORT:
        return [word.encode()]
    return [f"{before}{word}{after}".encode() for before, after in around]


def _in_part(archive: zipfile.ZipFile, name: str, signs: list[bytes], longest: int) -> bool:
    """Look through one part of a workbook piece by piece, with an overlap."""
    with archive.open(name) as part:
        before = b""
        while piece := part.read(PIECE):
            if any(sign in before + piece for sign in signs):
                return True
            before = piece[-longest:]
    return False
