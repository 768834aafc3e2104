"""Invented partners, named in some home loans, and needs of some customers."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from core.search import sort_name
from org.models import User
from prospects.models import (
    Need,
    Opportunity,
    Partner,
    PartnerContact,
    Project,
    Prospect,
    RivalOffer,
)
from prospects.needs.services import add_row, write_plan
from prospects.partners.naming import Named, name_partner
from reports.demo.organisation import DemoBank

# kind, name, agreement number, days until it ends, contact, project and its units
FIRMS = (
    ("developer", "PT Griya Cipta Parahyangan", "014/PKS/BDG/2025", 320, "Rina Maulani",
     "Griya Parahyangan Residence", ("A1/3", "A1/5", "B2/8", "C4/11")),
    ("developer", "PT Bumi Asri Lestarindo", "021/PKS/BDG/2024", 41, "Heru Prabowo",
     "Bumi Asri Ujungberung", ("D1/2", "D1/7", "E3/9")),
    ("dealer", "CV Motor Jaya Abadi", "007/PKS/BDG/2025", 210, "Santi Wulandari", "", ()),
    ("notary", "Kantor Notaris Maheswari Puspa", "003/PKS/BDG/2026", 500, "Dina Kartika", "", ()),
    ("institution", "Koperasi Karyawan Cendana Raya", "011/PKS/BDG/2023", -20, "Bambang Irawan",
     "", ()),
)  # fmt: skip
NEEDS = (
    ("home", 450_000_000, 60, "Anak pertama masuk SD, ingin rumah sendiri"),
    ("vehicle", 180_000_000, 90, ""),
    ("working_capital", 75_000_000, 30, "Stok menjelang akhir tahun"),
    ("safe_growth", 100_000_000, None, "Dana warisan, belum tahu disimpan di mana"),
)
RIVALS = (("Bank Samudra", "kpr", "5.25", "Bebas provisi sampai akhir tahun"),
          ("BPR Mitra Desa", "kur", "6", "Cair tiga hari"))  # fmt: skip


def tell_partners(bank: DemoBank, now: datetime) -> None:
    """Write firms, name them in running home loans, and record needs; the same every time."""
    ani = bank.people["ani"]
    projects = [one for firm in FIRMS if (one := _firm(firm, ani, now))]
    loans = Opportunity.objects.system("the demo").open().filter(product__family="kpr")
    units = [(project, unit) for project, units in projects for unit in units]
    for row, (project, unit) in zip(loans.order_by("pk"), units, strict=False):
        name_partner(
            row, Named(project=project, unit=unit), version=row.version, actor=row.owner, now=now
        )
    _needs(ani, now)


def _firm(firm: Any, officer: User, now: datetime) -> tuple[Project, tuple[str, ...]] | None:
    kind, name, number, days, contact, estate, units = firm
    row = Partner.objects.create(
        kind=kind, name=name, sort_name=sort_name(name), agreement_number=number,
        officer=officer, branch=officer.branch,
        agreement_until=(now + timedelta(days=days)).date(),
    )  # fmt: skip
    PartnerContact.objects.create(partner=row, name=contact, role="Pemasaran")
    return (Project.objects.create(partner=row, name=estate), units) if estate else None


def _needs(owner: User, now: datetime) -> None:
    people = Prospect.objects.system("the demo").live().filter(owner=owner).order_by("-pk")
    today = owner.branch.local_date(now) if owner.branch else now.date()
    for person, (purpose, amount, days, note) in zip(people, NEEDS, strict=False):
        wanted = today + timedelta(days=days) if days else None
        values = {"purpose": purpose, "amount": Decimal(amount), "wanted_on": wanted, "note": note}
        add_row(Need, person, values, actor=owner, now=now)
    for person, (lender, family, rate, costs) in zip(people, RIVALS, strict=False):
        offer = {"bank": lender, "family": family, "rate": Decimal(rate), "costs": costs}
        add_row(RivalOffer, person, offer | {"seen_on": today}, actor=owner, now=now)
    plan = {"aim": "Gaji karyawannya lewat kita sebelum pertengahan tahun", "rhythm_days": 14}
    write_plan(people[0], plan, version=0, actor=owner, now=now)
