"""Reading the data files of the access matrix, and the addresses they must cover."""

import csv
import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from aoportal.checks import walk_urls
from org.access.api import Endpoint
from org.access.roles import Role

HERE = Path(__file__).parent
OUTSIDERS = ("anonymous", "disabled")
ROLE_OF = {
    "ani": Role.OFFICER, "budi": Role.OFFICER, "citra": Role.OFFICER, "tono": Role.TEAM_LEAD,
    "dewi": Role.BRANCH_HEAD, "rudi": Role.CREDIT_ADMINISTRATION, "sinta": Role.CREDIT_ANALYST,
    "gita": Role.REGIONAL_HEAD, "hana": Role.HEAD_OFFICE, "eko": Role.AUDITOR,
    "admin": Role.ADMINISTRATOR,
}  # fmt: skip
PEOPLE = tuple(ROLE_OF)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@dataclass(frozen=True)
class Row:
    """One line of access_matrix.csv."""

    url: str
    method: str
    kind: str
    args: dict[str, str]
    cells: dict[str, str]

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods the row speaks of; `*` is every one."""
        return METHODS if self.method == "*" else (self.method,)


def _lines(name: str) -> Iterator[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if line.strip() and line[0] != "#")


def rows() -> list[Row]:
    """Return the rows of the matrix."""
    result = []
    for line in _lines("access_matrix.csv"):
        pairs = (pair.partition("=") for pair in line["args"].split(";") if pair)
        args = {name: value for name, _, value in pairs}
        cells = {name: line[name] for name in (*OUTSIDERS, *PEOPLE)}
        result.append(Row(line["url"], line["method"], line["kind"], args, cells))
    return result


def one_of_each_answer(row: Row) -> list[str]:
    """Return one person for each different answer this row expects, the first of each.

    Enough where a test asks what any answer carries, and not who gets which.
    """
    first: dict[str, str] = {}
    for name, cell in row.cells.items():
        first.setdefault(cell, name)
    return list(first.values())


@cache
def visibility() -> dict[str, dict[str, dict[str, bool]]]:
    """Return kind -> place -> person -> whether he reaches it."""
    result: dict[str, dict[str, dict[str, bool]]] = {}
    for line in _lines("visibility.csv"):
        reach = {name: line[name] == "1" for name in PEOPLE}
        result.setdefault(line["kind"], {})[line["place"]] = reach
    return result


def methods_of(pattern: Any) -> set[str]:
    """Return the methods a view answers. Django's form views answer PUT as they do POST."""
    view = getattr(pattern.callback, "view_class", None)
    if isinstance(pattern.callback, Endpoint):
        return set(pattern.callback.operations)
    if view is None:
        return {"GET"}
    names = {name for name in METHODS if hasattr(view, name.lower())} or {"GET"}
    is_ours = not view.__module__.startswith("allauth.")
    return names if is_ours else names & {"GET", "POST"}


@cache
def addresses() -> dict[str, Any]:
    """Return every named address of the portal with its pattern."""
    return dict(walk_urls())


def names_in(pattern: Any) -> list[str]:
    """Return the names of the parts of an address."""
    return list(pattern.pattern.converters) or list(pattern.pattern.regex.groupindex)


def source_of(pattern: Any) -> str:
    """Return the file of a view, for the reader of a suggestion."""
    view = getattr(pattern.callback, "view_class", pattern.callback)
    return f"{Path(inspect.getfile(view)).name}:{view.__name__}"
