"""*Tempel dari WA*: fields recognised in a pasted chat, contact or note.

Nothing here is saved: what is recognised is shown for a yes. Each reader takes its own piece out
of the text and leaves a mark, so the next one cannot take the same words; what nobody took stays
as `leftover` for the notes. An amount that could be meant in two ways is left out.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from core.identity import PhoneError, normalise_phone
from core.money import AmountError, parse_rupiah
from prospects import paste_names, paste_places
from prospects.paste_names import OTHER_MARK, PHONE_MARK

FAMILIES = ("kpr", "kta", "kkb", "kur", "modal_kerja", "deposito", "tabungan")
# What the catalogue calls three of them.
FAMILY_CODES = {"modal_kerja": "working_capital", "deposito": "deposit", "tabungan": "savings"}
LONGEST = 5000  # a chat of a day; more is cut, so a pasted book costs nothing


@dataclass(frozen=True)
class Recognised:
    """What a text seems to say; empty where it does not say."""

    name: str
    phones: tuple[str, ...]
    amount: Decimal | None
    product_family: str
    place: str
    leftover: str


def recognise(text: str) -> Recognised:
    """Name, phones (E.164), whole rupiah, family code and place found in `text`; never raises."""
    body, senders, sender_phones = _without_chat_heads(_clean(text))
    card_name, body = _card(body)
    phones, body = _phones(body)
    amount, body = _amount(body)
    family, body = _family(body)
    place, body = paste_places.take_place(body)
    name, body = paste_names.take_name(body, senders)
    return Recognised(
        name=card_name or name,
        phones=tuple(dict.fromkeys([*sender_phones, *phones])),
        amount=amount,
        product_family=family,
        place=place,
        leftover=_leftover(body),
    )


def _clean(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text[:LONGEST]).replace("\r", "\n")
    return re.sub(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ue000\ue001*~]", "", folded)


_HEAD = re.compile(
    r"^(?:\[[^\]\n]{5,30}\]"
    r"|\d{1,2}/\d{1,2}/\d{2,4},?[ ]\d{1,2}[.:]\d{2}(?:[ ][AP]M)?[ ]-)"
    r"[ ](?P<who>[^:\n]{1,40}):[ ]?",
    re.M,
)
_SYSTEM = re.compile(r"^.*(?:terenkripsi|end-to-end|<Media |media omitted).*$", re.M | re.I)


def _without_chat_heads(text: str) -> tuple[str, list[str], list[str]]:
    """The messages without time and sender, the senders with a name, the others' numbers."""
    names: list[str] = []
    phones: list[str] = []
    for match in _HEAD.finditer(text):
        who = match["who"].strip()
        phone = _phone(who)
        (phones if phone else names).append(phone or who)
    return _SYSTEM.sub("", _HEAD.sub("", text)), list(dict.fromkeys(names)), phones


_CARD_NAME = re.compile(r"^FN[^:\n]*:[ ]*(.+)$", re.M | re.I)
_CARD_LINE = re.compile(r"^(?:BEGIN|END|VERSION|N|FN|PRODID|UID|X-[^:\n]*)[;:].*$", re.M | re.I)
_CARD_PARAMETERS = re.compile(r"^(?:item\d+\.)?(?:TEL|ADR|ORG|NOTE|EMAIL)[^:\n]*:", re.M | re.I)


def _card(text: str) -> tuple[str, str]:
    """The name on a contact card and the text without the card's grammar."""
    if "BEGIN:VCARD" not in text.upper():
        return "", text
    found = _CARD_NAME.search(text)
    name = " ".join(found[1].replace("\\", "").split())[:100] if found else ""
    return name, _CARD_PARAMETERS.sub("", _CARD_LINE.sub("", text))


_LONG_NUMBER = re.compile(r"(?<!\d)\d{15,}(?!\d)")  # NIK, NPWP, accounts: neither used nor kept
_SPACE = r"(?:[.\-‐-―]|[ ]?-[ ]?|[ ](?!08|62|\+))?"
_PHONE = re.compile(
    rf"(?<![\d.,+])(?:"
    rf"\+(?!62)\d(?:[ \-.()]{{0,2}}\d){{8,13}}"
    rf"|\(?(?:\+?62[ \-.]?(?:\(0\)|0)?|0){_SPACE}8\d\)?(?:{_SPACE}\d){{6,10}}"
    rf"|(?:\+62[ \-.]?|\(?0)[2-79]\d{{1,2}}\)?(?:{_SPACE}\d){{5,8}}"
    rf"|8\d\d[ \-]?\d{{3,4}}[ \-]?\d{{3,5}}"
    rf")(?!\d|[.,]\d|[ ]?(?:jt|juta|rb|ribu|rupiah)\b)"
)


def _phones(text: str) -> tuple[list[str], str]:
    found = []

    def take(match: re.Match[str]) -> str:
        phone = _phone(match[0])
        if phone is None:
            return match[0]
        found.append(phone)
        return PHONE_MARK

    body = _LONG_NUMBER.sub(OTHER_MARK, text)
    return found, _PHONE.sub(take, body)


def _phone(text: str) -> str | None:
    try:
        return normalise_phone(text)
    except PhoneError:
        return None


