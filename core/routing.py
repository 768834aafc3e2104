"""Addresses by their parts: a path is tried only against the patterns that its parts allow.

Django tries the patterns of a list one after another. Here their routes stand in a tree, one part
between slashes at a time, and a path picks the few that may match. Those Django tries as ever, in
the order of the list: what matches first, and with which arguments, stays its own affair.
"""

import re
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property

from django.urls import ResolverMatch, URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

Entry = URLPattern | URLResolver

ANYTHING = "<path:rest>"  # stands for a pattern that is no route
ONE_PART = {"", "int", "slug", "str", "uuid"}  # converters that take no slash; "" is <name>
_CONVERTERS = re.compile(r"<(?:(\w+):)?\w+>")


@dataclass(slots=True)
class Fork:
    """A place in the tree: where the next part may lead, and whose routes come as far as here."""

    ways: dict[str | None, "Fork"] = field(default_factory=dict)  # None is any part
    ending: list[Entry] = field(default_factory=list)
    going_on: list[Entry] = field(default_factory=list)  # with any parts, or none

    def add(self, route: str, entry: Entry) -> None:
        """Let the paths of this route find this entry."""
        fork = self
        for part in route.split("/"):
            if not ONE_PART.issuperset(_CONVERTERS.findall(part)):
                fork.going_on.append(entry)
                return
            fork = fork.ways.setdefault(None if "<" in part else part, Fork())
        fork.ending.append(entry)

    def find(self, path: str) -> frozenset[Entry]:
        """Return the entries that may match."""
        forks, found = [self], [*self.going_on]
        for part in path.split("/"):
            forks = [way for fork in forks for key in (part, None) if (way := fork.ways.get(key))]
            for fork in forks:
                found += fork.going_on
        for fork in forks:
            found += fork.ending
        return frozenset(found)


class ByParts(URLResolver):
    """An `include` that asks only those of its patterns which the parts of a path allow."""

    @cached_property
    def _tree(self) -> Fork:
        tree = Fork()
        for route, entry in _routes(self):
            tree.add(route, entry)
        return tree

    @cached_property
    def _short(self) -> dict[frozenset[Entry], URLResolver]:
        return {}  # as many as the tree has outcomes, whatever is asked

    def resolve(self, path: str) -> ResolverMatch:
        """Return the first match, as Django does. Raises Resolver404."""
        found = self._tree.find(str(path))
        if found not in self._short:
            self._short[found] = _with_only(found, self)
        return URLResolver.resolve(self._short[found], path)


def by_parts(entries: Sequence[Entry]) -> list[Entry]:
    """Return `urlpatterns` that resolve like these, sooner."""
    return [ByParts(RoutePattern(""), list(entries))]


def _routes(entry: Entry) -> Iterator[tuple[str, Entry]]:
    """Yield the whole route of every pattern below, and the pattern."""
    if not isinstance(entry.pattern, RoutePattern):
        yield ANYTHING, entry
    elif isinstance(entry, URLPattern):
        yield str(entry.pattern), entry
    else:
        for inner in entry.url_patterns:
            for route, leaf in _routes(inner):
                yield f"{entry.pattern}{route}", leaf


def _with_only(found: frozenset[Entry], whole: URLResolver) -> URLResolver:
    """Return a copy with what was found only, in the order of the whole. It only resolves."""
    entries: list[Entry] = []
    for entry in whole.url_patterns:
        if entry in found:
            entries.append(entry)
        elif isinstance(entry, URLResolver) and (inner := _with_only(found, entry)).url_patterns:
            entries.append(inner)
    short = copy(whole)  # shares the rest, so that a copy for each address weighs little
    short.url_patterns = entries
    return short
