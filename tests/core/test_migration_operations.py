"""Which operations of a migration are carried out with one building of the models."""

from typing import Any

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState

from core.migration_operations import Together, join_operations, together


def made(name: str) -> migrations.CreateModel:
    """Return an operation that makes a model."""
    return migrations.CreateModel(name, [("id", models.BigAutoField(primary_key=True))])


def added(model: str, field: str) -> migrations.AddField:
    """Return an operation that gives a model a number."""
    return migrations.AddField(model, field, models.IntegerField(null=True))


def altered(model: str, field: str) -> migrations.AlterField:
    """Return an operation that makes that number a text."""
    return migrations.AlterField(model, field, models.TextField(null=True))


def sizes(operations: list[Any]) -> list[int]:
    """Say how many operations each step has."""
    return [len(getattr(step, "operations", (step,))) for step in together(operations)]


def test_what_builds_upon_another_waits_for_it() -> None:
    assert sizes([made("Tree"), made("Leaf")]) == [2]
    assert sizes([made("Tree"), made("Leaf"), added("tree", "age")]) == [2, 1]
    assert sizes([added("Tree", "age"), added("tree", "height"), altered("leaf", "age")]) == [3]
    assert sizes([added("Tree", "age"), added("leaf", "age"), altered("tree", "age")]) == [2, 1]
    data = migrations.RunPython(migrations.RunPython.noop)
    assert sizes([made("Tree"), data, made("Leaf"), made("Root")]) == [1, 1, 2]


@pytest.mark.django_db
def test_joined_operations_say_to_the_database_what_each_said() -> None:
    operations = [
        made("Tree"),
        migrations.CreateModel(
            "Leaf",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("tree", models.ForeignKey("garden.Tree", models.CASCADE)),
            ],
        ),
        added("tree", "age"),
        added("tree", "height"),
        migrations.AddConstraint(
            "tree", models.CheckConstraint(condition=models.Q(age__gte=0), name="age_is_positive")
        ),
        altered("tree", "height"),
    ]
    said = []
    for steps in (operations, together(operations)):
        migration = migrations.Migration("0001_first", "garden")
        migration.operations, state = steps, ProjectState()
        assert state.apps is not None  # built before, as when migrations are applied
        with connection.schema_editor(collect_sql=True, atomic=False) as editor:
            migration.apply(state, editor)
        said.append(editor.collected_sql)
        fields = state.apps.get_model("garden", "tree")._meta.get_fields()
        assert {field.name for field in fields} == {"id", "age", "height", "leaf"}
    assert said[0] == said[1]
    assert sum(line.startswith("ALTER TABLE") for line in said[0]) >= 4


def test_only_a_new_database_is_made_in_joined_steps() -> None:
    migration = migrations.Migration("0001_first", "garden")
    migration.operations = [made("Tree"), made("Leaf")]
    state = ProjectState()
    made("Root").state_forwards("garden", state)
    join_operations(plan=[(migration, False)], apps=state.apps)
    assert len(migration.operations) == 2
    join_operations(plan=[(migration, False)], apps=ProjectState().apps)
    assert [type(step) for step in migration.operations] == [Together]
