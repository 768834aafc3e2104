"""A mapping profile: which column is which field, and what its values mean here."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.utils.translation import gettext_lazy as _

from core.errors import InputError
from org.models import TimeZone
from org.models.branch import ZONES

PROSPECT_FIELDS = (
    "external_id", "name", "company", "phone", "email", "address", "source", "status", "owner",
    "created_at", "notes", "kind", "referrer_name", "area",
)  # fmt: skip
OPPORTUNITY_FIELDS = (
    "external_id", "prospect", "product", "amount", "stage", "owner", "created_at", "closed_at",
    "expected_close", "stage_since",
)  # fmt: skip
# What an officer's own list may hold; whose it is needs no column.
OWN_FIELDS = (
    "name", "phone", "product", "amount", "source", "company", "email", "address",
    "referrer_name", "created_at", "notes",
)  # fmt: skip
FIELDS = {"prospects": PROSPECT_FIELDS, "opportunities": OPPORTUNITY_FIELDS, "own": OWN_FIELDS}
NEEDED = {
    "prospects": ("name",), "opportunities": ("prospect", "amount"), "own": ("name", "phone"),
}  # fmt: skip
MAPPED = ("stage", "status", "product", "owner", "source", "kind")
DECIMAL_STYLES = ("1.234,56", "1,234.56", "1234.56")


class ProfileError(InputError):
    """The profile cannot be used; the message names the entry."""


@dataclass(frozen=True)
class BranchSpec:
    """Where imported owners work. With a name and a region it is created when absent."""

    code: str
    name: str = ""
    region: str = ""
    time_zone: str = "WIB"


@dataclass(frozen=True)
class Profile:
    """How to read one kind of file from one system."""

    entity: str
    system: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]]
    defaults: dict[str, str]
    branch: BranchSpec
    date_pattern: str = "%d/%m/%Y"
    decimal_style: str = "1.234,56"
    phone_region: str = "ID"
    zone: ZoneInfo = field(default_factory=lambda: ZONES[TimeZone.WIB])
    currency_note: str = ""
    by_territory: bool = False  # rows without an owner go to who covers their place

    @property
    def wanted(self) -> set[str]:
        """Column names to look for, casefolded."""
        return {name.casefold() for name in self.columns.values()}


def _zone(name: str) -> ZoneInfo:
    try:
        return ZONES[TimeZone(name)] if name in TimeZone.values else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise ProfileError("zone", _("Unknown time zone: %(name)s."), name=name) from error


def _mapping(data: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        raise ProfileError("shape", _("%(key)s must be a list of names and values."), key=key)
    return value


def _folded(table: Mapping[str, Any]) -> dict[str, str]:
    return {key.casefold(): str(value) for key, value in table.items()}


def _branch(value: Any) -> BranchSpec:
    if isinstance(value, str) and value:
        return BranchSpec(code=value)
    if isinstance(value, dict) and value.get("code"):
        return BranchSpec(
            code=str(value["code"]),
            name=str(value.get("name", "")),
            region=str(value.get("region", "")),
            time_zone=str(value.get("time_zone", "WIB")),
        )
    raise ProfileError("branch", _("The profile must name the branch of the imported owners."))


def _check_fields(entity: str, columns: Mapping[str, str], defaults: Mapping[str, str]) -> None:
    unknown = sorted((set(columns) | set(defaults)) - set(FIELDS[entity]))
    if unknown:
        raise ProfileError(
            "field",
            _("The profile names unknown fields: %(names)s."),
            names=", ".join(unknown),
        )
    missing = sorted(set(NEEDED[entity]) - set(columns))
    if missing:
        raise ProfileError(
            "missing", _("The profile must map: %(names)s."), names=", ".join(missing)
        )


def parse_profile(data: Mapping[str, Any], *, entity: str) -> Profile:
    """Return the profile in `data`, or raise ProfileError naming what is wrong."""
    columns = {key: str(value) for key, value in _mapping(data, "columns").items()}
    defaults = {key: str(value) for key, value in _mapping(data, "defaults").items()}
    _check_fields(entity, columns, defaults)
    style = str(data.get("decimal_style", "1.234,56"))
    if style not in DECIMAL_STYLES:
        raise ProfileError("decimal", _("decimal_style must be 1.234,56 or 1,234.56 or 1234.56."))
    values = _mapping(data, "values")
    for name in values:
        if name not in MAPPED:
            raise ProfileError("values", _("Values of %(name)s cannot be mapped."), name=name)
    return Profile(
        entity=entity,
        system=str(data.get("system", "file"))[:40],
        columns=columns,
        values={
            name: {k.casefold(): str(v) for k, v in table.items()} for name, table in values.items()
        },
        defaults=defaults,
        branch=_branch(data.get("branch")),
        date_pattern=str(data.get("date_pattern", "%d/%m/%Y")),
        decimal_style=style,
        phone_region=str(data.get("phone_region", "ID")),
        zone=_zone(str(data.get("time_zone", "WIB"))),
        currency_note=str(data.get("currency_note", ""))[:200],
        by_territory=entity == "prospects" and data.get("by_territory") is True,
    )


def load_profile(path: Path, *, entity: str) -> Profile:
    """Read a profile from a JSON file."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ProfileError(
            "json", _("The profile cannot be read: %(why)s"), why=str(error)
        ) from error
    if not isinstance(data, dict):
        raise ProfileError("shape", _("The profile must be one JSON object."))
    return parse_profile(data, entity=entity)
