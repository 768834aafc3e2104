"""A post changes what its form asks for and nothing else, whatever is sent along."""

from dataclasses import dataclass

import pytest
from django.apps import apps

from tests.contracts.conftest import World
from tests.contracts.matrix import rows
from tests.contracts.posting import Post, rightful_post, watched_rows, written
from tests.factories.bank import PASSWORD

pytestmark = pytest.mark.long

OURS = ("org", "prospects", "documents", "offers", "followups", "reports", "products")
POSTS = [
    row for row in rows()
    if row.method == "POST" and "ok" in row.cells.values()
    and not row.url.startswith(("account_", "mfa_", "outbox:", "api"))
]  # fmt: skip
# Fields of models that a form takes though its page shows them only later, or under another verb.
ASKED_FOR = {
    "prospects:prospect-add": {"duplicate_reason"},
    "prospects:prospect-edit": {"duplicate_reason"},
    "org:region-add": {"code", "name"},
    "org:region-edit": {"code", "name"},
}  # fmt: skip
# Links to what lies outside the reach of the person who posts.
LINKED = (
    "product", "owner", "analyst", "branch", "team", "region", "principal", "delegate",
    "opportunity",
)  # fmt: skip
REFUSED = {400, 404, 422}
# Posts that must have saved something here, or the comparison would prove nothing of them.
SAVED = {
    "org:profile", "org:user-edit", "org:user-invite", "prospects:prospect-add",
    "prospects:prospect-edit", "prospects:opportunity-edit",
}  # fmt: skip


def model_fields() -> set[str]:
    """Return the names of all fields of all our models, links with and without their `_id`."""
    names = {"is_staff", "is_superuser", "pk", "id", "groups", "user_permissions"}
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            for field in model._meta.concrete_fields:
                names |= {field.name, field.attname}
    return names - {"version"}  # what every form sends: which state the person saw


def stranger_values(world: World) -> dict[str, str]:
    """Return for each field of a model a value that would do harm if it were taken."""
    values = dict.fromkeys(model_fields(), "1")
    other = {"owner": world.bank.citra, "created_by": world.bank.citra, "branch": world.bank.b}
    for name, row in other.items():
        values |= {name: row.public_id, f"{name}_id": str(row.pk)}
    return values | {
        "status": "won", "stage": "won", "role": "administrator", "state": "confirmed",
        "is_active": "", "password": "md5$x$x",
    }  # fmt: skip


def prove_it_is_admin(world: World) -> None:
    """Give the administrator's browser the fresh proof that forms about people ask for."""
    browser = world.walker.browser("admin")
    browser.post("/reauthenticate/", {"password": PASSWORD})
    world.walker.cookies["admin"] = {key: one.value for key, one in browser.cookies.items()}


@dataclass(frozen=True)
class Round:
    """Every address that takes posts, asked rightfully once."""

    before: set[str]
    posts: list[Post]
    foreign: str  # an opportunity out of the reach of who posts


@pytest.fixture(scope="module")
def asked(world: World) -> Round:
    prove_it_is_admin(world)
    foreign = world.parts("opportunity", "citra")["public_id"]
    before = watched_rows()
    return Round(before, [rightful_post(world, row) for row in POSTS], foreign)


def test_a_post_changes_only_what_its_form_asks_for(world: World, asked: Round) -> None:
    extra, changed = stranger_values(world), set()
    for post in asked.posts:
        known = set(post.body) | post.declared | ASKED_FOR.get(post.row.url, set())
        more = {key: value for key, value in extra.items() if key not in known}
        status, after = written(world, post.name, post.target, post.body | more)
        assert status < 500, post.row.url
        assert sorted(after ^ post.after) == [], (post.row.url, post.name)
        if post.after != asked.before:
            changed.add(post.row.url)
    assert changed >= SAVED, SAVED - changed
    assert len(changed) > 25, sorted({post.row.url for post in asked.posts} - changed)


def test_a_link_to_what_is_out_of_reach_is_refused(world: World, asked: Round) -> None:
    strangers = {"opportunity": asked.foreign, "owner": world.bank.citra.public_id}
    tried = set()
    for post in asked.posts:
        if post.after == asked.before:
            continue
        for field in (field for field in LINKED if post.body.get(field)):
            wrong = post.body | {field: strangers.get(field, "0" * 16)}
            status, after = written(world, post.name, post.target, wrong)
            if after == post.after:
                continue  # the field is one of the list beside the form: not taken at all
            assert status in REFUSED, (post.row.url, post.name, field, status)
            assert after == asked.before, (post.row.url, post.name, field)
            tried.add((post.row.url, field))
    assert len(tried) > 3, tried
