"""A post without the form's token changes nothing, whoever sends it."""

from tests.contracts.conftest import World
from tests.contracts.matrix import rows

POSTS = [row for row in rows() if row.method == "POST" and not row.url.startswith("api:")]


def test_no_post_is_taken_without_its_token(world: World) -> None:
    assert len(POSTS) > 5
    for row in POSTS:
        target, body = world.address(row)
        for name in ("anonymous", "ani", "dewi", "admin"):
            answer = world.strict_walker.ask(name, "POST", target, body)
            assert answer.status_code == 403, (row.url, name)
