"""From HTML to PDF in a process of its own, with limits. Only jobs and commands call this."""

from __future__ import annotations

import base64
import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString

from org.letters import ACCENT

CPU_SECONDS = 60  # for one document
START_SECONDS = 20
FONT = "fonts/inter-latin-wght-normal.woff2"
FONT_FACE = re.compile(r"@font-face\s*\{[^}]*\}")
OUTSIDE = "asset:inter"
ROWS = 2000  # more is a spreadsheet, not a paper


class RenderError(RuntimeError):
    """The paper could not be made; the sentence says why."""


@dataclass(frozen=True)
class Paper:
    """A finished PDF."""

    content: bytes
    pages: int


# Millimetres of what the bank prints on.
SHEETS = {"A4": "A4", "F4": "215mm 330mm"}


def stylesheet(paper: str = "A4") -> SafeString:
    """Return our own stylesheet of papers, its font named as an asset; no user text in it."""
    path = finders.find("css/print.css")
    if not path:
        raise RenderError("css/print.css is missing; build the assets first.")
    css = Path(path).read_text().replace(f"../{FONT}", OUTSIDE)
    css = css.replace("size: A4;", f"size: {SHEETS[paper]};")
    return SafeString(css if _font() else FONT_FACE.sub("", css))


def in_colour(html: str, accent: str) -> str:
    """Return a paper, drawn in the portal's own colour, in the bank's; charts and all."""
    return html.replace(ACCENT, accent) if accent else html


def _font() -> str:
    """Return where the font lies; production without it is refused, a bare test run is not."""
    path = finders.find(FONT)
    if not path and settings.PRODUCTION:
        raise RenderError(f"{FONT} is missing; build the assets first.")
    return str(path or "")


def render(pages: list[dict[str, str]]) -> list[Paper]:
    """Return one paper for each `{html, identifier}`; RenderError when any cannot be made."""
    if not pages:
        return []
    seconds = CPU_SECONDS * len(pages)
    font = _font()
    answer = _ask({"pages": pages, "assets": {OUTSIDE: font} if font else {},
                   "cpu_seconds": seconds}, seconds + START_SECONDS)  # fmt: skip
    return [Paper(base64.b64decode(made["content"]), made["pages"]) for made in answer["made"]]


def lock(content: bytes, password: str) -> bytes:
    """Return the PDF locked with AES-256."""
    packed = base64.b64encode(content).decode()
    answer = _ask({"lock": packed, "password": password, "cpu_seconds": CPU_SECONDS},
                  CPU_SECONDS + START_SECONDS)  # fmt: skip
    return base64.b64decode(answer["content"])


def _environment() -> dict[str, str]:
    """Only what fonts need: no key, no database address."""
    kept = ("PATH", "HOME", "LANG", "XDG_CACHE_HOME", "FONTCONFIG_PATH", "FONTCONFIG_FILE")
    named = {name: os.environ[name] for name in kept if name in os.environ}
    return named | {"PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}


def _ask(request: dict[str, Any], timeout: int) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "reports.render_child"], input=json.dumps(request).encode(),
            capture_output=True, timeout=timeout, cwd=settings.BASE_DIR, env=_environment(),
            check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise RenderError(f"the paper took longer than {timeout} seconds") from error
    if done.returncode != 0:
        last = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or ["no message"]
        raise RenderError(f"the paper could not be made: {last[0][:200]}")
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
