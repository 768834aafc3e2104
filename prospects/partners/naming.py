"""Naming partner, project and unit of an opportunity; one unit financed twice is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from org.access.permissions import Permission as P
from org.models import User
from prospects.models import Opportunity, Partner, Project, Unit
from prospects.models.partner import unit_key
from prospects.pipeline.base import require, require_open, tell


@dataclass(frozen=True)
class Named:
    """What an opportunity is about. `unit` is written as people write it: *C2/8*."""

    partner: Partner | None = None
    project: Project | None = None
    unit: str = ""


class UnitTaken(Exception):
    """The unit stands in another running or won opportunity; `words` say in whose."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@transaction.atomic
def name_partner(
    opportunity: Opportunity,
    named: Named,
    *,
    version: int,
    actor: User,
    now: datetime,
    is_sure: bool = False,
) -> Opportunity:
    """Write partner, project and unit; a unit nobody entered yet is added to its project.

    Raises UnitTaken once when another opportunity names the unit, unless `is_sure`;
    ValidationError in the user's words, StaleError for an old version.
    """
    require(actor, P.OPPORTUNITY_CHANGE)
    require_open(opportunity)
    partner = _partner_of(named)
    unit = _unit_of(named)
    if unit is not None and unit.pk != opportunity.unit_id and not is_sure:
        _refuse_taken(unit, opportunity, now)
    if _is_same(opportunity, partner, named.project, unit):
        return opportunity
    opportunity.save_version(
        version, partner=partner, project=named.project, unit=unit, updated_at=now
    )
    tell(
        "opportunity_partner", opportunity, actor=actor, now=now,
        partner=partner.name if partner else "",
        project=named.project.name if named.project else "", unit=unit.label if unit else "",
    )  # fmt: skip
    return opportunity


def _partner_of(named: Named) -> Partner | None:
    """A project belongs to its developer, whoever else is named refuses it."""
    if named.project is None:
        return named.partner
    if named.partner not in (None, named.project.partner):
        raise ValidationError(
            {"project": _("This project belongs to %s.") % named.project.partner.name}
        )
    return named.project.partner


def _unit_of(named: Named) -> Unit | None:
    """Return the unit, locked, so that two who name it at once see each other."""
    if not named.unit:
        return None
    if named.project is None:
        raise ValidationError({"unit": _("Choose the project first.")})
    key = unit_key(named.unit)
    if not key:
        raise ValidationError({"unit": _("Write block and number, such as C2/8.")})
    unit, _is_new = Unit.objects.select_for_update().get_or_create(
        project=named.project, key=key, defaults={"label": " ".join(named.unit.split())}
    )
    return unit


def _refuse_taken(unit: Unit, opportunity: Opportunity, now: datetime) -> None:
    """Say who else has it: officer and branch, as for a prospect that is held, nothing more."""
    others = Opportunity.objects.system("one unit, one loan").live().exclude(pk=opportunity.pk)
    other = (
        others.filter(unit=unit).exclude(status=Opportunity.Status.LOST)
        .select_related("owner", "branch").order_by("created_at").first()
    )  # fmt: skip
    if other is not None:
        raise UnitTaken(
            _("%(unit)s already stands in an application of %(owner)s, %(branch)s.")
            % {"unit": unit.label, "owner": other.owner.full_name, "branch": other.branch.name}
        )


def _is_same(
    row: Opportunity, partner: Partner | None, project: Project | None, unit: Unit | None
) -> bool:
    return (row.partner_id, row.project_id, row.unit_id) == tuple(
        one.pk if one else None for one in (partner, project, unit)
    )
