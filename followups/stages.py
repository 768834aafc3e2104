"""A customer who was reached is no longer a mere prospect: the ladder follows the contact."""

from datetime import datetime

from followups.models import Interaction
from org.models import User
from prospects import timeline
from prospects.models import Opportunity, Prospect
from prospects.signals import opportunity_changed

CONTACTED = "contacted"


def contacted(
    prospect: Prospect, opportunity: Opportunity | None, *, actor: User, now: datetime
) -> str:
    """Move an opportunity that stands on the first rung to *dihubungi*; return where it stood.

    Without a named opportunity the prospect's only open one is meant.
    """
    row = opportunity or _only_open(prospect)
    if row is None or row.status != Opportunity.Status.OPEN:
        return ""
    if row.stage != row.product.type.first.code:
        return ""
    before = row.stage
    _move(row, CONTACTED, actor=actor, now=now)
    return before


def not_contacted(interaction: Interaction, *, actor: User, now: datetime) -> None:
    """Take the move back that a contact caused, unless the opportunity went on since."""
    row = interaction.opportunity or _only_open(interaction.prospect)
    if row is not None and interaction.stage_before and row.stage == CONTACTED:
        _move(row, interaction.stage_before, actor=actor, now=now)


def _only_open(prospect: Prospect) -> Opportunity | None:
    rows = list(
        Opportunity.objects.system("what a contact with the prospect is about")
        .open()
        .filter(prospect=prospect)
        .select_related("product", "branch", "owner", "prospect")[:2]
    )
    return rows[0] if len(rows) == 1 else None


def _move(row: Opportunity, stage: str, *, actor: User, now: datetime) -> None:
    before = row.stage
    row.save_version(
        row.version,
        stage=stage,
        stage_since=row.branch.local_date(now),
        updated_at=now,
        state_at=now,
        state_by=actor,
    )
    timeline.write(
        "opportunity_moved", prospect=row.prospect, opportunity=row, at=now, actor=actor,
        before=before, after=stage,
    )  # fmt: skip
    opportunity_changed.send(
        sender=Opportunity, opportunity=row, actor=actor, now=now, kind="moved"
    )
