"""The bank's words are used as the bank uses them, on every screen and in every letter."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted((ROOT / "locale" / "parts").glob("*.po"))

# (what must not be written, why)
RULES: tuple[tuple[str, str], ...] = (
    (
        r"(?<!\()\bDPK\b(?!\))",
        "DPK stands for deposits and for a kolektibilitas class: write Dana (DPK) or "
        "Kol 2 (Dalam Perhatian Khusus).",
    ),
    (r"\b[Mm]acet\b(?!.*Kol 5)", "Macet is Kol 5 only; a stuck file is tertahan."),
    (r"\bterlambat \d", "Tasks are lewat n hari, debts menunggak n hari."),
    (r"[Ff]ollow[- ]?up", "Say tindak lanjut."),
    (r"[Mm]ohon maaf|[Ss]ilakan|\b[Oo]ops\b", "Say what to do, without courtesies."),
    (r"\b[Kk]amu\b|\b[Aa]nda sekalian\b", "The reader is Anda."),
    (r"\bRp\s\d|\bRp\.\s?\d", "Rp1.250.000: capital R, no dot, no space."),
    (r"\bcancel\b|\bfilter\b|\bsubmit\b|\bclick\b|\bklik di sini\b", "Say it in Indonesian."),
    (r"!", "No exclamation marks."),
)


def texts() -> list[tuple[str, str]]:
    """Return every Indonesian text with the part it stands in."""
    found = []
    for part in PARTS:
        with part.open("rb") as stream:
            for message in read_po(stream, locale="id"):
                strings = message.string if isinstance(message.string, tuple) else (message.string,)
                found += [(part.name, text) for text in strings if message.id and text]
    return found


@pytest.mark.parametrize(("pattern", "why"), RULES, ids=[rule[0][:24] for rule in RULES])
def test_no_text_breaks_the_rule(pattern: str, why: str) -> None:
    broken = [f"{part}: {text}" for part, text in texts() if re.search(pattern, text)]
    assert not broken, f"{why}\n" + "\n".join(broken[:20])


@pytest.mark.parametrize(
    ("text", "is_wrong"),
    [
        ("Pertumbuhan DPK", True),
        ("Dana (DPK) masuk", False),
        ("Berkas macet", True),
        ("Macet (Kol 5)", False),
        ("Follow-up nasabah", True),
        ("Tindak lanjut", False),
        ("Rp 600.000", True),
        ("Rp600.000", False),
    ],
)
def test_the_rules_catch_what_they_say(text: str, is_wrong: bool) -> None:
    assert any(re.search(pattern, text) for pattern, _why in RULES) is is_wrong


def test_there_are_texts() -> None:
    assert len(texts()) > 300
