"""Whatever stands behind the question mark of an address: a page or a refusal, never an error."""

import random
import re
import time
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from tests.contracts.conftest import World
from tests.contracts.matrix import PEOPLE, rows
from tests.contracts.ours import APPS

PAGES = [
    row
    for row in rows()
    if row.method == "GET" and "ok" in row.cells.values() and not row.url.startswith("api")
]
READS = re.compile(r'GET(?:\.get(?:list)?\(|\[)\s*"(\w+)"')
# Percent-encoded, because some of it no browser would send: half a surrogate, broken UTF-8.
ODD = (
    "%00", "a%00b", "%ED%A0%80", "%ff%fe", "%E2%80%8B", "%F0%9F%98%80", "9" * 400, "-1", "1e309",
    "NaN", "0x10", "%D9%A1%D9%A2", "9223372036854775808", "99999-99-99", "2026-02-30", "0000-00-00",
    "2026-W99", "password", "owner__password", "-pk", "name__regex", "?", "%27%3B--", "..%2F..%2F",
    "%0d%0aX: y", "[]", "{}", "%", "%25", "(a+)+$", "%C2%B2",
)  # fmt: skip


def names_read() -> list[str]:
    """Return every name that a view reads from the query, as the source says."""
    sources = (path for app in APPS for path in (Path(settings.BASE_DIR) / app).rglob("*.py"))
    found = {name for path in sources for name in READS.findall(path.read_text())}
    # Read by way of loops, forms and filters.
    more = "sort after before page s from to stage owner branch product source month week day"
    return sorted(found | set(more.split()))


NAMES = names_read()


def test_no_query_breaks_a_page(world: World) -> None:
    """Every name with an odd value, each page in an arrangement of its own."""
    assert len(NAMES) > 15
    draw = random.Random(7)
    for row in PAGES:
        target, _body = world.address(row)
        person = next(name for name in ("dewi", *PEOPLE) if row.cells[name] == "ok")
        together = "&".join(f"{name}={draw.choice(ODD)}" for name in NAMES)
        query = together.replace("%00", "0")
        answer = world.walker.ask(person, "GET", f"{target}?{query}")
        assert answer.status_code < 500, (row.url, query)


def test_each_odd_value_alone_breaks_no_list(world: World) -> None:
    lists = [row for row in PAGES if not row.kind and not row.url.startswith(("account_", "mfa_"))]
    assert len(lists) > 15
    for number, odd in enumerate(ODD):
        for row in lists[number % 12 :: 12]:
            target, _body = world.address(row)
            person = next(name for name in ("dewi", *PEOPLE) if row.cells[name] == "ok")
            query = "&".join(f"{name}={odd}" for name in NAMES)
            answer = world.walker.ask(person, "GET", f"{target}?{query}")
            assert answer.status_code < 500, (row.url, odd)
            assert ("%00" not in odd) or answer.status_code == 400, row.url


def test_a_nul_in_a_form_or_path_is_refused(world: World) -> None:
    name = {"name": "Siti\x00", "idempotency_key": "\x00"}
    assert (
        world.walker.ask("ani", "POST", reverse("prospects:prospect-add"), name).status_code == 400
    )
    target, _body = world.address(next(row for row in PAGES if row.kind == "prospect"))
    odd = target.replace(target.strip("/").split("/")[-1], "%00" * 16)
    assert world.walker.ask("ani", "GET", odd).status_code in {400, 404}


def test_a_very_long_search_is_answered_soon(world: World) -> None:
    for text in ("a" * 100_000, "(a+)+$" * 16_000, "% _" * 30_000):
        begin = time.process_time()
        answer = world.walker.ask("dewi", "POST", reverse("prospects:search"), {"q": text})
        assert answer.status_code < 500
        assert time.process_time() - begin < 2
