"""A family is one file and one line: every one offers all parts, and a new one works at once."""

from __future__ import annotations

import sys
from dataclasses import fields, replace
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from django.utils.module_loading import import_string

from documents import catalogue as papers
from documents.models import DocumentRule, DocumentType
from products import catalogue
from products.models import ContractTerms, Product
from products.models.product import DepositBasis, Method
from products.models.settings import CostCode
from products.types import Kind, ProductType, kpr, product_types
from prospects import pipeline
from tests.factories.bank import Bank
from tests.factories.prospects import NOW, make_opportunity
from tests.factories.rates import make_sheet

CODES = (
    "kpr", "kpa", "takeover", "flpp", "kta", "kkb", "kur", "working_capital", "investment",
    "deposit", "term_savings", "savings", "giro",
)  # fmt: skip
MAY_LACK = {"purchase", "may_float", "homes", "is_vehicle"}


def test_the_families_of_the_bank_are_there() -> None:
    assert tuple(product_types()) == CODES


@pytest.mark.parametrize("code", CODES)
def test_every_family_offers_all_parts(code: str) -> None:
    family = product_types()[code]
    for part in fields(ProductType):
        assert part.name in MAY_LACK or getattr(family, part.name), part.name
    columns = {one.name for model in (Product, ContractTerms) for one in model._meta.fields}
    assert set(family.parameters) <= columns
    assert set(family.methods) <= {*Method.values, *DepositBasis.values}
    assert set(family.costs) <= set(CostCode.values)
    assert family.documents in CODES
    assert all(callable(import_string(path)) for path in family.eligibility)
    texts = (family.label, family.description)
    for text in texts:
        with translation.override("en"):
            english = str(text)
        with translation.override("id"):
            assert str(text) != english or text is family.label  # "Giro" is one word everywhere


@pytest.mark.django_db
def test_every_family_has_a_product_with_a_rate_and_papers() -> None:
    catalogue.load()
    with_rate = set(Product.objects.exclude(rates=None).values_list("family", flat=True))
    assert with_rate == set(CODES)
    papers.load_families(DocumentType, DocumentRule)
    assert set(DocumentRule.objects.values_list("family", flat=True)) == set(CODES)
    assert papers.load_families(DocumentType, DocumentRule) == 0
    for product in Product.objects.all():
        product.full_clean()


@pytest.fixture
def gold(settings: Any, monkeypatch: pytest.MonkeyPatch) -> str:
    """A family nobody has heard of: one module with one TYPE, and one line."""
    module: Any = ModuleType("tests.gold")
    module.TYPE = replace(
        kpr.TYPE, code="gold", label="Cicil emas", purchase=None, may_float=False, example_months=24
    )
    monkeypatch.setitem(sys.modules, "tests.gold", module)
    settings.PRODUCT_TYPES = (*settings.PRODUCT_TYPES, "tests.gold")
    return "gold"


def test_a_new_family_is_sold_like_the_others(bank: Bank, gold: str) -> None:
    hana, ani = Client(), Client()
    hana.force_login(bank.hana)
    ani.force_login(bank.ani)
    body = {
        "code": "EMAS", "name": "Cicil Emas", "short_name": "Emas", "family": gold,
        "method": "anuitas", "carry": "rounded", "deposit_basis": "actual", "position": "5",
        "is_active": "on", "segment": "",
    }  # fmt: skip
    assert hana.post("/administration/products/add/", body).status_code == 303
    product = Product.objects.get(code="EMAS")
    assert product.type.kind == Kind.CREDIT
    make_sheet(bank, product, "9")
    papers.load_families(DocumentType, DocumentRule)
    assert DocumentRule.objects.filter(family=gold).exists()
    deal = make_opportunity(bank.ani, product, "Sugimin", amount=25_000_000)
    pipeline.move_stage(deal, stage="contacted", version=deal.version, actor=bank.ani, now=NOW)
    assert "Sugimin" in ani.get("/pipeline/table/?family=gold").content.decode()
    assert "Cicil emas" in ani.get("/catalogue/EMAS/").content.decode()
    assert "Rp25" in ani.get("/simulasi/EMAS/?amount=25jt&term=24&unit=months").content.decode()
    rate = product.rates.get()
    assert rate.sheet is not None
    assert rate.sheet.label == "EMAS v1"
