"""The triggers and doors that everything else stands on."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from org.access.scoping import UnscopedQuery
from prospects.models import Opportunity, OpportunityState, PipelineDelta, PipelineFigure, Prospect
from prospects.summary import differences, fold_deltas
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity, make_prospect


def test_reading_a_scoped_table_without_a_person_explodes(bank: Bank) -> None:
    for attempt in ("all", "filter", "get", "count", "create"):
        with pytest.raises(UnscopedQuery):
            getattr(Prospect.objects, attempt)


def test_each_person_reaches_exactly_his_rows(bank: Bank) -> None:
    make_prospect(bank.ani, "Milik Ani")
    make_prospect(bank.budi, "Milik Budi")
    make_prospect(bank.citra, "Milik Citra")
    expected = {
        "ani": {"Milik Ani"},
        "budi": {"Milik Budi"},
        "citra": {"Milik Citra"},
        "tono": {"Milik Ani"},
        "dewi": {"Milik Ani", "Milik Budi"},
        "rudi": {"Milik Ani", "Milik Budi"},
        "sinta": set(),
        "gita": {"Milik Ani", "Milik Budi", "Milik Citra"},
        "hana": {"Milik Ani", "Milik Budi", "Milik Citra"},
        "eko": {"Milik Ani", "Milik Budi", "Milik Citra"},
        "admin": set(),
    }
    for name, person in bank.people.items():
        seen = set(Prospect.objects.visible_to(person).values_list("name", flat=True))
        assert seen == expected[name], name


def test_a_change_closes_one_state_and_opens_the_next(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    later = NOW + timedelta(days=2)
    Opportunity.objects.system("test").filter(pk=opportunity.pk).update(
        stage="contacted", state_at=later, state_by=bank.ani
    )
    states = OpportunityState.objects.system("test").order_by("valid_from")
    assert [(s.stage, s.valid_from, s.valid_to) for s in states] == [
        ("prospect", NOW, later),
        ("contacted", later, None),
    ]
    at = OpportunityState.objects.system("test").at
    assert at(NOW + timedelta(days=1)).get().stage == "prospect"
    assert at(later).get().stage == "contacted"
    assert not at(NOW - timedelta(seconds=1)).exists()


def test_a_change_that_matters_to_no_figure_opens_no_state(bank: Bank) -> None:
    opportunity = make_opportunity(bank.ani, bank.kpr)
    Opportunity.objects.system("test").filter(pk=opportunity.pk).update(loss_note="x")
    assert OpportunityState.objects.system("test").count() == 1


def test_the_figure_equals_the_plain_query_before_and_after_folding(bank: Bank) -> None:
    first = make_opportunity(bank.ani, bank.kpr, amount=600_000_000)
    make_opportunity(bank.ani, bank.kur, "Ratna", amount=50_000_000)
    Opportunity.objects.system("test").filter(pk=first.pk).update(
        stage="contacted", amount=Decimal(650_000_000)
    )

    def figures() -> dict[str, tuple[int, Decimal]]:
        rows = PipelineFigure.objects.visible_to(bank.dewi).open().values("stage")
        return {
            row["stage"]: (row["count"], row["total"])
            for row in rows.annotate(count=Sum("n"), total=Sum("amount"))
            if row["count"]
        }

    expected = {
        "contacted": (1, Decimal(650_000_000)),
        "prospect": (1, Decimal(50_000_000)),
    }
    assert figures() == expected
    assert PipelineDelta.objects.exists()
    assert fold_deltas() > 0
    assert not PipelineDelta.objects.exists()
    assert figures() == expected
    assert differences() == []
    assert fold_deltas() == 0
    assert figures() == expected


def test_the_check_finds_a_wrong_summary(bank: Bank) -> None:
    make_opportunity(bank.ani, bank.kpr)
    fold_deltas()
    PipelineDelta.objects.create(
        branch_id=bank.a.pk, owner_id=bank.ani.pk, product_id=bank.kpr.pk, stage="prospect",
        status="open", n=1, amount=1,
    )  # fmt: skip
    assert len(differences()) == 1


def test_a_row_at_hand_is_reached_as_the_query_says(bank: Bank) -> None:
    for owner in (bank.ani, bank.budi, bank.citra):
        make_opportunity(owner, bank.kpr, owner.username)
    rows = list(Prospect.objects.system("test"))
    for person in bank.people.values():
        seen = set(Prospect.objects.visible_to(person))
        assert {row for row in rows if person.access.reach.holds(row)} == seen, person
