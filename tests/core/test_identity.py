"""NIK, NPWP and telephone numbers: what is read, what is only noticed, what is refused."""

import re
import unicodedata
from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core import identity, regions
from core.identity import IdentityError, PhoneError

TODAY = date(2026, 11, 21)


def codes(nik):
    return {notice.code for notice in nik.warnings}


@pytest.mark.parametrize(
    ("typed", "born", "sex", "place"),
    [
        ("3602041211870001", date(1987, 11, 12), "male", "Banten"),
        ("35-15-14-450868-0002", date(1968, 8, 5), "female", "Jawa Timur"),
        ("3273 9952 0690 0001", date(1990, 6, 12), "female", "Jawa Barat"),
        ("３５７８９９１１０３８５０００１", date(1985, 3, 11), "male", "Jawa Timur"),
    ],
)
def test_a_nik_says_where_when_and_who(typed, born, sex, place):
    nik = identity.parse_nik(typed, today=TODAY)
    assert (nik.birth_date, nik.sex) == (born, sex)
    assert regions.name_of(nik.province_code) == place
    assert len(nik.value) == 16
    assert nik.district_code.startswith(nik.regency_code)


def test_an_unknown_district_is_noticed_not_refused():
    known = identity.parse_nik("3273011203900001", today=TODAY)
    odd = identity.parse_nik("3273991203900001", today=TODAY)
    assert codes(known) == set()
    assert codes(odd) == {"nik_district"}


def test_a_province_that_is_gone_keeps_its_numbers():
    nik = identity.parse_nik("5401011203700001", today=TODAY)
    assert codes(nik) == {"nik_district"}


def test_a_person_under_seventeen_is_noticed():
    assert "nik_minor" in codes(identity.parse_nik("3273012111100001", today=TODAY))
    assert "nik_minor" not in codes(identity.parse_nik("3273012111090001", today=TODAY))


@pytest.mark.parametrize(
    ("year", "expected"),
    [("26", 2026), ("27", 1927), ("00", 2000), ("99", 1999)],
)
def test_the_century_gives_an_age_of_at_most_a_hundred(year, expected):
    assert identity.parse_nik(f"327301{'1203'}{year}0001", today=TODAY).birth_date.year == expected


def test_a_birthday_later_this_year_belongs_to_the_last_century():
    assert identity.parse_nik("3273012212260001", today=TODAY).birth_date == date(1926, 12, 22)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "nik_empty"),
        ("  ", "nik_empty"),
        ("32730112039000", "nik_short"),
        ("32730112039000011", "nik_long"),
        ("327301120390000A", "nik_letters"),
        ("٣٢٧٣٠١١٢٠٣٩٠٠٠٠١", "nik_letters"),
        ("0073011203900001", "nik_province"),
        ("9973011203900001", "nik_province"),
        ("3273010003900001", "nik_birth_date"),
        ("3273013203900001", "nik_birth_date"),
        ("3273014003900001", "nik_birth_date"),
        ("3273017203900001", "nik_birth_date"),
        ("3273011213900001", "nik_birth_date"),
        ("3273013002900001", "nik_birth_date"),
        ("3273012902910001", "nik_birth_date"),
        ("3273011203900000", "nik_serial"),
    ],
)
def test_a_nik_of_the_wrong_shape_is_refused(typed, code):
    with pytest.raises(IdentityError) as refusal:
        identity.parse_nik(typed, today=TODAY)
    assert refusal.value.code == code


def test_the_leap_day_of_2000_is_a_date():
    assert identity.parse_nik("3273012902000001", today=TODAY).birth_date == date(2000, 2, 29)


def oracle(text):
    """The rule by hand: 16 ASCII digits, a province, a date in either century, no serial 0000."""
    value = "".join(c for c in unicodedata.normalize("NFKC", text).strip() if c not in " .-")
    if not re.fullmatch(r"[0-9]{16}", value) or value.endswith("0000"):
        return False
    day, month, year = int(value[6:8]), int(value[8:10]), int(value[10:12])
    day = day - 40 if day > 40 else day
    real = 1 <= month <= 12 and any(
        1 <= day <= monthrange(century + year, month)[1] for century in (1900, 2000)
    )
    return real and (regions.name_of(value[:2]) is not None)


near = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["327301", "327399", "540101", "110101", "990101", "９１０１０１"]),
    st.integers(0, 75).map("{:02}".format),
    st.integers(0, 14).map("{:02}".format),
    st.integers(0, 26).map("{:02}".format),
    st.sampled_from(["0001", "0000", "9999", "12", "00011", "000A", "٠٠٠١", "0001\n"]),
)


@settings(max_examples=2500)
@given(near | st.text("0123456789 .-٣３a", min_size=10, max_size=20))
def test_the_accepted_set_is_the_oracles(text):
    try:
        identity.parse_nik(text, today=date(2060, 1, 1))
    except IdentityError:
        assert not oracle(text)
    else:
        assert oracle(text)


