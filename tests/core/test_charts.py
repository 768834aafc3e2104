"""Charts: to scale, the same bytes for the same figures, safe on page and paper."""

from decimal import Decimal

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from core import charts
from core.charts import Bar, Column, Held, Pair, Phase, Point

EVIL = '<script>alert("x")</script>&\'"'
PHASES = [
    Phase(
        "Cari",
        "123",
        "50,4 M",
        [Bar("Prospek", 26_000, "65", "26,0 M"), Bar("Dihubungi", 13_000, "58", "24,4 M")],
    ),
    Phase("Proses", "47", "25,9 M", [Bar(EVIL, 0, "0", "0")]),
]
CHARTS = {
    "phase_bars": lambda title: charts.phase_bars(PHASES, title=title),
    "week_columns": lambda title: charts.week_columns(
        [Pair("46", 12, 24), Pair("47", 14, 26)], ("Kunjungan", EVIL), title=title
    ),
    "instalment_columns": lambda title: charts.instalment_columns(
        [Column("1", 10, 30), Column("2", 25, 30), Column(EVIL, 45, 5)],
        ("Pokok", EVIL),
        title=title,
        split=1,
        notes=[("Rp40", "tahun 1"), ("Rp50", EVIL)],
    ),
    "week_sparkline": lambda title: charts.week_sparkline([1, 0, 3, 2, 5, 4], title=title),
    "bullet": lambda title: charts.bullet(71, 100, 60, title=title),
    "held_bars": lambda title: charts.held_bars(
        [Held("Nasabah", 19, 5, "5 · 2,31 M"), Held(EVIL, 5, 0, "tidak ada")], title=title
    ),
    "line_vs_target": lambda title: charts.line_vs_target(
        [Point(0, Decimal(0)), Point(6, Decimal(200)), Point(17, Decimal(576))],
        Decimal(900),
        30,
        title=title,
        value_text="Rp5,76 M",
        target_texts=("Target", EVIL),
        ticks=[(0, "1 Nov"), (29, "30")],
    ),
}
every_chart = pytest.mark.parametrize("name", CHARTS)


def parsed(svg):
    root = fromstring(str(svg))
    return root, [element for element in root.iter() if element is not root]


def of_class(elements, kind):
    return [e for e in elements if e.get("class") == kind]


@every_chart
def test_a_chart_is_named_wellformed_and_the_same_again(name):
    root, _ = parsed(CHARTS[name](f"Judul {EVIL}"))
    assert root.get("role") == "img"
    assert root.get("aria-label") == root[0].text == f"Judul {EVIL}"
    assert CHARTS[name]("x") == CHARTS[name]("x")


@every_chart
def test_a_chart_needs_no_stylesheet_and_carries_no_style_or_script(name):
    svg = CHARTS[name](EVIL)
    _, elements = parsed(svg)
    assert "style=" not in svg
    assert "<script" not in svg
    assert "onload" not in svg
    for element in elements[1:]:
        assert element.get("class", "").startswith("ao-")
        assert element.get("fill") or element.get("stroke")


def test_bars_are_to_scale_from_zero():
    bars = of_class(parsed(CHARTS["phase_bars"]("x"))[1], "ao-f2")
    widths = [float(bar.get("width")) for bar in bars]
    assert widths == [118.0, 59.0, 0.0]  # the room that a long label leaves
    bars = [charts.Bar("Berkas", 2, "2", "4"), charts.Bar("Analisa", 1, "1", "2")]
    short = charts.phase_bars([charts.Phase("Proses", "3", "6", bars)], title="x")
    wide = [float(bar.get("width")) for bar in of_class(parsed(short)[1], "ao-f2")]
    assert wide == [174.0, 87.0]


def test_the_last_week_is_the_strong_one():
    _, elements = parsed(CHARTS["week_columns"]("x"))
    assert len(of_class(elements, "ao-f1")) == len(of_class(elements, "ao-f2")) == 1
    tall = [float(e.get("height")) for e in of_class(elements, "ao-f4")]
    assert tall[1] == 60.0
    assert tall[0] == pytest.approx(60 * 24 / 26, abs=0.06)


def test_the_bullet_marks_the_pace():
    _, elements = parsed(CHARTS["bullet"]("x"))
    assert of_class(elements, "ao-mk")[0].get("x1") == "180"
    assert of_class(elements, "ao-f1")[0].get("width") == "213"
    assert not of_class(parsed(charts.bullet(1, 2, 0, title="x"))[1], "ao-mk")


def test_red_is_only_for_what_is_held_up():
    _, elements = parsed(CHARTS["held_bars"]("x"))
    assert len(of_class(elements, "ao-fb")) == 1
    assert [e.text for e in of_class(elements, "ao-tbad")] == ["5 · 2,31 M"]
    assert [e.text for e in of_class(elements, "ao-tb6")] == ["24", "5"]


def test_the_pace_ends_at_the_target_and_the_line_at_the_last_point():
    _, elements = parsed(CHARTS["line_vs_target"]("x"))
    pace, circle = of_class(elements, "ao-lt")[0], of_class(elements, "ao-f1")[0]
    share = (220 - float(circle.get("cy"))) / (220 - float(pace.get("y2")))
    assert share == pytest.approx(0.64, abs=0.01)
    assert (
        of_class(elements, "ao-l1")[0]
        .get("points")
        .endswith(f"{circle.get('cx')},{circle.get('cy')}")
    )


def test_the_grid_lies_on_round_values_that_are_named():
    _, elements = parsed(
        charts.line_vs_target(
            [Point(0, Decimal(0)), Point(9, Decimal(1420))], Decimal(470), 10, title="x",
            value_text="", target_texts=("", ""), level_text=lambda value: f"{value:.0f}",
        )
    )  # fmt: skip
    assert [e.text for e in of_class(elements, "ao-tk")] == ["500", "1000"]
    heights = [220 - float(e.get("y1")) for e in of_class(elements, "ao-gr")]
    assert heights == pytest.approx([0, 65.5, 131], abs=0.1)
    assert len(of_class(parsed(CHARTS["line_vs_target"]("x"))[1], "ao-tk")) == 2


def test_the_name_of_the_first_day_is_not_cut_off():
    _, elements = parsed(CHARTS["line_vs_target"]("x"))
    first = next(e for e in elements if e.text == "1 Nov")
    assert first.get("text-anchor") is None
    assert float(first.get("x")) >= 0


@pytest.mark.parametrize(
    "svg",
    [
        charts.phase_bars([], title="x"),
        charts.week_columns([], ("a", "b"), title="x"),
        charts.week_columns([Pair("47", 0, 0)], ("a", "b"), title="x"),
        charts.week_sparkline([], title="x"),
        charts.week_sparkline([0, 0], title="x"),
        charts.bullet(0, 0, 0, title="x"),
        charts.held_bars([], title="x"),
        charts.line_vs_target([], 0, 1, title="x", value_text="", target_texts=("", "")),
    ],
)
def test_nothing_to_show_is_still_a_chart(svg):
    parsed(svg)
    assert "NaN" not in svg


amounts = st.integers(0, 10**15).map(Decimal)


@given(amounts, amounts, amounts)
def test_no_amount_leaves_the_frame(value, target, pace):
    for element in parsed(charts.bullet(value, target, pace, title="x"))[1]:
        assert 0 <= float(element.get("width", 0)) <= 300
        assert 0 <= float(element.get("x1", 0)) <= 300
