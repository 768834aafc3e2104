"""The papers a bank usually asks for, by family and by how the applicant earns his living.

In code, so that migration, tests and demo load the same list. It is where a bank begins: which
papers, of whom and valid how long is its own policy and is changed under *Administrasi*. Loading
adds what is missing and never touches what the bank has reworded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from products.types import product_types

SINCE = date(2026, 1, 1)
PEOPLE, ALL = "KWP", "KWPB"
CREDIT = ("kpr", "kta", "kkb", "kur", "working_capital")
FIFTY_MILLION = Decimal(50_000_000)


@dataclass(frozen=True)
class Ask:
    """Who brings it: families, letters of Employment, and what narrows it."""

    families: tuple[str, ...]
    of: str = PEOPLE
    is_required: bool = True
    above: Decimal | None = None
    note: tuple[str, str] = ("", "")  # Indonesian, English


@dataclass(frozen=True)
class Paper:
    """A kind of paper with its rules."""

    code: str
    label_id: str
    label_en: str
    asks: tuple[Ask, ...]
    is_personal: bool = False
    months: int | None = None
    has_expiry: bool = False
    keeps_position: bool = False


def _if(families: tuple[str, ...], of: str, indonesian: str, english: str) -> Ask:
    return Ask(families, of, is_required=False, note=(indonesian, english))


MARRIED = ("bila menikah", "if married")
COLLATERAL = ("bila ada agunan", "if there is collateral")
KMG = ("hanya KMG", "KMG only")
PAPERS: tuple[Paper, ...] = (
    Paper("ktp", "e-KTP pemohon", "Applicant's e-KTP",
          (Ask((*CREDIT, "deposit")),), is_personal=True),
    Paper("ktp_spouse", "e-KTP pasangan", "Spouse's e-KTP",
          (_if(CREDIT, PEOPLE, *MARRIED),), is_personal=True),
    Paper("family_card", "Kartu keluarga (KK)", "Family card (KK)", (Ask(CREDIT),),
          is_personal=True),
    Paper("marriage", "Akta nikah, cerai, atau pisah harta",
          "Marriage, divorce or separation deed",
          (_if(CREDIT, PEOPLE, "sesuai status kawin", "by marital status"),), is_personal=True),
    Paper("single_letter", "Surat belum menikah", "Letter of being unmarried",
          (_if(CREDIT, PEOPLE, "bila belum menikah", "if unmarried"),),
          is_personal=True, months=3),
    Paper("management_ktp", "e-KTP pengurus", "Managers' e-KTP",
          (Ask(("kkb", "kur", "working_capital", "deposit"), "B"),
           _if(("kpr",), "W", "bila berbadan usaha", "if through an entity")), is_personal=True),
    Paper("npwp", "NPWP", "NPWP",
          (Ask(("kpr", "kur", "working_capital", "deposit"), ALL),
           Ask(("kta", "kkb"), ALL, above=FIFTY_MILLION)), is_personal=True),
    Paper("payslip", "Slip gaji", "Payslips",
          (Ask(("kpr", "kta", "kkb"), "K", note=("1–3 bulan terakhir", "last 1–3 months")),),
          is_personal=True),
    Paper("employment_letter", "SK kerja", "Letter of employment",
          (Ask(("kpr", "kta", "kkb"), "K"),), is_personal=True),
    Paper("tax_return", "SPT tahunan atau 1721-A1", "Tax return or 1721-A1",
          (Ask(("kpr",)), Ask(("kta",), is_required=False), Ask(("working_capital",), "WB")),
          is_personal=True),
    Paper("bank_statement", "Rekening koran", "Bank statements",
          (Ask(("kpr",), "K", note=("3 bulan", "3 months")),
           Ask(("kpr",), "WP", note=("3–6 bulan", "3–6 months")),
           Ask(("kta", "kkb"), note=("3 bulan", "3 months")),
           Ask(("kur",), is_required=False),
           Ask(("working_capital",), ALL, note=("6–12 bulan", "6–12 months"))),
          is_personal=True),
    Paper("business_licence", "NIB/SIUP atau SKU/SKDU", "NIB/SIUP or SKU/SKDU",
          (Ask(("kpr", "kta", "kkb"), "W"), Ask(("kur",), ALL),
           Ask(("working_capital",), "WB"), Ask(("deposit",), "B")),
          is_personal=True, has_expiry=True),
    Paper("practice_licence", "Izin praktik atau profesi", "Practice licence",
          (Ask(("kpr", "kta", "kkb", "working_capital"), "P"),),
          is_personal=True, has_expiry=True),
    Paper("deed", "Akta pendirian dan perubahan", "Deed of establishment and changes",
          (Ask(("kkb", "kur", "working_capital", "deposit"), "B"),
           _if(("kpr",), "W", "bila berbadan usaha", "if through an entity")), is_personal=True),
    Paper("ministry_decree", "SK Kemenkumham", "Ministry decree (Kemenkumham)",
          (Ask(("kkb", "kur", "working_capital", "deposit"), "B"),
           _if(("kpr",), "W", "bila berbadan usaha", "if through an entity")), is_personal=True),
    Paper("financials", "Laporan keuangan", "Financial statements",
          (Ask(("kpr",), "W", note=("2 tahun", "2 years")),
           Ask(("kkb",), ALL, is_required=False, note=("2 tahun", "2 years")),
           Ask(("kur",), ALL, note=("sederhana", "simple")),
           Ask(("working_capital",), "WB", note=("2 tahun", "2 years"))), is_personal=True),
    Paper("purchase", "SPR atau PPJB", "Sale agreement (SPR or PPJB)", (Ask(("kpr",), ALL),)),
    Paper("certificate", "SHM atau SHGB", "Land certificate (SHM or SHGB)",
          (Ask(("kpr",), ALL), _if(("kta",), PEOPLE, *KMG),
           Ask(("kur",), ALL, is_required=False, above=Decimal(100_000_000)),
           _if(("working_capital",), ALL, *COLLATERAL)), has_expiry=True),
    Paper("building_permit", "IMB atau PBG", "Building permit (IMB or PBG)",
          (Ask(("kpr",), ALL), _if(("kta",), PEOPLE, *KMG),
           _if(("working_capital",), ALL, *COLLATERAL))),
    Paper("land_tax", "PBB", "Land and building tax (PBB)",
          (Ask(("kpr",), ALL), _if(("kta",), PEOPLE, *KMG),
           _if(("working_capital",), ALL, *COLLATERAL))),
    Paper("dealer_order", "SPK dealer", "Dealer's order (SPK)",
          (Ask(("kkb",), ALL), _if(("working_capital",), ALL, *COLLATERAL))),
    Paper("invoice", "Faktur kendaraan", "Vehicle invoice",
          (Ask(("kkb",), ALL), _if(("working_capital",), ALL, *COLLATERAL))),
    Paper("bpkb", "BPKB", "Vehicle title (BPKB)",
          (Ask(("kkb",), ALL), _if(("working_capital",), ALL, *COLLATERAL))),
    Paper("appraisal", "Laporan taksasi", "Appraisal report",
          (_if(("kpr",), ALL, "setelah taksasi", "after the appraisal"),
           _if(("working_capital",), ALL, *COLLATERAL)), has_expiry=True),
    Paper("insurance", "Polis asuransi", "Insurance policy",
          (_if(("kpr", "kta", "kkb", "working_capital"), ALL, "setelah akad", "after the akad"),),
          has_expiry=True),
    Paper("visit_photo", "Foto kunjungan (OTS)", "Visit photo (OTS)",
          (_if(CREDIT, ALL, "setelah kunjungan", "after the visit"),), keeps_position=True),
    Paper("consent", "Persetujuan data pribadi", "Consent to data processing",
          (Ask((*CREDIT, "deposit"), ALL),), is_personal=True),
    Paper("slik_consent", "Persetujuan SLIK", "Consent to SLIK", (Ask(CREDIT, ALL),),
          is_personal=True),
    Paper("explain_back", "Bukti penjelasan bertanda tangan", "Signed explain-back sheet", ()),
    Paper("riplay", "RIPLAY bertanda tangan", "Signed RIPLAY",
          (Ask((*CREDIT, "deposit"), ALL),)),
    Paper("cdd", "Formulir CDD", "CDD form", (Ask((*CREDIT, "deposit"), ALL),),
          is_personal=True),
    Paper("decision_sheet", "Lembar putusan kredit", "Sheet of the credit decision", ()),
)  # fmt: skip


def families_like(columns: tuple[str, ...]) -> list[str]:
    """Return the families whose papers stand in these columns of the bank's list."""
    return [code for code, family in product_types().items() if family.documents in columns]


