"""Asking the database whether a row keeps its rules, in one question instead of three for each."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from django.core.exceptions import FieldError
from django.db import models
from django.db.models import BaseConstraint, CheckConstraint, Q, Value


class CheckedTogether(models.Model):
    """A row whose check constraints are asked about together before it is written.

    Django asks about each by itself, between two savepoints; an opportunity has five. Only a row
    that breaks one is asked about each, so that the answer names it.
    """

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """Raise ValidationError if the row breaks a constraint of its table."""
        self._keeps_checks = self._ask_together(set(exclude or ()))
        try:
            super().validate_constraints(exclude=exclude)
        finally:
            del self._keeps_checks

    def get_constraints(self) -> list[tuple[type[models.Model], Sequence[BaseConstraint]]]:
        """Return the constraints by model; without the checks while they are known to be kept."""
        found = super().get_constraints()
        if not getattr(self, "_keeps_checks", False):
            return found
        return [
            (model, [rule for rule in rules if not isinstance(rule, CheckConstraint)])
            for model, rules in found
        ]

    def _ask_together(self, exclude: set[str]) -> bool:
        """Tell whether the row keeps all checks that speak of nothing excluded."""
        together = _checks_of(type(self), frozenset(exclude))
        spoken_of = together.referenced_base_fields  # each value given is worked on, needed or not
        values = {
            field.name: self._written(field)
            for field in self._meta.local_concrete_fields
            if field.name in spoken_of
        }
        try:
            return not together or together.check(values)
        except FieldError:  # of a field that lies in another table
            return False

    def _written(self, field: models.Field[Any, Any]) -> Any:
        """Return what will be written, which may be an expression."""
        value = getattr(self, field.attname)
        return value if hasattr(value, "resolve_expression") else Value(value, field)


@cache
def _checks_of(model: type[models.Model], exclude: frozenset[str]) -> Q:
    """Return the checks of a table that speak of nothing excluded, as one."""
    together = Q()
    for table in (model, *model._meta.all_parents):
        for rule in table._meta.constraints:
            if isinstance(rule, CheckConstraint):
                check = Q(rule.condition)
                if not exclude & check.referenced_base_fields:
                    together &= check
    return together
