"""Reading, showing and speaking rupiah; one reading or none."""

import re
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import money
from core.money import AmountError, parse_rupiah

# Each line: what is typed => whole rupiah, or the code of the refusal. `·` stands for a space.
TABLE = r"""
0 => 0
1 => 1
7 => 7
999 => 999
1000 => 1000
1.000 => 1000
1.500 => 1500
9.999 => 9999
10.000 => 10000
600.000 => 600000
1250000 => 1250000
1.250.000 => 1250000
1.250.000,00 => 1250000
1250000,00 => 1250000
1.250.000,- => 1250000
1.250.000.- => 1250000
1250000,- => 1250000
Rp1.250.000 => 1250000
Rp1.250.000,00 => 1250000
Rp1.250.000,- => 1250000
Rp·1.250.000 => 1250000
Rp.1.250.000 => 1250000
Rp.·1.250.000 => 1250000
rp1250000 => 1250000
RP·1250000 => 1250000
IDR·1.250.000 => 1250000
idr1250000 => 1250000
1.250.000·rupiah => 1250000
1250000rupiah => 1250000
Rp1.250.000·rupiah => 1250000
1,250,000 => 1250000
1,250,000.00 => 1250000
Rp1,250,000.00 => 1250000
1,500.00 => 1500
1.500,00 => 1500
1,00 => 1
0,00 => 0
999.999.999.999 => 999999999999
Rp999.999.999.999 => 999999999999
999.999.999.999.999 => 999999999999999
999999999999999 => 999999999999999
１２５００００ => 1250000
１．２５０．０００ => 1250000
Ｒｐ１．２５０．０００ => 1250000
６００ｊｔ => 600000000
Rp\u00a01.250.000 => 1250000
··1.250.000·· => 1250000
1.250.000\n => 1250000
\t600jt => 600000000
600rb => 600000
600·rb => 600000
600·ribu => 600000
600ribu => 600000
600·Ribu => 600000
600·RB => 600000
600k => 600000
600K => 600000
750·rbu => 750000
2,5·rb => 2500
2,5rb => 2500
12,75·ribu => 12750
0,5·rb => 500
0.5·rb => 500
1,5·k => 1500
1jt => 1000000
1·jt => 1000000
1·juta => 1000000
1·JUTA => 1000000
1JT => 1000000
1·Jt => 1000000
600jt => 600000000
600·jt => 600000000
600juta => 600000000
600·juta => 600000000
600·jta => 600000000
600·juta·rupiah => 600000000
600jt·rupiah => 600000000
Rp600jt => 600000000
Rp·600·jt => 600000000
Rp.·600·jt => 600000000
rp600juta => 600000000
IDR·600·juta => 600000000
600·mio => 600000000
1,5jt => 1500000
1,5·jt => 1500000
1,5·juta => 1500000
Rp·1,5·jt => 1500000
Rp·1,5·juta => 1500000
Rp1,5jt => 1500000
1,50·jt => 1500000
1.5·jt => 1500000
1.5jt => 1500000
1.50·juta => 1500000
1,25·jt => 1250000
1.25·jt => 1250000
12,5·jt => 12500000
12.5·jt => 12500000
0,75·jt => 750000
0,125·jt => 125000
0.125·jt => 125000
1,2345·jt => 1234500
1,234567·jt => 1234567
1.234,5·jt => 1234500000
1.000.000·jt => 1000000000000
1500·jt => 1500000000
1m => 1000000000
1M => 1000000000
1·M => 1000000000
1,2·M => 1200000000
1,2M => 1200000000
1,2m => 1200000000
1.2·M => 1200000000
Rp1,2·M => 1200000000
Rp·1,2·M => 1200000000
1,2·miliar => 1200000000
1,2·milyar => 1200000000
1,2miliar => 1200000000
1,2·MILIAR => 1200000000
1,2·Miliar => 1200000000
1,2·miliar·rupiah => 1200000000
1,84·M => 1840000000
0,6·M => 600000000
0,05·M => 50000000
10·M => 10000000000
2·milyar => 2000000000
1,2·T => 1200000000000
1,2T => 1200000000000
2,1·T => 2100000000000
1,2·triliun => 1200000000000
1,2·trilyun => 1200000000000
Rp2,1·T => 2100000000000
999·T => 999000000000000
1,123456789012·T => 1123456789012
 => empty
· => empty
··· => empty
\u00a0 => empty
1.5 => ambiguous
1.50 => ambiguous
1.0 => ambiguous
1.00 => ambiguous
1500.00 => ambiguous
1250000.00 => ambiguous
12.75 => ambiguous
0.5 => ambiguous
1.2345 => ambiguous
12.5000 => ambiguous
1,500 => ambiguous
1,000 => ambiguous
600,000 => ambiguous
Rp1,500 => ambiguous
Rp·600,000 => ambiguous
1,5 => ambiguous
1,2345 => ambiguous
0,5 => ambiguous
1500,0 => ambiguous
1500,000 => ambiguous
1.500·jt => ambiguous
1.500jt => ambiguous
1,500·jt => ambiguous
1.250·juta => ambiguous
1,250·M => ambiguous
1.250·M => ambiguous
100.000·rb => ambiguous
2,500·T => ambiguous
1,500,- => ambiguous
1,50 => sen
1.250.000,50 => sen
1250000,50 => sen
1.250.000,5 => sen
1,250,000.50 => sen
1,500.25 => sen
Rp1.250.000,01 => sen
0,01 => sen
0,0001·rb => sen
1,2345678·jt => sen
0,00000000001·M => sen
-1 => negative
-1.250.000 => negative
-Rp1.250.000 => negative
Rp-1.250.000 => negative
-600jt => negative
1000000000000000 => too_large
1.000.000.000.000.000 => too_large
1.000·triliun,- => unreadable
1000·T => too_large
1000000·M => too_large
99999999999999999999999999 => too_large
1_000 => unreadable
1_000_000 => unreadable
1'000'000 => unreadable
1·000·000 => unreadable
1·250 => unreadable
1..000 => unreadable
1.,000 => unreadable
1.0.0 => unreadable
1.00.000 => unreadable
1.25.000 => unreadable
1000.000 => ambiguous
1.250.00 => unreadable
1.250,000.00 => unreadable
1,250.000,00 => unreadable
12.34.567 => unreadable
1,25,000 => unreadable
.500 => unreadable
,500 => unreadable
500. => unreadable
500, => unreadable
007 => unreadable
081255501423 => unreadable
0812.555.014 => unreadable
00 => unreadable
01.000 => unreadable
1e6 => unreadable
1E6 => unreadable
1+1 => unreadable
+1000 => unreadable
(1000) => unreadable
1.000- => unreadable
1000-2000 => unreadable
600-700jt => unreadable
600jtan => unreadable
600·jt·an => unreadable
1·M·250·jt => unreadable
1jt500 => unreadable
600·jt·jt => unreadable
600·bn => unreadable
600·mil => unreadable
600·million => unreadable
600·x => unreadable
jt => unreadable
Rp => unreadable
rupiah => unreadable
seratus·juta => unreadable
satu => unreadable
nan => unreadable
NaN => unreadable
inf => unreadable
Infinity => unreadable
0x10 => unreadable
1·000,00 => unreadable
$1000 => unreadable
USD·1000 => unreadable
1000·USD => unreadable
1000% => unreadable
١٢٥٠٠٠٠ => unreadable
۱۲۵۰ => unreadable
१२५० => unreadable
10² => unreadable
½ => unreadable
½·jt => unreadable
①⓪⓪ => unreadable
𝟏𝟎𝟎𝟎 => unreadable
1.250.000,– => unreadable
−1000 => unreadable
600\u200bjt => unreadable
600\u212a => unreadable
1٫5·jt => unreadable
<b>1000</b> => unreadable
1.000; => unreadable
1:000 => unreadable
1/2·jt => unreadable
"""


