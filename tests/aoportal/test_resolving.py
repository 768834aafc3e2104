"""Addresses by their parts: as if the patterns were tried one after another, but few are."""

from collections import defaultdict
from collections.abc import Iterator

from django.http import HttpResponse
from django.urls import Resolver404, URLResolver, include, path, re_path, reverse
from django.urls.resolvers import RegexPattern

from aoportal.checks import walk_urls
from aoportal.urls import addresses
from core.routing import Entry, by_parts

VALUE = "7"  # every converter takes it, and no address has it as a word
FEW = 4


def root(entries: list[Entry]) -> URLResolver:
    """Return Django's resolver of a whole site."""
    return URLResolver(RegexPattern(r"^/"), entries)


def answer(resolver: URLResolver, asked: str) -> tuple[object, str]:
    """Return the view and all that is known about the match."""
    try:
        match = resolver.resolve(asked)
    except Resolver404:
        return None, "404"
    return match.func, repr(match)


def tried(resolver: URLResolver, asked: str) -> int:
    """Return how many patterns were tried before the answer."""
    try:
        return len(resolver.resolve(asked).tried or [])
    except Resolver404 as error:
        return len(error.args[0].get("tried", []))


def portal_paths() -> list[str]:
    """Return the path of every address of the portal."""
    found = []
    for name, pattern in walk_urls():
        parts = pattern.pattern.converters or pattern.pattern.regex.groupindex
        found.append(reverse(name, kwargs=dict.fromkeys(parts, VALUE)))
    return found


def neighbours(paths: list[str]) -> Iterator[str]:
    """Yield what one may ask by mistake, and paths with a word where another has a value."""
    words: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for parts in (one.split("/") for one in paths):
        for place, part in enumerate(parts):
            words[tuple(parts[:place])].add(part)
    for one in paths:
        yield from (one.rstrip("/"), f"{one}/", f"{one}nonsense/", f"/nonsense{one}", one.upper())
        parts = one.split("/")
        for place, part in enumerate(parts):
            if part == VALUE:
                others = words[tuple(parts[:place])]
                yield from ("/".join([*parts[:place], w, *parts[place + 1 :]]) for w in others)


def test_every_address_is_found_as_one_after_another() -> None:
    plain, sooner = root(addresses), root(by_parts(addresses))
    paths = portal_paths()
    assert len(paths) > 500
    for asked in paths:
        assert answer(sooner, asked)[0], asked
    for asked in {*paths, *neighbours(paths), "/nonsense/", "/%3C%3E/", "/", "//"}:
        assert answer(sooner, asked) == answer(plain, asked), asked


def test_few_patterns_are_tried() -> None:
    sooner, paths = root(by_parts(addresses)), portal_paths()
    assert max((tried(sooner, asked), asked) for asked in {*paths, *neighbours(paths)})[0] <= FEW
    assert tried(root(addresses), "/nonsense/") > 100  # what is counted is what Django tries


def view(number: int) -> HttpResponse:
    """Stand for a page."""
    return HttpResponse(number)


ODD: list[Entry] = [
    path("<int:year>/", view, {"kind": "year"}, name="year"),
    path("<str:word>/", view, name="word"),
    path("new/", view, name="never"),
    path("files/<path:rest>", view, name="file"),
    path("files/one/", view, name="never-too"),
    path("a<int:number>-<slug:text>.pdf", view, name="paper"),
    path("open", include([path("-<word>/x/", view, name="joined")])),
    path("<str:who>/", include(([path("x/", view), path("", view)], "app"), namespace="ns")),
    re_path(r"^(\d+)/(?P<rest>.*)/y/$", view, name="free"),
    re_path(r"^z/", include([path("<uuid:key>/", view, name="key")]), {"more": 1}),
    path("z/<str:rest>/", view, name="after"),
    path("", view, name="start"),
]
ASKED = (
    "/1999/", "/new/", "/files/a/b/c", "/files/one/", "/files/", "/files", "/a1-b.pdf", "/a-b.pdf",
    "/open-x/x/", "/open-x/", "/open/x/", "/ani/x/", "/ani//", "/1/2/3/y/", "/1//y/", "/q/2/y/",
    "/z/0f9a3b6e-6d0f-4c9c-8d57-0b8f3f2b1a11/", "/z/no/", "/", "", "/x\n/", "/%2F/", "/</",
    "/<str>/", "/1999/x/", "/3/x/y/", "/open-a/b/x/", "/z/", "/ani/new/", "no/", "/files/one/two/",
)  # fmt: skip


def test_odd_patterns_match_in_their_order() -> None:
    for asked in ASKED:
        assert answer(root(by_parts(ODD)), asked) == answer(root(ODD), asked), asked
    assert {answer(root(by_parts(ODD)), asked)[0] for asked in ASKED} == {view, None}
