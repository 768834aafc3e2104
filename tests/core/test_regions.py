"""The table of provinces, regencies and districts."""

import pytest

from core import regions


def test_the_table_is_whole():
    assert len(regions.provinces()) == 38
    assert sum(len(regions.children(code)) for code, _ in regions.provinces()) == 514


def test_a_code_has_a_name_and_a_path():
    assert regions.name_of("3172") == "Kota Administrasi Jakarta Utara"
    assert regions.name_of("3273") == "Kota Bandung"
    assert regions.path_of("327302") == ["Jawa Barat", "Kota Bandung", "Coblong"]
    assert regions.path_of("3273") == ["Jawa Barat", "Kota Bandung"]


@pytest.mark.parametrize("code", ["", "00", "327399", "x", "32730"])
def test_an_unknown_code_has_neither(code):
    assert regions.name_of(code) is None
    assert regions.path_of(code) == []
    assert regions.children(code) == [] or code == ""


def test_a_retired_province_has_a_name_but_no_place_in_the_list():
    assert regions.name_of("54") == "Timor Timur"
    assert "54" not in dict(regions.provinces())


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        ("3273", "WIB"),
        ("61", "WIB"),
        ("64", "WITA"),
        ("7371", "WITA"),
        ("51", "WITA"),
        ("94", "WIT"),
    ],
)
def test_the_zone_follows_the_province(code, zone):
    assert regions.time_zone_of(code) == zone


def test_every_province_has_a_zone():
    zones = [regions.time_zone_of(code) for code, _ in regions.provinces()]
    assert (zones.count("WIB"), zones.count("WITA"), zones.count("WIT")) == (18, 12, 8)


def test_search_finds_whole_names_first():
    found = regions.search("bandung", limit=3)
    assert {place.code for place in found[:2]} == {"3204", "3273"}
    assert regions.search("coblong")[0].label == "Coblong, Kota Bandung, Jawa Barat"
    assert regions.search("  ") == []
    assert regions.search("tidak ada di mana pun") == []
    assert len(regions.search("a", limit=5)) == 5


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Coblong", "327302"), ("KEC. COBLONG", "327302"), ("Coblong, Kota Bandung", "327302"),
        ("Coblong, Kota Bandung, Jawa Barat", "327302"), ("32.73.02", "327302"),
        ("327302", "327302"), ("kota bandung", "3273"), ("Kab. Bandung", "3204"), ("3273", "3273"),
        ("Kota Jakarta Selatan", "3174"), ("Jakarta Selatan", "3174"), ("SURABAYA", "3578"),
        ("Kota Administrasi Jakarta Selatan", "3174"), ("Kab. Kepulauan Seribu", "3101"),
        ("Bandung", ""), ("Jawa Barat", ""), ("32", ""), ("999999", ""), ("Atlantis", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_place_is_named_by_code_or_by_a_name_that_only_it_bears(text: str, code: str) -> None:
    assert regions.code_named(text) == code
