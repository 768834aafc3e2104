"""The results as a table for people and a file for machines."""

import json
import os
import platform
from pathlib import Path
from typing import Any

from bench.measuring import FINE, Figure

FOLDER = Path("build/bench")
HEAD = ("page", "who", "x hello", "ms", "p95", "x CPU", "CPU ms: web", "+ database", "queries",
        "SQL ms", "kB", "target", "verdict")  # fmt: skip
TEXTS = {"page", "who", "target", "verdict"}


def is_wrong(figure: Figure) -> bool:
    """Tell whether a page asked too often or answered with something else."""
    return figure.has_too_many_queries or bool(set(figure.statuses) - FINE)


def _target(figure: Figure) -> str:
    parts = [
        f"{figure.target_ratio:g} x" if figure.target_ratio else "",
        f"{figure.target_ms:g} ms" if figure.target_ms else "",
        f"{figure.target_queries} queries" if figure.target_queries else "",
    ]
    return ", ".join(filter(None, parts))


def _verdict(figure: Figure) -> str:
    odd = [f"{n} x {status}" for status, n in figure.statuses.items()
           if status not in FINE]  # fmt: skip
    if odd:
        return f"answers {', '.join(odd)}"
    if figure.has_too_many_queries:
        return "too many queries"
    if figure.is_slow:
        return f"over by {_excess(figure)}"
    return "ok" if _target(figure) else ""


def _excess(figure: Figure) -> str:
    """Return by how much, in the measure that is missed further."""
    shares = [value / target for value, target in (
        (figure.ratio, figure.target_ratio), (figure.ms, figure.target_ms)) if target]  # fmt: skip
    return f"{(max(shares) - 1) * 100:.0f} %"


def row(figure: Figure) -> tuple[str, ...]:
    """Return the cells of one line."""
    return (figure.page, figure.viewer, f"{figure.ratio:.1f}", f"{figure.ms:.1f}",
            f"{figure.p95:.1f}", f"{figure.cpu_ratio:.1f}", f"{figure.web_cpu:.1f}",
            f"{figure.database_cpu:.1f}", str(figure.queries), f"{figure.sql_ms:.1f}",
            f"{figure.kilobytes:g}", _target(figure), _verdict(figure))  # fmt: skip


def table(figures: list[Figure]) -> list[str]:
    """Return a Markdown table whose columns also stand under one another on a terminal."""
    cells = [HEAD, *map(row, figures)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    rule = ["-" * width if head in TEXTS else "-" * (width - 1) + ":"
            for head, width in zip(HEAD, widths, strict=True)]  # fmt: skip
    lines = [
        [text.ljust(width) if head in TEXTS else text.rjust(width)
         for head, text, width in zip(HEAD, line, widths, strict=True)]
        for line in cells
    ]  # fmt: skip
    return [f"| {' | '.join(line)} |" for line in (lines[0], rule, *lines[1:])]


def _flat(found: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items())


def report(results: dict[str, Any]) -> str:
    """Return all of it as Markdown."""
    machine, figures = results["machine"], results["pages"]
    lines = [
        f"{results['prospects']:,} prospects, {machine['cores']} cores, load average"
        f" {machine['load']} at the start and {machine['load_after']} at the end,"
        f" {results['at']}.", "", *(table(figures) if figures else []), "",
        *(f"- {name}: {_flat(found) if isinstance(found, dict) else found}"
          for name, found in results["others"].items()),
        *(f"- not measured: {sentence}" for sentence in results["failed"]),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(),
            "system": platform.system(), "load": round(os.getloadavg()[0], 1)}  # fmt: skip


def keep(results: dict[str, Any]) -> str:
    """Write both files; return the table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = report(results)
    found = results | {"pages": [figure.as_dict() for figure in results["pages"]]}
    (FOLDER / "latest.json").write_text(json.dumps(found, indent=1, default=str))
    (FOLDER / "latest.md").write_text(text)
    return text
