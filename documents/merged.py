"""What a merge of two customers makes of papers that serve all applications of a customer.

The merge moves what the winner has no like of. Of two papers of a kind the better one must serve:
a KTP that was checked is not hidden behind a row that says it is missing. The other stays with the
loser, so that an undo finds it.
"""

from __future__ import annotations

from datetime import date, datetime

from documents.models import Document
from prospects.models import Prospect

State = Document.State
# The better, the higher; equal ones stay as they are.
RANKS: dict[str, int] = {
    State.CHECKED: 5, State.RECEIVED: 4, State.DEFERRED: 3, "expired": 2, State.REJECTED: 1,
    State.MISSING: 0,
}  # fmt: skip


def settle(one: Prospect, other: Prospect, now: datetime) -> int:
    """Let the better of two papers lie with the live customer; return how many changed places.

    After an undo both are live: each paper goes back to whose application it was last handled for.
    """
    papers = Document.objects.system("two customers are one").filter(
        prospect__in=(one, other), is_personal=True
    )
    pairs: dict[int, dict[int, Document]] = {}
    for paper in papers.select_related("opportunity").order_by("pk"):
        pairs.setdefault(paper.type_id, {})[paper.prospect_id] = paper
    today = one.branch.local_date(now)
    both = [pair for pair in pairs.values() if len(pair) == 2]
    is_merged = other.merged_into_id == one.pk
    is_wrong = _is_worse if is_merged else _is_crossed
    wrong = [pair for pair in both if is_wrong(pair[one.pk], pair[other.pk], today)]
    for pair in wrong:
        _swap(pair[one.pk], pair[other.pk])
    return len(wrong)


def _is_worse(of_winner: Document, of_loser: Document, today: date) -> bool:
    """Tell whether the loser had the better paper."""
    return RANKS[of_loser.state_on(today)] > RANKS[of_winner.state_on(today)]


def _is_crossed(of_winner: Document, of_loser: Document, _today: date) -> bool:
    """Tell whether each of two papers was last handled for an application of the other."""
    winner, loser = of_winner.prospect_id, of_loser.prospect_id
    owners = (of_winner.opportunity.prospect_id, of_loser.opportunity.prospect_id)
    return owners == (loser, winner)


def _swap(one: Document, other: Document) -> None:
    """Let two papers change customers; one steps aside first, for each kind is there once."""
    rows = Document.objects.system("two customers are one")
    rows.filter(pk=one.pk).update(is_personal=False)
    rows.filter(pk=other.pk).update(prospect=one.prospect_id)
    rows.filter(pk=one.pk).update(prospect=other.prospect_id, is_personal=True)
