"""Two hundred letters at the same moment: no number twice, none left out. Real commits."""

import threading
from decimal import Decimal

import pytest
from django.db import connection

from offers.letters import drafts, services
from offers.models import Letter
from products.models import Rate
from tests.factories.bank import Bank, make_bank
from tests.factories.prospects import NOW, make_opportunity

REQUESTS, DOORS = 200, 20


@pytest.fixture
def crowd(transactional_db: None) -> Bank:
    return make_bank()


def many_drafts(bank: Bank) -> list[Letter]:
    Rate.objects.create(product=bank.kur, rate=Decimal(6), valid_from=NOW.date())
    deal = make_opportunity(bank.ani, bank.kur, amount=50_000_000)
    values = {"amount": Decimal(50_000_000), "months": 12, "rate": Decimal(6), "language": "id",
              "recipient": "Usaha Maju", "valid_until": NOW.date()}  # fmt: skip
    one = drafts.write(deal, "offer", values, actor=bank.ani, now=NOW, today=NOW.date())
    names = {field.attname for field in Letter._meta.concrete_fields} - {"id", "public_id"}
    kept = {name: getattr(one, name) for name in names}
    Letter._unscoped.bulk_create(Letter(**kept) for _n in range(REQUESTS - 1))
    return list(Letter._unscoped.order_by("pk"))


def test_numbers_have_no_gap_and_no_double_under_200_parallel_requests(crowd: Bank) -> None:
    rows, errors = many_drafts(crowd), []
    barrier = threading.Barrier(DOORS)

    def work(letters: list[Letter]) -> None:
        try:
            barrier.wait(20)
            for row in letters:
                services.issue(row, version=1, actor=crowd.ani, now=NOW, today=NOW.date())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[rows[door::DOORS]]) for door in range(DOORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not errors
    taken = Letter._unscoped.order_by("sequence").values_list("sequence", "number")
    assert [sequence for sequence, _number in taken] == list(range(1, REQUESTS + 1))
    assert len({number for _sequence, number in taken}) == REQUESTS
