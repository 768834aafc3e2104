"""Which column is probably which field: by its name, else by what stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from core import search
from core.errors import InputError
from core.identity import normalise_phone
from core.money import parse_rupiah
from core.spreadsheets.reading import Table
from products.models import Product
from products.types import all_stages
from prospects import sources
from prospects.imports.memory import Recalled
from prospects.imports.profile import DECIMAL_STYLES, FIELDS, MAPPED, NEEDED
from prospects.models import Prospect
from prospects.paste import FAMILY_CODES, recognise

SAMPLE = 200  # rows that are looked at
VALUES_SHOWN = 40  # different values of a column that can be given a meaning
# What people call the fields, normalised; the first fitting column is taken.
ALIASES: dict[str, tuple[str, ...]] = {
    "name": ("nama", "nama lengkap", "nama nasabah", "nama calon", "nama prospek", "name",
             "full name", "customer", "nasabah", "nama debitur", "last name"),
    "phone": ("hp", "no hp", "nomor hp", "no hp wa", "hp wa", "wa", "no wa", "nomor wa",
              "whatsapp", "no whatsapp", "ponsel", "no ponsel", "nomor ponsel", "telepon",
              "no telepon", "nomor telepon", "telp", "no telp", "handphone", "no handphone",
              "phone", "phone number", "mobile", "mobile number", "mobile phone"),
    "product": ("produk", "minat", "minat produk", "produk diminati", "jenis kredit", "product",
                "product of interest"),
    "amount": ("plafon", "plafond", "perkiraan plafon", "rencana pinjam", "rencana pinjaman",
               "nominal", "jumlah", "jumlah pinjaman", "nilai", "amount", "estimated amount",
               "loan amount"),
    "source": ("sumber", "tau dari", "tahu dari", "asal", "sumber info", "source", "lead source"),
    "company": ("perusahaan", "usaha", "nama usaha", "instansi", "tempat kerja", "company",
                "tempat kerja atau usaha", "workplace or business"),
    "email": ("email", "e mail", "surel", "alamat email"),
    "address": ("alamat", "alamat rumah", "domisili", "address"),
    "referrer_name": ("referensi", "direferensikan oleh", "referrer", "referred by"),
    "created_at": ("tanggal", "tgl", "tanggal datang", "tgl datang", "tanggal kontak", "tgl kontak",
                   "tanggal dicatat", "dibuat", "date", "created", "created time",
                   "date recorded"),
    "notes": ("catatan", "keterangan", "notes", "note", "remark", "remarks"),
    "external_id": ("id", "kode", "external id", "leadid", "nomor", "key", "opportunity key",
                    "kunci peluang"),
    "prospect": ("nomor prospek", "prospect number", "prospek", "prospect", "lead", "leadid"),
    "stage": ("tahap", "stage", "tahapan"),
    "status": ("status", "lead status"),
    "owner": ("ao", "kode ao", "nama ao", "petugas", "sales", "owner", "lead owner",
              "potential owner"),
    "closed_at": ("tanggal tutup", "selesai", "closed", "closed date", "closing date"),
    "expected_close": ("perkiraan cair", "target cair", "target selesai", "closing date",
                       "expected close"),
    "stage_since": ("sejak", "tahap sejak", "stage since"),
    "kind": ("jenis", "kind"),
    "area": ("kecamatan", "kota", "kabupaten", "kota kabupaten", "kabupaten kota", "kota domisili",
             "kecamatan domisili", "wilayah", "district", "city", "district or city",
             "kecamatan atau kota"),
}  # fmt: skip
EXACT = {"area"}  # a town may be the one of birth, so the whole name of the column has to fit
SOURCE_WORDS: dict[str, tuple[str, ...]] = {
    "social_media": ("ig", "instagram", "fb", "facebook", "tiktok", "medsos", "sosmed", "linkedin"),
    "walk_in": ("datang", "datang langsung", "walk in", "walkin"),
    "referral": ("referral", "rekomendasi", "teman", "keluarga"),
    "colleague": ("rekan", "kolega", "karyawan"),
    "event": ("pameran", "event", "acara", "expo", "bazar"),
    "campaign": ("brosur", "iklan", "promo", "campaign"),
    "website": ("web", "website", "internet", "google"),
    "existing_customer": ("nasabah", "nasabah lama", "nasabah existing"),
    "frontline": ("teller", "cs", "satpam", "customer service"),
    "institution": ("instansi", "payroll"),
    "developer": ("developer", "pengembang"),
    "dealer": ("dealer", "showroom"),
    "other": ("lain", "lain lain", "lainnya", "other"),
}
STAGE_WORDS: dict[str, tuple[str, ...]] = {
    "won": ("won", "closed won", "menang", "realisasi"),
    "lost": ("lost", "closed lost", "kalah", "batal", "gagal", "ditolak"),
}
# One column may be two fields: the prospect's key is the key of its one opportunity, and the day of
# closing is the expected one as long as the opportunity is open.
TWICE = {"prospect": "external_id", "expected_close": "closed_at"}
DATE_PATTERNS = (
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M",
    "%d/%m/%Y %H:%M:%S", "%d %b, %Y %H:%M:%S",
)  # fmt: skip
MONTH_FIRST = "%m/%d/%Y"  # offered, never guessed
DATES = ("created_at", "closed_at", "expected_close", "stage_since")


def all_names() -> set[str]:
    """Return every column name known, so that titles above the header are passed over."""
    return {name for names in ALIASES.values() for name in names}


def samples(table: Table, place: int) -> list[str]:
    """Return what stands in the column among the first rows, without the empty cells."""
    cells = (cells[place].strip() for _line, cells in table.rows[:SAMPLE] if place < len(cells))
    return [cell for cell in cells if cell]


def columns_for(
    table: Table, entity: str, recalled: Mapping[str, Recalled] | None = None
) -> dict[str, str]:
    """Return the suggested column of each field that has one.

    What was `recalled` of earlier files comes first; a column that was not used then is left
    alone, unless a field that must be there finds no other.
    """
    known, fields = recalled or {}, FIELDS[entity]
    chosen: dict[str, str] = {}
    for header, one in known.items():
        for field in one.fields:
            chosen.setdefault(field, header)
    unused = [header for header, one in known.items() if not one.fields]
    _guess(table, fields, chosen, unused=unused)
    if any(field not in chosen for field in NEEDED[entity]):
        _guess(table, NEEDED[entity], chosen, unused=[])
    return chosen


def _guess(
    table: Table, fields: Sequence[str], chosen: dict[str, str], *, unused: list[str]
) -> None:
    """Add to `chosen` what names of columns, else their cells, say of the fields left."""
    begun = set(chosen)
    for exact in (True, False):
        for field in fields:
            header = _by_name(table, field, taken=[*chosen.values(), *unused], exact=exact)
            if field not in chosen and header:
                chosen[field] = header
        if exact:
            new = {field: header for field, header in chosen.items() if field not in begun}
            chosen |= {f: header for f, header in _shared(fields, new).items() if f not in chosen}
    for field, fits in _LOOKS.items():
        if field in fields and field not in chosen:
            header = _by_cells(table, fits, taken=[*chosen.values(), *unused])
            if header:
                chosen[field] = header


def _shared(fields: Iterable[str], chosen: dict[str, str]) -> dict[str, str]:
    """Return the fields whose column another field has, where the name of the column says both."""
    return {
        field: chosen[other]
        for field, other in TWICE.items()
        if field in fields and field not in chosen and other in chosen
        and search.normalise(chosen[other]) in ALIASES[field]
    }  # fmt: skip


def _by_name(table: Table, field: str, *, taken: Iterable[str], exact: bool) -> str:
    names = ALIASES.get(field, ()) if exact or field not in EXACT else ()
    for header in table.headers:
        folded = search.normalise(header)
        fits = folded in names if exact else any(
            len(name) > 3 and f" {name} " in f" {folded} " for name in names
        )  # fmt: skip
        if fits and header not in taken:
            return header
    return ""


def _by_cells(table: Table, fits: Callable[[str], bool], *, taken: Iterable[str]) -> str:
    """Return the column of which at least six cells of ten look like the field."""
    for place, header in enumerate(table.headers):
        cells = samples(table, place)[:40]
        if cells and header not in taken and sum(map(fits, cells)) * 10 >= len(cells) * 6:
            return header
    return ""


def _reads(reader: Callable[[str], object]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        try:
            reader(text)
        except (InputError, ValueError):
            return False
        return True

    return fits


def _is_words(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return letters >= 2 and letters * 2 > len(text)


def _is_day(text: str) -> bool:
    return any(_fits_pattern(text, pattern) for pattern in DATE_PATTERNS)


_LOOKS: dict[str, Callable[[str], bool]] = {
    "phone": _reads(normalise_phone),
    "email": lambda text: "@" in text,
    "created_at": _is_day,
    "product": lambda text: len(text) < 30 and bool(recognise(text).product_family),
    "amount": lambda text: not _is_day(text) and _reads(parse_rupiah)(text),
    "name": _is_words,
}


def _fits_pattern(text: str, pattern: str) -> bool:
    try:
        datetime.strptime(text, pattern).replace(tzinfo=UTC)
    except ValueError:
        return False
    return True


def date_pattern_for(table: Table, columns: dict[str, str]) -> str:
    """Return the day-first pattern that fits most cells of the date columns."""
    cells = [
        cell
        for field in DATES
        if field in columns
        for cell in samples(table, table.headers.index(columns[field]))
    ]
    return max(DATE_PATTERNS, key=lambda one: sum(_fits_pattern(cell, one) for cell in cells))


def decimal_style_for(table: Table, columns: dict[str, str]) -> str:
    """Return the English style for amounts such as 22,700.00, else the Indonesian one."""
    if "amount" not in columns:
        return DECIMAL_STYLES[0]
    cells = samples(table, table.headers.index(columns["amount"]))
    english = sum("." in cell and cell.rpartition(".")[2] == "00" for cell in cells)
    return DECIMAL_STYLES[1] if english * 2 > len(cells) else DECIMAL_STYLES[0]


def distinct(table: Table, header: str) -> list[str]:
    """Return the different values of a column in order of appearance, at most 40."""
    place = table.headers.index(header)
    found: dict[str, str] = {}
    for _line, cells in table.rows:
        text = cells[place].strip() if place < len(cells) else ""
        if text:
            found.setdefault(text.casefold(), text)
    return list(found.values())[:VALUES_SHOWN]


def codes_of(field: str) -> dict[str, str]:
    """Return what a value of this field may become, as code and name."""
    if field == "product":
        return {row.code: row.short_name for row in Product.objects.offered()}
    if field == "source":
        return dict(sources.choices())
    if field == "stage":
        rungs = {code: str(stage.label) for code, stage in all_stages().items()}
        return rungs | {"won": _("Won"), "lost": _("Lost")}
    if field == "status":
        return {str(code): str(label) for code, label in Prospect.Status.choices}
    if field == "kind":
        return {str(code): str(label) for code, label in Prospect.Kind.choices}
    return {}


def values_for(table: Table, columns: dict[str, str]) -> dict[str, dict[str, str]]:
    """Return the suggested meaning of each value of product, source and the like."""
    found: dict[str, dict[str, str]] = {}
    for field in MAPPED:
        codes = codes_of(field) if field in columns else {}
        if codes:
            known = _known_words(field, codes)
            values = distinct(table, columns[field])
            meant = {text: _meaning(text, field, known) for text in values}
            found[field] = {text.casefold(): code for text, code in meant.items() if code}
    return found


_WORDS = {"source": SOURCE_WORDS, "stage": STAGE_WORDS}


def _known_words(field: str, codes: dict[str, str]) -> dict[str, str]:
    words = {
        search.normalise(word): code for code, label in codes.items() for word in (code, label)
    }
    if field == "product":
        words |= {search.normalise(row.name): row.code for row in Product.objects.offered()}
    if field in _WORDS:
        more = {word: code for code, names in _WORDS[field].items() for word in names}
        words = {word: code for word, code in more.items() if code in codes} | words
    return words


def _meaning(text: str, field: str, known: dict[str, str]) -> str:
    code = known.get(search.normalise(text), "")
    if code or field != "product":
        return code
    family = recognise(text).product_family
    row = Product.objects.offered().filter(family=FAMILY_CODES.get(family, family)).first()
    return row.code if family and row else ""
