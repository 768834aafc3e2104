"""The picture for a messenger: its size, its weight, its bytes, and whom it does not show."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from PIL import Image

from org.models import User
from products import catalogue, picture
from tests.factories.bank import Bank
from tests.factories.prospects import NOW

KPR = {"price": "750.000.000", "down_payment": "20%", "term": "15", "unit": "years",
       "rate": "6,75", "fixed": "36", "floating": "11,5"}  # fmt: skip
CASES = {
    "KPR": KPR,
    "KPR longest": KPR | {"term": "360", "unit": "months", "price": "6 M"},
    "KMK": {"amount": "10 M", "term": "36", "unit": "months", "rate": "10"},
    "KTA": {"amount": "5 jt", "term": "6", "unit": "months", "rate": "11,88"},
    "DEP": {"amount": "50 M", "term": "24", "unit": "months", "rate": "3,25", "basis": "actual"},
}
HEAVIEST = 300 * 1024


@pytest.fixture(autouse=True)
def products(db: None, request: pytest.FixtureRequest) -> Iterator[None]:
    if "bank" in request.fixturenames:  # its own products come first
        request.getfixturevalue("bank")
    catalogue.load()
    with time_machine.travel(NOW, tick=False):
        yield


def png(client: Client, name: str, **more: str) -> bytes:
    answer = client.get(f"/simulasi/{name.split()[0]}/picture.png", CASES[name] | more)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/png"
    assert "attachment" in answer.headers["Content-Disposition"]
    return answer.content


@pytest.mark.parametrize("name", CASES)
def test_it_is_1080_wide_light_and_the_same_each_time(client: Client, name: str) -> None:
    first = png(client, name)
    image = Image.open(BytesIO(first))
    assert (image.format, image.size) == ("PNG", (1080, 1440))
    assert len(first) < HEAVIEST
    assert png(client, name) == first


def test_another_question_is_another_picture(client: Client) -> None:
    assert png(client, "KPR") != png(client, "KPR", rate="6,5")


def written(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> list[tuple[str, int]]:
    """Every line of the picture with the size of its letters."""
    lines: list[tuple[str, int]] = []
    plain = picture._Sheet.text

    def noted(sheet, x, y, words, size, *rest, room=0, **named):
        plain(sheet, x, y, words, size, *rest, room=room, **named)
        lines.append((words, size))

    monkeypatch.setattr(picture._Sheet, "text", noted)
    png(client, name)
    return lines


@pytest.mark.parametrize("name", CASES)
def test_its_figures_are_those_of_the_page(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    lines = written(client, monkeypatch, name)
    page = client.get(f"/simulasi/{name.split()[0]}/", CASES[name]).content.decode()
    figures = [words for words, _size in lines if re.fullmatch(r"Rp[\d.]+", words)]
    assert len(figures) >= 4
    assert all(figure in page for figure in figures)
    assert all(size >= picture.SMALLEST for _words, size in lines)


def test_it_names_the_branch_but_no_person(
    bank: Bank, sign_in: Callable[[User], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = " ".join(text for text, _size in written(sign_in(bank.ani), monkeypatch, "KPR"))
    assert "KC Bandung" in words
    for private in (bank.ani.full_name, bank.ani.nip, bank.ani.username):
        assert str(private) not in words


def test_wrong_answers_lead_back_to_the_page(client: Client) -> None:
    answer = client.get("/simulasi/KPR/picture.png", KPR | {"price": "banyak"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/simulasi/KPR/?price=banyak")
    assert client.get(answer.headers["Location"]).status_code == 422
