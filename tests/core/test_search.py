"""One normalising function: whatever is typed finds what was saved."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.search import normalise, query_terms, search_text, sort_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hj. Nur'aini  Syamsiar", "hj nuraini syamsiar"),
        ("NUR’AINI", "nuraini"),
        ("Fadhlurrahman Al-Hakimi", "fadhlurrahman al hakimi"),
        ("José  Ñandú", "jose nandu"),
        ("Ｂｕｄｉ", "budi"),
        ("Straße", "strasse"),
        ("PT. Karya_Mandala (Teknik)", "pt karya mandala teknik"),
        ("  \t\n ", ""),
        ("ꦱꦸꦒꦶꦩꦶꦤ꧀", "ꦱꦸꦒꦶꦩꦶꦤ꧀"),
    ],
)
def test_text_is_made_comparable(text, expected):
    assert normalise(text) == expected


@given(st.text(max_size=60))
def test_normalising_twice_changes_nothing(text):
    assert normalise(normalise(text)) == normalise(text)


@given(st.text("ABCdefé' .-ñ", max_size=40))
def test_case_and_outer_space_never_matter(text):
    assert normalise(text.upper()) == normalise(f"  {text.lower()} ")


SAVED = search_text("Hj. Nur'aini Syamsiar", "Katering Rasa Bunda", phones=["+6281255501423"])


@pytest.mark.parametrize(
    "typed",
    [
        "0812",
        "62812",
        "+62812",
        "+62 812-5550-1423",
        "0812-5550-1423",
        "6281255501423",
        "(0812) 5550",
        "501423",
        "5550 1423",
        "812555",
        "081255501423",
        "0062 812 5550",
        "+62 0812-5550",
        "nuraini",
        "Nur'aini",
        "NUR’AINI SYAM",
        "rasa bunda",
        "syamsiar nur",
        "nuraini 0812",
        "+62",
        "bunda +62812",
    ],
)
def test_every_spelling_finds_the_person(typed):
    assert all(term in SAVED for term in query_terms(typed))


@pytest.mark.parametrize("typed", ["0813", "501424", "nuraina", "62813", "bunda 0813", "99"])
def test_another_person_is_not_found(typed):
    assert not all(term in SAVED for term in query_terms(typed))


def test_a_foreign_number_has_no_trunk_spelling():
    assert search_text("Denson", phones=["+16604850224"]) == "denson 16604850224"


def test_an_empty_query_has_no_terms():
    assert query_terms("  ") == []
    assert query_terms("-") == []


@given(st.text("0123456789", min_size=9, max_size=12), st.integers(3, 9))
def test_the_tail_of_any_number_finds_it(national, length):
    saved = search_text("Budi", phones=[f"+62{national}"])
    assert all(term in saved for term in query_terms(national[-length:]))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("dr. Bramastya Wiguna, Sp.A", "bramastya wiguna"),
        ("Hj. Nur'aini Syamsiar", "nuraini syamsiar"),
        ("Prof. Dr. Ir. H. Sugimin, M.Sc.", "sugimin"),
        ("Ratnawati Hapsariningrum, S.E.", "ratnawati hapsariningrum"),
        ("Sugimin", "sugimin"),
        ("H.", "h"),
        ("I Wayan Sudarmantra Yoga", "i wayan sudarmantra yoga"),
        ("Drajat", "drajat"),
        ("", ""),
        (", S.E.", "s e"),
    ],
)
def test_titles_do_not_decide_the_order(name, expected):
    assert sort_name(name) == expected


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("+62 812-5550-1423", ["81255501423"]),
        ("6281255501423", ["81255501423"]),
        ("081255501423", ["81255501423"]),
        ("501423", ["501423"]),
        ("62", ["62"]),
        ("Nur'aini 0812", ["nuraini", "0812"]),
    ],
)
def test_a_number_is_looked_for_without_its_prefix(typed, terms):
    assert query_terms(typed) == terms
