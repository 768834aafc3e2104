"""What a letter is written from, read once: product, bank, people, papers, examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from documents.checklist import checklist_of
from offers.letters import examples, figures
from offers.letters.figures import Terms
from offers.letters.numbers import setting_of
from offers.models import Letter, LetterKind, LetterSetting, Promotion
from org.access.roles import Role
from org.models import Branch, User
from org.models.bank import BankSettings
from products.models import Product

BESIDE = 6  # other products it names


@dataclass(frozen=True)
class Source:
    """Everything the words of a letter lean on."""

    letter: Letter
    product: Product
    branch: Branch
    bank: BankSettings
    setting: LetterSetting
    day: date
    number: str
    figures: dict[str, Any]
    signers: list[tuple[str, str]]  # name, role
    papers: dict[str, list[str]] = field(default_factory=dict)  # language -> names
    examples: list[dict[str, Any]] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    early_penalty: Decimal | None = None  # % of what is paid early

    @property
    def promotion(self) -> Promotion | None:
        """What the customer gets beside it; only an offer promises one."""
        return self.letter.promotion if self.letter.kind == LetterKind.OFFER else None

    @property
    def terms(self) -> Terms | None:
        """The terms of the letter."""
        return figures.terms_of(self.letter)

    def money(self, name: str) -> Decimal:
        """Return a figure in rupiah; 0 where there is none."""
        return Decimal(self.figures.get(name) or 0)


def source_of(letter: Letter, *, day: date, number: str = "") -> Source:
    """Read what the letter needs. Raises CalculationError for terms no contract can have."""
    opportunity = letter.opportunity
    product, branch = opportunity.product, opportunity.branch
    terms = figures.terms_of(letter)
    told = figures.frozen(product, terms, day) if terms else {}
    is_profile = letter.kind == LetterKind.PROFILE
    shown = examples.for_employees(product, day) if is_profile else []
    contract = product.terms.on(day).first()
    return Source(
        letter=letter, product=product, branch=branch, bank=BankSettings.load(),
        setting=setting_of(letter.kind), day=day, number=number, figures=told,
        signers=signers_of(letter, branch),
        papers=papers_of(letter, day) if letter.kind == LetterKind.PAPERS else {},
        examples=shown,
        products=products_beside(_names(product, shown)) if is_profile else [],
        early_penalty=Decimal(contract.early_penalty) if contract else None,
    )  # fmt: skip


def signers_of(letter: Letter, branch: Branch) -> list[tuple[str, str]]:
    """Return the officer and who signs for the branch: its head, else that of the main branch."""
    heads = User.objects.filter(role=Role.BRANCH_HEAD, is_active=True)
    ids = [branch.pk, *([branch.parent_id] if branch.parent_id else [])]
    found = sorted(heads.filter(branch__in=ids), key=lambda head: (head.branch_id != branch.pk,
                                                                   head.pk))  # fmt: skip
    owner = letter.opportunity.owner
    pairs = [(owner.full_name, str(owner.role))]
    return pairs + [(head.full_name, str(head.role)) for head in found[:1] if head.pk != owner.pk]


def papers_of(letter: Letter, day: date) -> dict[str, list[str]]:
    """Return the required papers that are not here yet, in both languages."""
    found: dict[str, list[str]] = {}
    for language in ("id", "en"):
        listed = checklist_of(letter.opportunity, today=day, language=language)
        found[language] = [
            f"{item.type.label(language)} ({item.note})" if item.note else item.type.label(language)
            for item in listed.open
        ]
    return found


def _names(product: Product, shown: list[dict[str, Any]]) -> set[str]:
    return {one["product"] for one in shown if "product" in one} or {product.name}


def products_beside(shown: set[str]) -> list[Product]:
    """Return what else the bank offers the institution and its people, beside these names."""
    return list(Product.objects.offered().exclude(name__in=shown)[:BESIDE])
