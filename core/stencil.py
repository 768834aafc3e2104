"""Rows drawn fast: their template is rendered once with holes, then filled for each row.

Django looks up, localises and escapes every variable of every row anew, which is most of what a
page of fifty rows costs. Here the template is rendered once for each combination of empty and
filled fields, and rows are put together from the pieces; the text is the same to the letter.

Such a partial names its row `row`. It may only print texts (`{{ row.name }}`) and ask whether
they are empty (`{% if row.name %}`): no filters and no comparisons, which would see the hole
instead of the text. What is no text and the same for all rows may be used in any way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

from django.conf import settings
from django.template.loader import get_template
from django.templatetags.static import static
from django.utils.safestring import SafeString
from django.utils.translation import get_language

EDGE = "\x1f"  # around the name of a text in the rendered template; no HTML holds it
SHAPES = 2048  # combinations kept in memory, about 1 kB each
Shape = tuple[tuple[str, bool], ...]


def draw(template: str, rows: Iterable[Any], **shared: Any) -> SafeString:
    """Return the rows one after the other as HTML.

    `rows` are dictionaries or dataclasses of one shape whose fields are texts; a SafeString is
    HTML already. `shared` is the same for all rows: texts under other names than the fields', or
    hashable values. Raises TypeError for a field that is no text.
    """
    return SafeString("".join(each(template, rows, **shared)))


def each(template: str, rows: Iterable[Any], **shared: Any) -> list[SafeString]:
    """Return each row as HTML of its own; otherwise as `draw`."""
    if settings.DEBUG:
        _pieces.cache_clear()  # templates are being edited
    texts = {name: value for name, value in shared.items() if isinstance(value, str)}
    values = tuple(sorted((n, v) for n, v in shared.items() if n not in texts))
    frame = (template, get_language() or "", values, _shape(texts))
    return [
        SafeString(_fill(frame, row if isinstance(row, Mapping) else vars(row), texts))
        for row in rows
    ]


def fixed(template: str) -> SafeString:
    """Return a part of every page that depends on nothing but the language, rendered once."""
    if settings.DEBUG:
        _fixed.cache_clear()
    return _fixed(template, get_language() or "", static("img/icons.svg"))


@lru_cache(maxsize=64)
def _fixed(template: str, language: str, assets: str) -> SafeString:
    """`language` and `assets`, which changes with each build, are for the cache."""
    return SafeString(get_template(template).render({}))


def _shape(texts: Mapping[str, str]) -> Shape:
    return tuple([(name, bool(text)) for name, text in texts.items()])


def _fill(frame: tuple[Any, ...], row: Mapping[str, str], texts: dict[str, str]) -> str:
    pieces = list(_pieces(*frame, _shape(row)))
    for place in range(1, len(pieces), 2):
        name = pieces[place]
        text = row[name] if name in row else texts[name]
        pieces[place] = text if isinstance(text, SafeString) else escape(text)
    return "".join(pieces)


@lru_cache(maxsize=SHAPES)
def _pieces(
    template: str, language: str, values: tuple[tuple[str, Any], ...], texts: Shape, row: Shape
) -> tuple[str, ...]:
    """Return HTML and names of texts in turn, HTML first. `language` is for the cache."""
    context = dict(values) | _holes(texts) | {"row": _holes(row)}
    html: str = get_template(template).render(context)
    return tuple(html.split(EDGE))


def _holes(shape: Shape) -> dict[str, str]:
    return {name: f"{EDGE}{name}{EDGE}" if is_filled else "" for name, is_filled in shape}
