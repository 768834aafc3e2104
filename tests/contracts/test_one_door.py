"""The plain manager of scoped tables is for migrations and for org/access alone."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from org.access.scoping import ScopedManager, UnscopedQuery
from tests.contracts.ours import APPS

PLAIN = {"_base_manager", "_default_manager"}
SCOPED_MODELS = [
    model
    for model in apps.get_models()
    if isinstance(getattr(model, "objects", None), ScopedManager)
]
SCOPED = {model.__name__ for model in SCOPED_MODELS}


def uses(path: Path) -> list[int]:
    """Return the lines that reach for a plain manager; declaring it on a model is no use."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and _goes_round(node)
    ]


def _goes_round(node: ast.Attribute) -> bool:
    if node.attr in PLAIN:
        return isinstance(node.value, ast.Name) and node.value.id in SCOPED
    return node.attr == "_unscoped"


def test_nobody_goes_round_the_door() -> None:
    root = Path(settings.BASE_DIR)
    found = {
        str(path.relative_to(root)): lines
        for app in APPS
        for path in (root / app).rglob("*.py")
        if "migrations" not in path.parts and "access" not in path.parts
        if (lines := uses(path))
    }
    assert found == {}


@pytest.mark.parametrize("model", SCOPED_MODELS)
@pytest.mark.parametrize("method", ["all", "filter", "get", "count", "create", "values", "raw"])
def test_a_scoped_table_is_never_read_without_saying_for_whom(model, method: str) -> None:
    with pytest.raises(UnscopedQuery):
        getattr(model.objects, method)
    with pytest.raises(UnscopedQuery):
        model.objects.system("")
