"""A bank's logo made safe: decoded and drawn anew in a child process that can exhaust only itself.

Run as `python -m core.logos`: reads the upload from standard input, writes one JSON object. What
comes out is a PNG of our own making: no metadata, no second file hidden behind the first, at most
512 px and 200 KB. The size is read from the header before anything is decoded.
"""

from __future__ import annotations

import base64
import io
import json
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from core.errors import InputError

MAX_UPLOAD = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
MAX_SIDE = 12_000
SIDES = (512, 384, 256, 128)  # px, the largest that stays under the limit of bytes
MAX_BYTES = 200 * 1024
FORMATS = ("PNG", "JPEG", "WEBP")
SECONDS = 20
MEMORY = 512 * 1024 * 1024

REFUSALS = {
    "large": _("The logo is larger than 5 MB."),
    "type": _("Only PNG, JPEG or WebP. Other kinds, SVG among them, can hold programs."),
    "pixels": _("The picture has more than 25 million pixels. Save it smaller."),
    "broken": _("The picture cannot be read. Save it again as PNG."),
}


@dataclass(frozen=True)
class Picture:
    """A PNG and its size in px."""

    content: bytes
    width: int
    height: int


def refusal(code: str) -> InputError:
    """Return the error with the sentence for this code."""
    return InputError(f"logo_{code}", REFUSALS[code])


def made_safe(upload: bytes) -> Picture:
    """Return the logo drawn anew. Raises InputError with a sentence that says what to do."""
    if len(upload) > MAX_UPLOAD:
        raise refusal("large")
    answer = _ask_child(upload)
    if "refused" in answer:
        raise refusal(answer["refused"])
    return Picture(base64.b64decode(answer["content"]), answer["width"], answer["height"])


def _ask_child(upload: bytes) -> dict[str, Any]:
    try:
        child = subprocess.run(
            [sys.executable, "-m", "core.logos"], input=upload, capture_output=True,
            timeout=SECONDS * 2, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        raise refusal("broken") from None
    if child.returncode != 0:
        raise refusal("broken")
    answer: dict[str, Any] = json.loads(child.stdout)
    return answer


def drawn(upload: bytes) -> dict[str, Any]:
    """Return `{content, width, height}` or `{refused}`; only the child calls this."""
    from PIL import Image, UnidentifiedImageError

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        picture = Image.open(io.BytesIO(upload), formats=FORMATS)
    except UnidentifiedImageError:
        return {"refused": "type"}
    except Image.DecompressionBombError:
        return {"refused": "pixels"}
    width, height = picture.size
    if width * height > MAX_PIXELS or max(width, height) > MAX_SIDE:
        return {"refused": "pixels"}
    return _png(picture)


def _png(picture: Any) -> dict[str, Any]:
    from PIL import ImageOps

    upright = ImageOps.exif_transpose(picture).convert("RGBA")
    for side in SIDES:
        for colours in (0, 256):
            content, size = _encoded(upright, side, colours)
            if len(content) <= MAX_BYTES:
                packed = base64.b64encode(content).decode()
                return {"content": packed, "width": size[0], "height": size[1]}
    return {"refused": "broken"}


def _encoded(upright: Any, side: int, colours: int) -> tuple[bytes, tuple[int, int]]:
    small = upright.copy()
    small.thumbnail((side, side))
    small.info.clear()
    drawing = small.quantize(colours) if colours else small
    kept = io.BytesIO()
    drawing.save(kept, "PNG", optimize=True)
    return kept.getvalue(), small.size


def _main() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    json.dump(drawn(sys.stdin.buffer.read(MAX_UPLOAD + 1)), sys.stdout)


if __name__ == "__main__":
    _main()
