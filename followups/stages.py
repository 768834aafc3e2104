"""A customer who was reached is no longer a mere prospect: the ladder follows the contact."""

from datetime import datetime

from followups.models import Interaction
from org.models import User
from prospects.models import Opportunity, Prospect
from prospects.pipeline import move_stage, undo_move

CONTACTED = "contacted"


def contacted(
    prospect: Prospect, opportunity: Opportunity | None, *, actor: User, now: datetime
) -> str:
    """Move an opportunity that stands on the first rung to *dihubungi*; return where it stood.

    Without a named opportunity the prospect's only open one is meant.
    """
    row = opportunity or _only_open(prospect)
    if row is None or row.status != Opportunity.Status.OPEN or row.archived_at:
        return ""
    before = row.stage
    if before != row.product.type.first.code:
        return ""
    move_stage(row, stage=CONTACTED, version=row.version, actor=actor, now=now)
    return before


def not_contacted(interaction: Interaction, *, actor: User, now: datetime) -> None:
    """Take the move back that a contact caused, unless the opportunity went on since."""
    before = interaction.stage_before
    row = interaction.opportunity or _only_open(interaction.prospect)
    if row is not None and before and row.stage == CONTACTED:
        undo_move(row, stage=before, version=row.version, actor=actor, now=now)


def _only_open(prospect: Prospect) -> Opportunity | None:
    rows = list(
        Opportunity.objects.system("what a contact with the prospect is about")
        .open()
        .filter(prospect=prospect)
        .select_related("product", "branch", "owner", "prospect")[:2]
    )
    return rows[0] if len(rows) == 1 else None
