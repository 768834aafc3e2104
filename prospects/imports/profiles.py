"""Mappings under a name: kept, renamed, thrown away."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from org import audit
from org.models import User
from prospects.imports import mapping as mappings
from prospects.imports.profile import ProfileError, parse_profile
from prospects.models import ImportFile, ImportProfile


def _bare(name: str) -> str:
    """Return the name without needless spaces; raises ProfileError for none."""
    bare = " ".join(name.replace("\x00", "").split())[:60]
    if not bare:
        raise ProfileError("name", _("Give the mapping a name."))
    return bare


def save(file: ImportFile, name: str, *, user: User, now: datetime) -> ImportProfile:
    """Keep the mapping under a name; the same name again replaces it. Raises ProfileError."""
    bare, data = _bare(name), mappings.profile_data(file.mapping)
    parse_profile(data, entity=file.entity)
    profile, _is_new = ImportProfile.objects.update_or_create(
        by=user, entity=file.entity, name=bare, defaults={"data": data, "at": now}
    )
    return profile


def rename(profile: ImportProfile, name: str, *, user: User, now: datetime) -> None:
    """Give it another name that its owner does not use yet; raises ProfileError."""
    bare, before = _bare(name), profile.name
    same = ImportProfile.objects.filter(by=profile.by, entity=profile.entity, name=bare)
    if same.exclude(pk=profile.pk).exists():
        raise ProfileError("taken", _("There is a mapping of this name already."))
    profile.name = bare
    profile.save(update_fields=["name"])
    _record("import.mapping_renamed", profile, user=user, now=now, before=before)


def remove(profile: ImportProfile, *, user: User, now: datetime) -> None:
    """Delete it; what was imported with it stays."""
    _record("import.mapping_deleted", profile, user=user, now=now)
    profile.delete()


def _record(action: str, profile: ImportProfile, *, user: User, now: datetime, **more: str) -> None:
    audit.record(
        action, actor=user, at=now, object_type="import_mapping", object_id=profile.public_id,
        branch=user.branch, name=profile.name, entity=profile.entity, **more,
    )  # fmt: skip