def test_differences_from_the_form_are_notices():
    nik = identity.parse_nik("3273015203900001", today=TODAY)
    same = identity.compare_nik(nik, birth_date=date(1990, 3, 12), sex="female")
    unknown = identity.compare_nik(nik, birth_date=None, sex=None)
    other = identity.compare_nik(nik, birth_date=date(1990, 3, 13), sex="male")
    assert same == unknown == ()
    assert [notice.code for notice in other] == ["nik_other_birth_date", "nik_other_sex"]


def test_masking_hides_the_middle():
    assert identity.mask_nik("3201234567890001") == "3201********0001"
    assert identity.mask_nik("12345") == "*****"
    assert identity.mask_nik("") == ""


PUBLISHED = [
    "01.312.166.0-091.000",
    "01.609.052.4-017.000",
    "01.300.066.6-091.000",
    "02.183.241.5-000.000",
]


@pytest.mark.parametrize("typed", PUBLISHED)
def test_published_tax_numbers_in_both_lengths(typed):
    old = re.sub(r"\D", "", typed)
    assert identity.parse_npwp(typed) == identity.parse_npwp(f"0{old}") == (f"0{old}", old)
    assert identity.format_npwp(f"0{old}") == typed


def test_a_persons_tax_number_is_the_nik():
    assert identity.parse_npwp("3273 0112 0390 0001") == ("3273011203900001", None)
    assert identity.format_npwp("3273011203900001") == "3273 0112 0390 0001"


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "npwp_empty"),
        ("01.312.166.X-091.000", "npwp_letters"),
        ("01.312.166.0-091", "npwp_length"),
        ("0013121660091000000000", "npwp_length"),
        ("01.312.166.1-091.000", "npwp_check"),
        ("01.312.616.0-091.000", "npwp_check"),
        ("3273013203900001", "nik_birth_date"),
    ],
)
def test_a_wrong_tax_number_is_refused(typed, code):
    with pytest.raises(IdentityError) as refusal:
        identity.parse_npwp(typed)
    assert refusal.value.code == code


@pytest.mark.parametrize("position", range(9))
def test_any_single_wrong_digit_is_found(position):
    for digit in "0123456789":
        number = "013121660091000"
        changed = number[:position] + digit + number[position + 1 :]
        if changed != number:
            with pytest.raises(IdentityError):
                identity.parse_npwp(changed)


@pytest.mark.parametrize(
    "typed",
    [
        "081255501423",
        "0812-5550-1423",
        "0812 5550 1423",
        "0812.5550.1423",
        "(0812) 5550-1423",
        "6281255501423",
        "62 812 5550 1423",
        "+6281255501423",
        "+62 812-5550-1423",
        "+62 (0)812-5550-1423",
        "+62 0812 5550 1423",
        "62081255501423",
        "006281255501423",
        "81255501423",
        "812-5550-1423",
        "tel:+6281255501423",
        "０８１２５５５０１４２３",
        "\u202a+62 812‑5550‑1423\u202c",
        " 081255501423\n",
    ],
)
def test_every_spelling_is_one_number(typed):
    assert identity.normalise_phone(typed) == "+6281255501423"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0811555014", "+62811555014"),
        ("0813555014234", "+62813555014234"),
        ("021-5550123", "+62215550123"),
        ("(021) 5550 1234", "+622155501234"),
        ("(022) 555-0123", "+62225550123"),
        ("0274 555012", "+62274555012"),
        ("+62 31 5550123", "+62315550123"),
        ("+65 6123 4567", "+6561234567"),
        ("+1 (555) 234-1234", "+15552341234"),
    ],
)
def test_other_numbers(typed, expected):
    assert identity.normalise_phone(typed) == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("660-485-0224", "+16604850224"),
        ("(812) 555-0142", "+18125550142"),
        ("+62 812 5550 1423", "+6281255501423"),
    ],
)
def test_a_number_from_another_country_stays_there(typed, expected):
    assert identity.normalise_phone(typed, "US") == expected


@pytest.mark.parametrize(
    ("typed", "code", "numbers"),
    [
        ("", "phone_empty", {}),
        (" - ", "phone_empty", {}),
        ("0812", "phone_short", {"missing": 6}),
        ("08125550", "phone_short", {"missing": 2}),
        ("081255501", "phone_short", {"missing": 1}),
        ("08125550142345", "phone_long", {"extra": 1}),
        ("021555", "phone_short", {"missing": 3}),
        ("021555012345678", "phone_long", {"extra": 3}),
        ("5550123", "phone_area", {}),
        ("14045", "phone_area", {}),
        ("0800 1 123456", "phone_kind", {}),
        ("0112345678", "phone_kind", {}),
        ("0812abc501423", "phone_letters", {}),
        ("٠٨١٢٥٥٥٠١٤٢٣", "phone_letters", {}),
        ("081255501423 / 081255501424", "phone_two", {}),
        ("081255501423, 081255501424", "phone_two", {}),
        ("+99912345678", "phone_foreign", {}),
        ("+1", "phone_foreign", {}),
    ],
)
def test_what_cannot_be_a_number_is_refused_with_what_to_do(typed, code, numbers):
    with pytest.raises(PhoneError) as refusal:
        identity.normalise_phone(typed)
    assert (refusal.value.code, refusal.value.params) == (code, numbers)