def _rows():
    for line in TABLE.strip("\n").splitlines():
        typed, expected = line.rsplit("=>", 1)
        typed = typed.removesuffix(" ").replace("·", " ")
        yield re.sub(r"\\(u[0-9a-f]{4}|[tn])", _unescape, typed), expected.strip()


def _unescape(match):
    return {"t": "\t", "n": "\n"}.get(match[1]) or chr(int(match[1][1:], 16))


ROWS = list(_rows())


def test_the_table_is_long_enough_and_has_no_twins():
    assert len(ROWS) >= 200
    assert len({typed for typed, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("typed", "expected"), ROWS)
def test_each_text_has_one_reading_or_none(typed, expected):
    if expected.isdigit():
        assert parse_rupiah(typed) == Decimal(expected)
    else:
        with pytest.raises(AmountError) as refusal:
            parse_rupiah(typed)
        assert refusal.value.code == expected


def test_a_superscript_never_becomes_a_digit():
    with pytest.raises(AmountError):
        parse_rupiah("10²")


amounts = st.integers(0, 10**15 - 1).map(Decimal)


@given(amounts)
def test_what_is_shown_is_read_back(amount):
    assert parse_rupiah(money.format_rupiah(amount)) == amount
    assert parse_rupiah(str(int(amount))) == amount


@given(st.integers(1, 999), st.integers(1, 99), st.sampled_from(["rb", "jt", "M"]))
def test_short_forms_are_exact(whole, cents, unit):
    factor = {"rb": 10**3, "jt": 10**6, "M": 10**9}[unit]
    expected = Decimal(f"{whole}.{cents:02}") * factor
    assert parse_rupiah(f"{whole},{cents:02} {unit}") == expected
    assert parse_rupiah(f"{whole}.{cents:02}{unit}") == expected


def _readings(text):
    """Every reading an Indonesian or an English eye could give to a bare number."""
    found = set()
    for thousands, decimal in ((".", ","), (",", ".")):
        pattern = rf"(?:\d+|[1-9]\d{{0,2}}(?:{re.escape(thousands)}\d{{3}})+)"
        if re.fullmatch(rf"{pattern}(?:{re.escape(decimal)}\d+)?", text):
            found.add(Decimal(text.replace(thousands, "").replace(decimal, ".")))
    return found


# What nearly is an amount: groups of digits, right and wrong ones, with points and commas between.
shaped = st.from_regex(r"[0-9]{1,4}([.,][0-9]{2,4}){0,6}([.,][0-9]{1,2})?", fullmatch=True)
shaped |= st.from_regex(r"[1-9][0-9]{0,2}(\.[0-9]{3}){0,6}", fullmatch=True)
signs = st.sampled_from(["", "", "-", "Rp", "Rp. ", "rp-"])
units = st.sampled_from(["", "", ",-", " jt", "M", " rb", " rupiah", "x"])


@settings(max_examples=600)
@given(shaped | st.text("0123456789.,", min_size=1, max_size=14))
def test_nothing_with_two_readings_is_accepted(text):
    """The one allowance: a point before exactly three digits is a thousand in Indonesia."""
    try:
        amount = parse_rupiah(text)
    except AmountError:
        return
    readings = _readings(text)
    assert amount in readings
    assert readings == {amount} or re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", text)


@settings(max_examples=600)
@given(st.builds("{}{}{}".format, signs, shaped, units) | st.text(max_size=40))
def test_any_text_is_read_or_refused_with_its_own_error(text):
    try:
        amount = parse_rupiah(text)
    except AmountError:
        return
    assert amount == int(amount)
    assert 0 <= amount <= money.MAX_AMOUNT


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "Rp0"),
        (999, "Rp999"),
        (1250000, "Rp1.250.000"),
        (-1250000, "-Rp1.250.000"),
        (999999999999, "Rp999.999.999.999"),
    ],
)
def test_the_full_amount(amount, shown):
    assert money.format_rupiah(Decimal(amount)) == shown


