"""Is the load what the portal itself would have written?"""

from prospects import summary
from prospects.models import Opportunity, OpportunityState, Prospect

SAMPLE = 200


class Wrong(Exception):
    """The load differs from what the portal would have written."""


def check(prospects: int) -> dict[str, int]:
    """Return the counts; raises Wrong with the first difference found."""
    people = Prospect.objects.system("check of the load")
    counts = {
        "prospects": people.count(),
        "opportunities": Opportunity.objects.system("check of the load").count(),
        "states": OpportunityState.objects.system("check of the load").count(),
    }
    if counts["prospects"] != prospects or counts["opportunities"] != 3 * prospects:
        raise Wrong(f"Not every row is there: {counts}.")
    for prospect in people.order_by("public_id")[:SAMPLE]:
        _check_search(prospect)
    _check_states()
    if summary.differences() or summary.branch_differences():
        raise Wrong("Totals and opportunities disagree.")
    return counts


def _check_search(prospect: Prospect) -> None:
    kept = (prospect.search_text, prospect.sort_name)
    prospect.refresh_search()
    meant = (prospect.search_text, prospect.sort_name)
    if kept != meant:
        raise Wrong(f"Search text of {prospect.number}: {kept} instead of {meant}.")


def _check_states() -> None:
    """The open state of an opportunity says what its row says."""
    rows = list(Opportunity.objects.system("check of the load").order_by("public_id")[:SAMPLE])
    states = OpportunityState.objects.system("check of the load").filter(valid_to=None)
    found = {state.opportunity_id: state for state in states.filter(opportunity__in=rows)}
    for row in rows:
        state = found.get(row.pk)
        if state is None or _facts(state) != _facts(row) or state.valid_from != row.state_at:
            raise Wrong(f"State of opportunity {row.pk}.")


def _facts(row: Opportunity | OpportunityState) -> tuple[object, ...]:
    return (row.stage, row.status, row.amount, row.owner_id, row.branch_id, row.product_id,
            row.loss_reason_id)  # fmt: skip