mobiles = st.integers(1, 9).flatmap(
    lambda second: st.text("0123456789", min_size=7, max_size=10).map(lambda t: f"8{second}{t}")
)


@given(mobiles, st.text(" .-()", max_size=3), st.sampled_from(["0", "62", "+62", "+620", "0062"]))
def test_any_spelling_of_any_mobile_is_one_value_and_reads_back(national, mark, prefix):
    typed = f"{prefix}{mark}{national[:3]}{mark}{national[3:]}"
    phone = identity.normalise_phone(typed)
    assert phone == f"+62{national}"
    assert identity.is_mobile(phone)
    assert identity.normalise_phone(identity.phone_display(phone)) == phone


@settings(max_examples=600)
@given(st.text("+0123456789 -().", max_size=24) | st.text(max_size=30))
def test_any_text_is_a_number_or_a_phone_error(text):
    try:
        phone = identity.normalise_phone(text)
    except PhoneError:
        return
    assert re.fullmatch(r"\+[0-9]{4,15}", phone)


def test_numbers_are_shown_as_people_write_them():
    assert identity.phone_display("+6281255501423") == "0812-5550-1423"
    assert identity.phone_display("+62215550123") == "(021) 5550123"
    assert identity.phone_display("+16604850224") == "+1 660-485-0224"
    assert identity.phone_display("?") == "?"


def test_the_chat_link_has_bare_digits_and_an_encoded_text():
    assert identity.wa_link("+6281255501423") == "https://wa.me/6281255501423"
    link = identity.wa_link("+6281255501423", "Selamat pagi & salam")
    assert link == "https://wa.me/6281255501423?text=Selamat%20pagi%20%26%20salam"
    assert not identity.is_mobile("+62215550123")


# --- family card and business numbers -----------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("", "kk_empty"), ("327301010120000A", "kk_letters"), ("327301010120000", "kk_length"),
        ("0073010101200007", "kk_province"), ("3273010101200000", "kk_serial"),
    ],
)  # fmt: skip
def test_a_family_card_number_is_refused_by_its_shape_alone(typed, code):
    with pytest.raises(IdentityError) as refused:
        identity.clean_kk(typed)
    assert refused.value.code == code


def test_an_odd_day_in_a_family_card_number_is_noticed():
    assert identity.clean_kk("3273 0141 0120 0007") == "3273014101200007"
    assert [one.code for one in identity.kk_notices("3273014101200007")] == ["kk_date"]
    assert identity.kk_notices("3273010101200007") == ()


@settings(max_examples=200)
@given(st.text("0123456789 .-A٣３", max_size=20))
def test_a_business_number_is_thirteen_digits_and_nothing_else(typed):
    bare = re.sub(r"[ .\-]", "", unicodedata.normalize("NFKC", typed).strip())
    expected = bare if re.fullmatch(r"[0-9]{13}", bare) else None
    try:
        found = identity.clean_nib(typed)
    except IdentityError:
        found = None
    assert found == expected


@settings(max_examples=200)
@given(st.text("0123456789 .-A٣", max_size=20))
def test_a_family_card_number_is_sixteen_digits_of_a_province(typed):
    bare = re.sub(r"[ .\-]", "", unicodedata.normalize("NFKC", typed).strip())
    is_one = bool(re.fullmatch(r"[0-9]{16}", bare)) and bare[12:] != "0000"
    expected = bare if is_one and regions.name_of(bare[:2]) else None
    try:
        found = identity.clean_kk(typed)
    except IdentityError:
        found = None
    assert found == expected


def oracle_luhn(digits):
    total = 0
    for place, digit in enumerate(map(int, reversed(digits))):
        total += (digit * 2 - 9 if digit > 4 else digit * 2) if place % 2 else digit
    return total % 10 == 0


@settings(max_examples=300)
@given(st.from_regex(r"[0-9]{15}", fullmatch=True))
def test_the_ninth_digit_of_an_old_npwp_decides(digits):
    try:
        found = identity.parse_npwp(digits).value
    except IdentityError as refusal:
        found = refusal.code
    is_right = oracle_luhn(digits[:9])
    assert found == (f"0{digits}" if is_right else "npwp_check")
    assert not is_right or identity.parse_npwp(identity.format_npwp(found)).value == found
