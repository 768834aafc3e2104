"""Our list of all triggers says what the library's own would say."""

import pgtrigger
import pytest
from pgtrigger import registry

from core.triggers import Triggers
from org.models import Branch


def says_what_is_gathered() -> bool:
    """Whether what is kept equals what the library would gather from all triggers."""
    triggers, theirs = registry._registry, registry._Registry
    return (triggers.by_db_table, triggers.pg_function_names) == (
        theirs.by_db_table.fget(triggers), theirs.pg_function_names.fget(triggers),
    )  # fmt: skip


def test_it_knows_every_trigger_learns_forgets_and_refuses_a_name_twice() -> None:
    assert isinstance(registry._registry, Triggers)
    known = len(registry._registry)
    assert known > 200
    assert says_what_is_gathered()
    new = pgtrigger.Protect(name="stays", operation=pgtrigger.Delete)
    new.register(Branch)
    try:
        assert len(registry._registry) == known + 1
        assert says_what_is_gathered()
        with pytest.raises(KeyError, match="already used"):
            pgtrigger.Protect(name="stays", operation=pgtrigger.Update).register(Branch)
    finally:
        registry.delete("org.Branch:stays")
    assert len(registry._registry) == known
    assert says_what_is_gathered()
