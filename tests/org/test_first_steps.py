"""An officer's first sign-in: four steps, each skippable, shown once by itself."""

from django.test import Client
from django.urls import reverse

from org import first_steps
from org.models import User
from tests.factories.bank import Bank
from tests.org.test_people import GOOD, invite, proven

STEPS = "/org/first-steps/"


def newcomer(bank: Bank, role: str = "officer") -> Client:
    """Invite somebody and let him in by his slip."""
    code = invite(proven(Client(), bank.admin), bank, role=role)
    client = Client()
    client.post("/org/activate/", {"name": "intan", "code": code})
    assert client.post("/org/activate/", {"password": GOOD}).url == "/"
    return client


def test_an_officer_is_led_through_once(bank: Bank) -> None:
    client = newcomer(bank)
    assert client.get("/").url == STEPS
    assert "Kata sandi Anda sudah dibuat" in client.get(STEPS).content.decode()
    assert client.get("/").url == STEPS  # looking is no answer
    assert client.post(STEPS, {"step": 1, "skip": "yes"}).url == f"{STEPS}?step=2"
    assert client.get("/").url == reverse("followups:today")
    assert STEPS in client.get("/org/profile/").content.decode()
    page = client.get(STEPS).content.decode()
    assert "Android · Chrome" in page
    assert "iPhone · Safari" in page
    client.post(STEPS, {"step": 2})
    assert client.post(STEPS, {"step": 3, "open_list": "yes"}).url == first_steps.list_url()
    assert client.post(STEPS, {"step": 4, "agenda_hour": "23"}).status_code == 422
    assert client.post(STEPS, {"step": 4, "agenda_hour": "6"}).url == "/"
    person = User.objects.get(username="intan")
    assert (person.agenda_hour, person.first_step) == (6, 0)
    assert STEPS not in client.get("/org/profile/").content.decode()


def test_all_can_be_skipped(bank: Bank) -> None:
    client = newcomer(bank)
    for step in range(1, 5):
        assert client.post(STEPS, {"step": step, "skip": "yes"}).status_code == 303
    person = User.objects.get(username="intan")
    assert (person.agenda_hour, person.first_step) == (7, 0)


def test_others_begin_their_day_at_once(bank: Bank, client: Client) -> None:
    assert newcomer(bank, role="branch_head").get("/").url == reverse("reports:dashboard")
    client.force_login(bank.ani)
    assert client.get("/").url == reverse("followups:today")


def test_the_list_goes_where_lists_are_read(settings) -> None:
    settings.BRING_LIST = ("prospects:nothing-here", "prospects:prospect-add")
    assert first_steps.list_url() == reverse("prospects:prospect-add")
