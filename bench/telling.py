"""The results as a table for people and a file for machines."""

import json
import os
import platform
from pathlib import Path
from typing import Any

from bench.measuring import FINE, Figure

FOLDER = Path("build/bench")
HEAD = "| page | who | x hello | ms | p95 | queries | SQL ms | CPU ms | kB | target | verdict |"
RULE = "|---|---|---:|---:|---:|---:|---:|---:|---:|---|---|"


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
        return "over"
    return "ok" if _target(figure) else ""


def row(figure: Figure) -> str:
    """Return one line of the table."""
    cells = (figure.page, figure.viewer, f"{figure.ratio:.1f}", f"{figure.ms:.1f}",
             f"{figure.p95:.1f}", figure.queries, f"{figure.sql_ms:.1f}",
             f"{figure.cpu_ms:.1f}", f"{figure.kilobytes:g}", _target(figure),
             _verdict(figure))  # fmt: skip
    return f"| {' | '.join(map(str, cells))} |"


def _flat(found: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in found.items())


def report(results: dict[str, Any], figures: list[Figure]) -> str:
    """Return all of it as Markdown."""
    machine = results["machine"]
    lines = [
        f"{results['prospects']:,} prospects, {machine['cores']} cores, load average"
        f" {machine['load']} at the start and {machine['load_after']} at the end,"
        f" {results['at']}.", "", HEAD, RULE, *map(row, figures), "",
        *(f"- {name}: {_flat(found) if isinstance(found, dict) else found}"
          for name, found in results["others"].items()),
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def machine() -> dict[str, Any]:
    """Return what the figures depend on."""
    return {"cores": os.cpu_count(), "python": platform.python_version(),
            "system": platform.system(), "load": round(os.getloadavg()[0], 1)}  # fmt: skip


def keep(results: dict[str, Any], figures: list[Figure]) -> str:
    """Write both files; return the table."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    text = report(results, figures)
    found = results | {"pages": [figure.as_dict() for figure in figures]}
    (FOLDER / "latest.json").write_text(json.dumps(found, indent=1))
    (FOLDER / "latest.md").write_text(text)
    return text