@pytest.mark.parametrize("bad", [Decimal("1.5"), 1.0])
def test_a_fraction_or_a_float_is_never_shown(bad):
    with pytest.raises(ValueError, match="whole rupiah"):
        money.format_rupiah(bad)


@pytest.mark.parametrize(
    ("amount", "shown"),
    [
        (0, "Rp0"),
        (950_000, "Rp950.000"),
        (999_999, "Rp999.999"),
        (1_000_000, "Rp1 jt"),
        (1_500_000, "Rp1,5 jt"),
        (600_000_000, "Rp600 jt"),
        (999_949_999, "Rp999,9 jt"),
        (999_950_000, "Rp1 M"),
        (1_840_000_000, "Rp1,84 M"),
        (1_845_000_000, "Rp1,85 M"),
        (110_110_000_000, "Rp110,1 M"),
        (2_100_000_000_000, "Rp2,1 T"),
        (-600_000_000, "-Rp600 jt"),
        (999_999_999_999_999, "Rp1.000 T"),
    ],
)
def test_the_short_amount(amount, shown):
    assert money.short_rupiah(Decimal(amount)) == shown


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (1, "satu"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (19, "sembilan belas"),
        (20, "dua puluh"),
        (21, "dua puluh satu"),
        (100, "seratus"),
        (101, "seratus satu"),
        (111, "seratus sebelas"),
        (200, "dua ratus"),
        (1_000, "seribu"),
        (1_001, "seribu satu"),
        (1_100, "seribu seratus"),
        (2_000, "dua ribu"),
        (11_000, "sebelas ribu"),
        (21_000, "dua puluh satu ribu"),
        (100_000, "seratus ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (1_250_000, "satu juta dua ratus lima puluh ribu"),
        (2_950_000, "dua juta sembilan ratus lima puluh ribu"),
        (10**9, "satu miliar"),
        (10**12, "satu triliun"),
        (-5, "minus lima"),
    ],
)
def test_indonesian_words(number, words):
    assert money.terbilang(number) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zero"),
        (11, "eleven"),
        (21, "twenty-one"),
        (100, "one hundred"),
        (1_250_000, "one million two hundred fifty thousand"),
        (-1, "minus one"),
    ],
)
def test_english_words(number, words):
    assert money.in_words_en(number) == words


VALUES = {word: n for n, word in enumerate(money._ONES)}


def _listen(words):
    """An independent reader of Indonesian number words."""
    total = group = ones = 0
    for word in words.split():
        if word in ("seribu", "seratus"):
            ones, word = 1, word[2:]
        if word == "belas":
            ones += 10
        elif word in ("puluh", "ratus"):
            group, ones = group + ones * {"puluh": 10, "ratus": 100}[word], 0
        elif word in ("ribu", "juta", "miliar", "triliun"):
            scale = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}[word]
            total, group, ones = total + (group + ones) * scale, 0, 0
        else:
            ones = VALUES[word]
    return total + group + ones


@given(st.integers(0, 10**15 - 1))
def test_words_say_the_same_number(number):
    assert _listen(money.terbilang(number)) == number


def test_words_refuse_more_than_fifteen_digits():
    with pytest.raises(ValueError, match="15 digits"):
        money.terbilang(10**15)


def test_the_amount_in_words_follows_the_language():
    assert money.rupiah_in_words(Decimal(600_000_000), "id") == "enam ratus juta rupiah"
    assert money.rupiah_in_words(Decimal(600_000_000), "en") == "six hundred million rupiah"