def load_families(types: Any, rules: Any) -> int:
    """Give families without any rule those of their column; return how many rules were added."""
    known = set(rules._default_manager.values_list("family", flat=True))
    there = {row.code: row for row in types._default_manager.all()}
    made = [
        rules(type=there[paper.code], family=family, employments=ask.of, amount_above=ask.above,
              requirement="required" if ask.is_required else "optional",
              note_id=ask.note[0], note_en=ask.note[1], valid_from=SINCE)
        for paper in PAPERS if paper.code in there
        for ask in paper.asks
        for family in families_like(ask.families) if family not in known
    ]  # fmt: skip
    rules._default_manager.bulk_create(made)
    return len(made)


def load(types: Any = None, rules: Any = None) -> int:
    """Add the papers that are missing, each with its rules; return how many were added."""
    if types is None:
        from documents.models import DocumentRule, DocumentType

        types, rules = DocumentType, DocumentRule
    there = set(types._default_manager.values_list("code", flat=True))
    knows_position = any(one.name == "keeps_position" for one in types._meta.get_fields())
    new = [
        (place, paper) for place, paper in enumerate(PAPERS)
        if paper.code not in there and (knows_position or not paper.keeps_position)
    ]  # fmt: skip
    rows = [
        types(code=paper.code, label_id=paper.label_id, label_en=paper.label_en,
              is_personal=paper.is_personal, validity_months=paper.months,
              has_expiry=paper.has_expiry, position=(place + 1) * 10,
              **({"keeps_position": True} if paper.keeps_position else {}))
        for place, paper in new
    ]  # fmt: skip
    types._default_manager.bulk_create(rows)
    made = [
        rules(type=row, family=family, employments=ask.of, amount_above=ask.above,
              requirement="required" if ask.is_required else "optional",
              note_id=ask.note[0], note_en=ask.note[1], valid_from=SINCE)
        for row, (_place, paper) in zip(rows, new, strict=True)
        for ask in paper.asks
        for family in families_like(ask.families)
    ]  # fmt: skip
    rules._default_manager.bulk_create(made)
    return len(rows)
