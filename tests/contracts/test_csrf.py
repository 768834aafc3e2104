"""A post without the form's token changes nothing, whoever sends it."""

from tests.contracts.conftest import World
from tests.contracts.matrix import PEOPLE, rows

POSTS = [row for row in rows() if row.method == "POST" and not row.url.startswith("api:")]


def test_no_post_is_taken_without_its_token(world: World) -> None:
    assert len(POSTS) > 5
    for row in POSTS:
        target, body = world.address(row)
        rightful = next((name for name in PEOPLE if row.cells[name] == "ok"), "dewi")
        for name in ("anonymous", rightful):
            answer = world.strict_walker.ask(name, "POST", target, body)
            assert answer.status_code == 403, (row.url, name)
