"""Joins the Indonesian translations, checks them and compiles them for Django.

Each area keeps its entries in `locale/parts/NAME.po` (entries without a header). They are
joined with `locale/id/LC_MESSAGES/django.po` into that file and compiled beside it. Only
Babel is needed; no gettext programs.

Usage: python scripts/merge_locale.py            join into django.po and compile
       python scripts/merge_locale.py --compile  compile only, if anything is newer
       python scripts/merge_locale.py --check    fail on gaps and contradictions
"""

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PARTS = ROOT / "locale" / "parts"
JOINED = ROOT / "locale" / "id" / "LC_MESSAGES" / "django.po"
COMPILED = JOINED.with_suffix(".mo")
APPS = (
    "core", "org", "products", "prospects", "documents", "offers", "receivables", "followups",
    "reports",
)  # fmt: skip
SOURCES = ("aoportal", *APPS, "templates")
LEFT_OUT = {"migrations", "tests", "node_modules", "build"}
KEYWORDS: dict[str, Any] = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
HEADER = "# The Indonesian words of AO Portal. Made from locale/parts by `make locale`.\n"
EMPTY_HEADERS = tuple(
    f'"{name}'
    for name in (
        "Project-Id-Version",
        "Report-Msgid-Bugs-To",
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Last-Translator",
        "Language-Team",
        "Generated-By",
    )
)

Key = tuple[str, str]


class Joined:
    """All entries by (context, msgid), where each stands, and contradictions between parts."""

    def __init__(self) -> None:
        self.entries: dict[Key, Message] = {}
        self.origin: dict[Key, str] = {}
        self.problems: list[str] = []

    def add_file(self, file: Path) -> None:
        """Add the entries of one file; two parts may not translate one text differently."""
        name = str(file.relative_to(ROOT))
        for message in _read(file):
            key = _key(message)
            known = self.entries.get(key)
            if known is not None and known.string != message.string:
                self.problems.append(f"{name} and {self.origin[key]} differ on {key[1]!r}")
            self.entries[key] = message
            self.origin[key] = name

    def catalog(self) -> Catalog:
        """The entries as one catalog, in the order of their English texts."""
        catalog = Catalog(locale="id", header_comment=HEADER, fuzzy=False)
        catalog.mime_headers = [("Plural-Forms", "nplurals=1; plural=0;")]
        for key in sorted(self.entries):
            message = self.entries[key]
            catalog.add(message.id, message.string, flags=message.flags, context=message.context)
        return catalog


def join() -> Joined:
    """All parts together, completed by what only the joined file has."""
    base, joined = Joined(), Joined()
    if JOINED.exists():
        base.add_file(JOINED)
    for file in _parts():
        joined.add_file(file)
    joined.entries = base.entries | joined.entries
    joined.origin = base.origin | joined.origin
    return joined


def problems_of(joined: Joined) -> list[str]:
    """One line for each gap, doubt or contradiction."""
    found = list(joined.problems)
    for key, message in joined.entries.items():
        where = f"{joined.origin[key]}: {key[1]!r}"
        if message.fuzzy:
            found.append(f"{where} is marked as uncertain (fuzzy)")
        if not all(_texts(message.string)):
            found.append(f"{where} has no Indonesian text")
        elif _placeholders(message.string) - _placeholders(message.id):
            found.append(f"{where} names a placeholder that the English text lacks")
    used = dict(_used_texts())
    missing = sorted(set(used) - set(joined.entries))
    found += [f"{used[key]}: {key[1]!r} has no Indonesian text" for key in missing]
    return found


def compile_catalog(joined: Joined) -> None:
    """Write the compiled file in one move."""
    COMPILED.parent.mkdir(parents=True, exist_ok=True)
    partial = COMPILED.with_suffix(".partial")
    with partial.open("wb") as target:
        write_mo(target, joined.catalog())
    partial.replace(COMPILED)


def write_joined(joined: Joined) -> None:
    """Write django.po without dates or line numbers, so that only words make a difference."""
    catalog = joined.catalog()
    JOINED.parent.mkdir(parents=True, exist_ok=True)
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=100, omit_header=False, sort_output=True, no_location=True)
    lines = buffer.getvalue().decode().splitlines(keepends=True)
    JOINED.write_text("".join(line for line in lines if not line.startswith(EMPTY_HEADERS)))


def _used_texts() -> Iterator[tuple[Key, str]]:
    for file in _source_files():
        for line, text, context in _extract(file):
            msgid = text[0] if isinstance(text, tuple) else text
            if msgid:
                yield (context or "", msgid), f"{file.relative_to(ROOT)}:{line}"


def _extract(file: Path) -> Iterator[tuple[int, Any, str | None]]:
    source = file.read_text()
    if file.suffix != ".py":
        source = _as_python(source)
    found = extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    for line, text, _, context in found:
        yield line, text, context


def _as_python(template: str) -> str:
    """A Django template as lines of calls; indentation would not be Python, so it goes."""
    from django.utils.translation.template import templatize

    return "\n".join(line.lstrip() for line in templatize(template).split("\n"))


def _source_files() -> Iterator[Path]:
    for name in SOURCES:
        for file in sorted((ROOT / name).rglob("*")):
            if file.suffix in {".py", ".html", ".txt"} and not LEFT_OUT & set(file.parts):
                yield file


def _parts() -> list[Path]:
    return sorted(PARTS.glob("*.po"))


def _read(file: Path) -> Iterator[Message]:
    try:
        with file.open("rb") as source:
            catalog = read_po(source, locale="id", abort_invalid=True)
    except PoFileError as error:
        sys.exit(f"{file.relative_to(ROOT)}: {error}")
    for message in catalog:
        if message.id:
            yield _with_one_plural(message)


def _with_one_plural(message: Message) -> Message:
    """Indonesian has one form for every number; a reader of two forms would find it missing."""
    if isinstance(message.string, list | tuple):
        message.string = (message.string[0],)
    return message


def _key(message: Message) -> Key:
    return message.context or "", _texts(message.id)[0]


def _texts(value: Any) -> list[str]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _placeholders(value: Any) -> set[str]:
    return {found for text in _texts(value) for found in PLACEHOLDER.findall(text or "")}


def _is_fresh() -> bool:
    sources = [*_parts(), *([JOINED] if JOINED.exists() else [])]
    if not COMPILED.exists():
        return False
    return all(file.stat().st_mtime <= COMPILED.stat().st_mtime for file in sources)


def main(arguments: list[str]) -> int:
    """Run one of the three modes; returns the exit code."""
    if arguments == ["--compile"] and _is_fresh():
        return 0
    joined = join()
    if arguments == ["--check"]:
        problems = problems_of(joined)
        print("\n".join(problems) or f"{len(joined.entries)} texts, all in Indonesian")
        return 1 if problems else 0
    if not arguments:
        write_joined(joined)
    compile_catalog(joined)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
