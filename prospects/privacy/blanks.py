"""Which rows of an erased person stay for the figures, and to what their words are emptied."""

from __future__ import annotations

from typing import Any

from django.db import models

from core.public_id import PublicIdField
from prospects.privacy.tables import Model

# Rows that stay, because the bank's figures are made of them, with the fields that stay in words.
# All other text in them is emptied; all other tables are deleted.
STAY: dict[str, frozenset[str]] = {
    "prospects.Prospect": frozenset({"number", "source", "segment", "area_code"}),
    "prospects.ProspectPast": frozenset({"source", "segment"}),
    "prospects.Opportunity": frozenset({"stage", "status"}),
    "prospects.OpportunityState": frozenset({"stage", "status"}),
    "prospects.FilePosition": frozenset(),
    "prospects.Milestone": frozenset(),
    "prospects.Disbursement": frozenset(),
    "prospects.TransferRequest": frozenset(),
    "prospects.Consent": frozenset(),
    "prospects.DataRequest": frozenset(),
    "followups.FollowUp": frozenset({"outcome"}),
    "followups.FollowUpPast": frozenset(),
    "followups.Interaction": frozenset({"outcome", "stage_before"}),
    "followups.Reminder": frozenset(),
}  # fmt: skip
TEXTS = (models.CharField, models.TextField)
CONTENTS = (models.BinaryField, models.FileField)
BIRTH = {"birth_date", "born_on", "birth_place"}


def blanks_of(model: Model) -> dict[str, Any]:
    """Return column -> what it is emptied to, where a row or a version of it stays."""
    kept = STAY.get(model._meta.label, frozenset())
    found: dict[str, Any] = {}
    for field in model._meta.concrete_fields:
        says_nothing = field.primary_key or field.is_relation or field.choices
        if not says_nothing and field.name not in kept and _is_telling(field):
            found[field.attname] = _blank(field)
    return found


def _is_telling(field: Any) -> bool:
    if isinstance(field, PublicIdField):
        return False
    return isinstance(field, (*TEXTS, *CONTENTS, models.JSONField)) or field.name in BIRTH


def _blank(field: Any) -> Any:
    if field.null:
        return None
    if isinstance(field, models.JSONField):
        return {}
    return b"" if isinstance(field, models.BinaryField) else ""