_UNIT = r"(?:ribu|rbu|rb|k|juta|jta|jt|mio|miliar|milyar|m|triliun|trilyun|t)"
_RANGE = re.compile(
    rf"(?<![\w.,])\d[\d.,]{{0,24}}[ ]?{_UNIT}?[ ]?"
    rf"(?:-|–|s/d|sd|sampai)[ ]?\d[\d.,]{{0,24}}[ ]?{_UNIT}\b",
    re.I,
)
_AMOUNT = re.compile(
    rf"(?<![\w.,])(?:(?P<half>setengah[ ]?(?:m|miliar|milyar))\b"
    rf"|(?P<with_unit>(?:rp\.?[ ]?)?\d[\d.,]*[ ]?{_UNIT})(?:an)?\b(?![²/])"
    rf"|(?P<plain>rp\.?[ ]?\d[\d.,]*\d(?:,-)?|\d{{1,3}}(?:\.\d{{3}}){{2,}}(?:,-)?"
    rf"|\d+(?=[ ]rupiah)))",
    re.I,
)
_NOT_ASKED = (
    "gaji penghasilan omzet omset income harga harganya dp angsuran cicilan sisa dijual jual "
    "njop muka tunggakan bayar tanah luas lt lb bangunan jarak panjang setoran sewa untung"
)
_ASKED = (
    "plafon plafond pinjam pinjamnya pinjaman butuh ajukan pengajuan nominal kebutuhan perlu "
    "kpr kta kur kkb kmk multiguna kredit deposito modal dana senilai mau minat tabungan"
)
_CONTEXT = re.compile(rf"\b(?:(?P<no>{_NOT_ASKED.replace(' ', '|')})|{_ASKED.replace(' ', '|')})")
_PER_MONTH = re.compile(r"[ ]?(?:per|se|/)[ ]?(?:bulan|bln)", re.I)


def _amount(text: str) -> tuple[Decimal | None, str]:
    """The amount asked for: the first with such a word before it, else the first not excluded."""
    body = _RANGE.sub(lambda m: m[0] if _phone(m[0]) else f"{OTHER_MARK}", text)
    candidates = list(_candidates(body))
    if not candidates:
        return None, body if body == text else text
    _, amount, match = max(candidates, key=lambda c: (c[0], -c[2].start()))
    return amount, f"{body[: match.start()]}{OTHER_MARK}{body[match.end() :]}"


def _candidates(text: str) -> Iterator[tuple[bool, Decimal, re.Match[str]]]:
    for match in _AMOUNT.finditer(text):
        said = list(_CONTEXT.finditer(_clause_before(text, match.start())))
        last = said[-1] if said else None
        excluded = last is not None and last["no"]
        amount = _read(match)
        if amount and not excluded and not _PER_MONTH.match(text, match.end()):
            yield last is not None, amount, match


def _clause_before(text: str, end: int) -> str:
    return re.split(r"[,;\n]|[.!?] ", text[max(0, end - 60) : end].casefold())[-1]


def _read(match: re.Match[str]) -> Decimal | None:
    if match["half"]:
        return Decimal(500_000_000)
    try:
        return parse_rupiah((match["with_unit"] or match["plain"]).rstrip(".,"))
    except AmountError:
        return None


# The code of a product beats a description of its use: "KUR buat modal usaha" is KUR.
_CODES = {
    "kur": r"kur",
    "kpr": r"kpr|kpa",
    "kkb": r"kkb",
    "kta": r"kta|kmg|multi ?guna|tanpa agunan",
    "modal_kerja": r"kmk|modal kerja",
    "deposito": r"deposito|depo",
    "tabungan": r"tabungan|tab",
}
_USES = {
    "kpr": r"(?:beli|ambil|kredit|cicil|nyicil) (?:rumah|apartemen|ruko)|kredit pemilikan rumah",
    "kkb": r"(?:beli|ambil|kredit|cicil|nyicil) (?:mobil|motor|kendaraan)|(?:mobil|motor) bekas",
    "modal_kerja": r"(?:tambah(?:an)? |buat )?modal(?: usaha| dagang)?",
    "tabungan": r"(?:buka|bikin) (?:rekening|rek)|nabung",
    "deposito": r"penempatan dana",
}
_DENIED = re.compile(r"\b(?:bukan|punya|tidak mau|ga mau|gak mau|sudah ada|masih ada)[ ]$")


def _family(text: str) -> tuple[str, str]:
    for table in (_CODES, _USES):
        found = [
            (match.start(), family, match)
            for family, words in table.items()
            for match in re.finditer(rf"\b(?:{words})(?:nya)?\b", text, re.I)
            if not _DENIED.search(text[max(0, match.start() - 20) : match.start()].casefold())
        ]
        if found:
            _, family, match = min(found, key=lambda f: f[:2])
            return family, f"{text[: match.start()]}{OTHER_MARK}{text[match.end() :]}"
    return "", text


_LABELS = re.compile(
    r"\b(?:no(?:mor)?\.? ?(?:hp|wa|telp)?|hp|wa|hp/wa|telp|tlp|nik|plafon|plafond|nominal|produk|"
    r"kebutuhan|alamat|nama|rp)[ ]*[:=.]?[ ]*(?=[\ue000\ue001]|$)",
    re.I | re.M,
)


def _leftover(text: str) -> str:
    rest = re.sub(rf"[{PHONE_MARK}{OTHER_MARK}]", " ", _LABELS.sub(" ", text))
    lines = (" ".join(line.split()).strip(" ,;:-/.") for line in rest.splitlines())
    return "\n".join(line for line in lines if re.search(r"\w", line))
