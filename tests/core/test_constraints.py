"""The check constraints of a row are asked about together, and told apart when one is broken."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from prospects.models import Opportunity
from tests.factories.bank import Bank
from tests.factories.prospects import make_opportunity


@pytest.fixture
def deal(bank: Bank) -> Opportunity:
    """An opportunity that keeps every rule."""
    return make_opportunity(bank.ani, bank.kpr, "Siti", amount=600_000_000)


def asked_of(row: Opportunity, exclude: set[str] | None = None) -> list[str]:
    """Return the questions that checking the constraints of a row takes, savepoints left out."""
    with CaptureQueriesContext(connection) as asked:
        row.validate_constraints(exclude=exclude)
    return [one["sql"] for one in asked if "SAVEPOINT" not in one["sql"]]


def test_a_row_that_keeps_them_takes_one_question(deal: Opportunity) -> None:
    assert len(asked_of(deal)) == 1


def test_each_broken_one_is_named(deal: Opportunity) -> None:
    deal.amount, deal.status = -1, "forgotten"
    with pytest.raises(ValidationError) as refused:
        deal.validate_constraints()
    negative, unknown = refused.value.messages
    assert negative == "Jumlah tidak boleh kurang dari nol."
    assert "opportunity_status_known" in unknown


def test_what_speaks_of_an_excluded_field_is_left_out(deal: Opportunity) -> None:
    deal.amount = -1
    assert len(asked_of(deal, exclude={"amount"})) == 1
