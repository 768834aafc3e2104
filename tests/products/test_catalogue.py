"""Products, their ladders and their dated rates."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from products import catalogue
from products.models import Product, Rate
from products.types import Kind, Phase, all_stages, product_types

D = Decimal
DAY = date(2026, 11, 18)


@pytest.mark.parametrize("code", list(product_types()))
def test_every_family_has_a_ladder_that_only_confirmed_money_ends(code: str) -> None:
    family = product_types()[code]
    codes = [stage.code for stage in family]
    assert codes[:3] == ["prospect", "contacted", "interested"]
    assert len(codes) == len(set(codes))
    assert family.won.is_confirmed
    assert not family.first.is_confirmed
    phases = [list(Phase).index(stage.phase) for stage in family]
    assert phases == sorted(phases)
    confirmed = [stage.is_confirmed for stage in family]
    assert confirmed == sorted(confirmed)
    assert str(family.label)


def test_stages_of_one_code_mean_the_same_in_every_family() -> None:
    for family in product_types().values():
        for stage in family:
            assert all_stages()[stage.code] == stage


@pytest.mark.django_db
def test_the_catalogue_starts_once_and_leaves_changes_alone() -> None:
    catalogue.load()
    Product.objects.filter(code="KPR").update(name="KPR Kami")
    catalogue.load()
    assert Product.objects.count() == len(catalogue.STARTING)
    tiers = sum(len(start.tiers) or 1 for start in catalogue.STARTING)
    assert Rate.objects.count() == tiers
    assert Product.objects.get(code="KPR").name == "KPR Kami"
    for product in Product.objects.all():
        product.full_clean()
    assert Product.objects.get(code="DEP").is_deposit
    assert Product.objects.get(code="KPR").type.kind == Kind.CREDIT


@pytest.fixture
def kpr(db: None) -> Product:
    return Product.objects.create(code="K", name="KPR", short_name="KPR", family="kpr")


def rate(product: Product, percent: str, since: date = date(2026, 1, 1), **tier: object) -> Rate:
    row = Rate(product=product, rate=D(percent), valid_from=since, **tier)
    row.full_clean()
    row.save()
    return row


def best(product: Product, amount: int, months: int, segment: str = "", day: date = DAY) -> Decimal:
    found = product.rates.on(day).fitting(D(amount), months, segment).best()
    assert found
    return found.rate


def test_the_newest_rate_in_force_speaks(kpr: Product) -> None:
    rate(kpr, "7", valid_to=date(2026, 6, 30))
    rate(kpr, "6", since=date(2026, 7, 1))
    rate(kpr, "5", since=date(2026, 12, 1))
    assert best(kpr, 1, 12) == 6
    assert best(kpr, 1, 12, day=date(2026, 6, 30)) == 7
    assert best(kpr, 1, 12, day=date(2026, 12, 1)) == 5
    assert not kpr.rates.on(date(2025, 12, 31)).exists()


def test_tiers_include_their_ends_and_the_own_segment_wins(kpr: Product) -> None:
    rate(kpr, "7")
    rate(kpr, "6.5", min_amount=D(500_000_000), max_amount=D(1_000_000_000))
    rate(kpr, "6.25", segment="sme")
    assert best(kpr, 499_999_999, 12) == 7
    assert best(kpr, 500_000_000, 12) == D("6.5")
    assert best(kpr, 1_000_000_000, 12) == D("6.5")
    assert best(kpr, 1_000_000_001, 12) == 7
    assert best(kpr, 500_000_000, 12, "sme") == D("6.25")


@pytest.mark.parametrize(
    "wrong",
    [
        {"rate": D(101)},
        {"rate": D(-1)},
        {"valid_to": date(2025, 1, 1)},
        {"fixed_months": 12},
        {"floating_rate": D(11)},
    ],
)
def test_a_rate_that_cannot_be_is_refused(kpr: Product, wrong: dict[str, object]) -> None:
    row = Rate(product=kpr, **({"rate": D(5), "valid_from": date(2026, 1, 1)} | wrong))
    with pytest.raises(ValidationError):
        row.full_clean()


def test_limits_that_cross_are_refused(kpr: Product) -> None:
    kpr.min_months, kpr.max_months = 24, 12
    with pytest.raises(ValidationError):
        kpr.full_clean()
    kpr.family = "kapal"
    with pytest.raises(ValidationError):
        kpr.full_clean()
