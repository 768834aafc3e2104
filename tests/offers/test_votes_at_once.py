"""Votes cast at the same moment: real commits, threads that meet at a barrier."""

from collections import Counter
from functools import partial

import pytest
from django.core.exceptions import ValidationError

from core.versioning import StaleError
from offers.decisions.voting import Ballot, vote
from offers.models import Committee, CreditProposal, Decision, DecisionLimit, DecisionVote
from org.models import User
from prospects import links
from tests.factories.bank import Bank, make_bank
from tests.factories.decisions import MILLION, make_file, make_limits, put_forward
from tests.factories.prospects import NOW
from tests.together import at_once

YES = Ballot("approve", "Layak dibiayai.")
ROUNDS = 4


@pytest.fixture
def crowd(transactional_db: None) -> Bank:
    return make_bank()


def cast(key: int, version: int, by: User) -> str:
    """Vote as somebody who saw the proposal at `version`."""
    row = CreditProposal.objects.system("test").get(pk=key)
    return str(vote(row, YES, version=version, actor=by, now=NOW).state)


def test_members_of_a_committee_who_vote_together_make_one_decision(crowd: Bank) -> None:
    board = Committee.objects.create(name="Komite Kanwil", quorum=2,
                                     positions=["branch_head", "regional_head"])  # fmt: skip
    board.members.add(crowd.hana)
    DecisionLimit.objects.create(committee=board, max_exposure=2_000 * MILLION,
                                 valid_from=NOW.date())  # fmt: skip
    row = put_forward(make_file(crowd.ani, crowd.kpr), crowd.ani)
    people, states = [crowd.dewi, crowd.gita, crowd.hana], []
    for seen in (1, 2):  # whoever came second looks at the page again, and votes
        came = at_once(
            *(partial(cast, row.pk, seen, one) for one in people), refusals=(StaleError,)
        )
        assert Counter(map(type, came)) == {str: 1, type: len(people) - 1}, came
        states += [one for one in came if isinstance(one, str)]
        people = [one for one, result in zip(people, came, strict=True) if result is StaleError]
    assert states == ["waiting", "approved"]
    assert DecisionVote.objects.count() == 2
    made = Decision.objects.system("test").get()
    assert (made.proposal, made.number, len(made.deciders)) == (row, "001/PTS/A/XI/2026", 2)


def test_two_files_of_a_group_do_not_both_fit_a_limit_that_holds_one(crowd: Bank) -> None:
    make_limits()
    for number in range(1, ROUNDS + 1):
        husband, wife = (
            make_file(crowd.ani, crowd.kpr, f"{name} {number}") for name in ("Hadi", "Sri")
        )
        links.add_link(husband.prospect, "spouse", other=wife.prospect, actor=crowd.ani, now=NOW)
        rows = [put_forward(one, crowd.ani, 600) for one in (husband, wife)]
        came = at_once(
            *(partial(cast, row.pk, 1, crowd.dewi) for row in rows), refusals=(ValidationError,)
        )
        assert sorted(map(str, came)) == [str(ValidationError), "approved"], came
        assert Decision.objects.system("test").count() == number
