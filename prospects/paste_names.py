"""The person's name in a pasted text, whose recognised pieces are already replaced by marks."""

import re
from collections.abc import Iterator

PHONE_MARK, OTHER_MARK = "\ue000", "\ue001"
LONGEST_NAME = 6  # words

_HONORIFIC = (
    r"(?:pak|bpk|bapak|bu|ibu|sdr|sdri|saudara|saudari|mas|mbak|koh|ko|ci|cik|om|tante|tn|ny|bang|"
    r"kak)\b\.?[ ]+"
)
_LABEL = re.compile(
    r"\b(?:nama[ ]?(?:lengkap|saya|sy|nya|ku|beliau)?|kontak|debitur|nasabah|atas nama|a\.n\.?|"
    r"an\.|ttd|perkenalkan)[ ]*[:=.]?[ ]*(?:(?:saya|sy|adalah)[ ]+)?"
    rf"(?:{_HONORIFIC})?",
    re.I,
)
_SELF = re.compile(rf"\b(?:saya|sy|aku|ini|dengan)[ ]+(?P<polite>{_HONORIFIC})?", re.I)
_POLITE = re.compile(rf"\b{_HONORIFIC}", re.I)
_GREETING = re.compile(
    r"(?:pagi|siang|sore|malam|halo|hai|hi|yth|kepada|assalamu\S*|salam)[.,]?[ ]*$", re.I
)
_FILE = re.compile(r"^[ ]*(.+?)\.vcf\b.*$", re.M | re.I)
_COMPANY = re.compile(r"\b(?=(?:PT|CV|UD|Koperasi|Yayasan|Toko)\b\.?[ ]+[A-Z])")
_CAPITAL = r"[A-Z][\w'’.\-]*"
_BEFORE_PHONE = re.compile(
    rf"(?:^|[.,;:\n{OTHER_MARK}])[ ]*((?:{_CAPITAL}[ ]+)*{_CAPITAL})[ ]?[,:\-]?[ ]*{PHONE_MARK}"
)
_AFTER_PHONE = re.compile(rf"{PHONE_MARK}[ ]*[,:\-(]?[ ]*")
_ONLY_WORDS = re.compile(r"[^\W\d_][\w'’.,\-]*(?:[ ]+[^\W\d_][\w'’.,\-]*)*")
_OWN = re.compile(r"\b(?:ao|bank|marketing|anda|you|saya|admin|cs)\b", re.I)

_TITLE = re.compile(r"(?:h|hj|ir|dr|drg|drs|dra|prof|kh|ust)\.", re.I)
_DEGREES = re.compile(r"(?:,[ ]?(?:[SM]\.[ ]?[A-Z]\w*\.?|Sp\.?[ ]?\w+|A\.?Md\.?\w*|Ph\.?D|Ak)\.?)+")
_WORD = re.compile(r"[^\W\d_](?:[\w'’\-]*\w)?\.?")
_STOP_WORDS = """
    mau minta butuh ingin tanya nanya tertarik minat berminat nomor no hp wa telp tlp di dari
    untuk yang yg usaha punya pinjam ajukan ini itu sudah sdh bisa ada daerah alamat domisili
    kec kota jl plafon rumah mobil motor gaji kerja saya sy dan atau dengan ke pada tolong hub
    hubungi kredit bank teller ya yah nih dong dulu lagi juga buat beli ambil soal perlu cari
    sama tinggal lokasi kemarin besok tadi nanti jam pagi siang sore malam terima kasih makasih
    trims ok oke baik siap halo hai selamat rt rw cabang ditelpon telepon sebelah kantor pengen
    mohon info kalau kalo produk nominal pekerjaan kebutuhan nik email via umur usia kur kpr kta
    kkb kmk deposito
"""
_STOP = frozenset(_STOP_WORDS.split())


def take_name(text: str, senders: list[str]) -> tuple[str, str]:
    """The name and the text without it; empty when nobody is named.

    In falling order: a label, *saya ...*, the sender of the chat, a polite form, a shared contact
    file, a company, a name alone on the first line or beside a number.
    """
    for start in _places_to_look(text, senders):
        if isinstance(start, str):
            return start, text
        name, end = _read_name(text, *start)
        if name:
            return name, f"{text[: start[0]]}{OTHER_MARK}{text[end:]}"
    return "", text


def _places_to_look(text: str, senders: list[str]) -> Iterator["tuple[int, bool] | str"]:
    """Where a name may begin, and whether it may be written in small letters there."""
    yield from ((found.end(), True) for found in _LABEL.finditer(text))
    yield from ((found.end(), bool(found["polite"])) for found in _SELF.finditer(text))
    yield from (_bare(who) for who in senders if not _OWN.search(who))
    yield from ((found.end(), True) for found in _addressed(text))
    yield from (_bare(found[1])[:100] for found in _FILE.finditer(text))
    yield from ((found.end(), False) for found in _COMPANY.finditer(text))
    yield from ((start, False) for start in _alone(text))


def _bare(who: str) -> str:
    return " ".join(_POLITE.sub("", who, count=1).split()).removeprefix("~ ")


def _addressed(text: str) -> list[re.Match[str]]:
    """Polite forms; the one greeted comes last, being mostly the officer."""
    return sorted(_POLITE.finditer(text), key=lambda m: _greeted(text, m.start()))


def _greeted(text: str, at: int) -> bool:
    return _GREETING.search(text[max(0, at - 40) : at]) is not None


def _alone(text: str) -> Iterator[int]:
    lines = text.lstrip().split("\n", 1)
    if _ONLY_WORDS.fullmatch(lines[0].strip()):
        yield len(text) - len(text.lstrip())
    yield from (found.start(1) for found in _BEFORE_PHONE.finditer(text))
    yield from (found.end() for found in _AFTER_PHONE.finditer(text))


def _read_name(text: str, start: int, small_allowed: bool) -> tuple[str, int]:
    """Words that belong to a name from `start` on, then degrees behind a comma."""
    words: list[str] = []
    end, small = start, False
    while len(words) < (3 if small else LONGEST_NAME) and (word := _WORD.match(text, end)):
        if not _belongs(word[0], small=small or (small_allowed and not words)):
            break
        words.append(word[0])
        small = small or (word[0][0].islower() and not _TITLE.fullmatch(word[0]))
        end = word.end() + (text[word.end() : word.end() + 1] == " ")
        if word[0].endswith(".") and len(word[0]) > 4:
            break  # the end of a sentence; a shorter word is an abbreviation (Muh., M.)
    if not words or all(_TITLE.fullmatch(word) for word in words):
        return "", start
    name = " ".join(words).rstrip(".")
    end = min(end, len(text)) if text[end - 1 : end] != " " else end - 1
    degrees = _DEGREES.match(text, end)
    name = name.title() if small or (name.isupper() and len(name) > 3) else name
    return name + (degrees[0] if degrees else ""), degrees.end() if degrees else end


def _belongs(word: str, *, small: bool) -> bool:
    if _TITLE.fullmatch(word):
        return True
    if word.rstrip(".").casefold() in _STOP:
        return False
    return small or word[0].isupper()
