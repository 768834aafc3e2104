"""An officer's own list: his name on every row, spread calls, what others hold stays theirs."""

import csv
import io
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from followups.models import FollowUp
from org.models import User
from prospects.imports.own import OwnListLoader
from prospects.imports.profile import parse_profile
from prospects.imports.result import ImportResult
from prospects.imports.running import run_import
from prospects.models import Opportunity, OpportunityState, Prospect, TimelineEntry
from prospects.summary import differences
from tests.factories.bank import Bank
from tests.factories.followups import make_step
from tests.factories.prospects import NOW, make_prospect

HEADER = ["Nama", "HP", "Produk", "Plafon", "Sumber", "Tanggal"]
SUGIMIN = ["Sugimin", "0812-5550-1423", "KPR", "600jt", "", "17/11/2026"]
Importer = Callable[..., ImportResult]


def profile_of(person: User, **changes: Any) -> dict[str, Any]:
    return {
        "system": f"own:{person.public_id}",
        "columns": {
            "name": "Nama", "phone": "HP", "product": "Produk", "amount": "Plafon",
            "source": "Sumber", "created_at": "Tanggal",
        },
        "values": {"source": {"ig": "social_media"}},
        "branch": person.branch.code if person.branch else "",
    } | changes  # fmt: skip


@pytest.fixture
def own(tmp_path: Path, bank: Bank) -> Importer:
    def run(*rows: list[str], by: User = bank.ani, now: datetime = NOW, **profile: Any
            ) -> ImportResult:  # fmt: skip
        stream = io.StringIO()
        csv.writer(stream).writerows([HEADER, *rows])
        path = tmp_path / "daftar.csv"
        path.write_text(stream.getvalue())
        return run_import(
            path, profile=parse_profile(profile_of(by, **profile), entity="own"),
            loader=OwnListLoader(), now=now, actor=by,
        )  # fmt: skip

    return run


def a_list(count: int) -> list[list[str]]:
    return [[f"Calon {n:02d}", f"0812555010{n:02d}", "", "", "", ""] for n in range(count)]


def test_a_row_becomes_prospect_opportunity_and_first_call(own: Importer, bank: Bank) -> None:
    ig = ["Asep", "+62 813 5550 7716", "", "1,2 M", "IG", ""]
    result = own(SUGIMIN, ig)
    assert (result.read, result.created, result.rejected) == (2, 2, 0)
    sugimin = Prospect.objects.visible_to(bank.ani).get(name="Sugimin")
    assert (sugimin.owner, sugimin.branch, sugimin.phone) == (bank.ani, bank.a, "+6281255501423")
    assert (sugimin.created_on, sugimin.last_contact_at) == (date(2026, 11, 17), None)
    deal = Opportunity.objects.visible_to(bank.ani).get()
    assert (deal.prospect, deal.product, deal.amount) == (sugimin, bank.kpr, Decimal(600_000_000))
    state = OpportunityState.objects.system("test").get()
    assert (state.stage, state.valid_from, state.valid_to) == ("prospect", NOW, None)
    step = FollowUp.objects.visible_to(bank.ani).get(prospect=sugimin)
    assert (step.opportunity, step.due_on, step.is_timed) == (deal, date(2026, 11, 19), False)
    assert sugimin.next_step_at == step.due_at
    asep = Prospect.objects.visible_to(bank.ani).get(name="Asep")
    assert (asep.source, asep.contact_basis) == ("social_media", "public")
    assert "Rp1.200.000.000" in asep.notes
    assert TimelineEntry.objects.filter(kind="imported", actor=bank.ani).count() == 2
    events = apps.get_model("prospects", "ProspectEvent")._default_manager.all()
    assert {event.pgh_context["user"] for event in events} == {bank.ani.pk}
    assert differences() == []


def test_forty_first_calls_are_ten_a_working_day(own: Importer, bank: Bank) -> None:
    for _ in range(4):
        make_step(bank.ani, on=date(2026, 11, 19))
    own(*a_list(40))
    steps = FollowUp.objects.visible_to(bank.ani).open()
    days = Counter(steps.values_list("due_on", flat=True))
    assert days == {
        date(2026, 11, 19): 10, date(2026, 11, 20): 10, date(2026, 11, 23): 10,
        date(2026, 11, 24): 10, date(2026, 11, 25): 4,
    }  # fmt: skip
    first = FollowUp.objects.visible_to(bank.ani).get(prospect__name="Calon 00")
    assert first.due_on == date(2026, 11, 19)


def test_a_second_upload_changes_nothing_and_a_changed_row_is_updated(
    own: Importer, bank: Bank
) -> None:
    own(SUGIMIN, *a_list(2))
    before = list(Prospect.objects.system("test").order_by("pk").values())
    later = NOW + timedelta(days=1)
    again = own(SUGIMIN, *a_list(2), now=later)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 3)
    assert list(Prospect.objects.system("test").order_by("pk").values()) == before
    changed = own(["Sugimin Hadi", *SUGIMIN[1:]], now=later)
    assert (changed.created, changed.updated) == (0, 1)
    assert Prospect.objects.visible_to(bank.ani).matching("hadi").count() == 1
    assert Opportunity.objects.system("test").count() == 1
    assert FollowUp.objects.system("test").count() == 3


def test_what_others_hold_stays_theirs(own: Importer, bank: Bank) -> None:
    make_prospect(bank.citra, "Rahasia", phone="+6281255501423")
    make_prospect(bank.ani, "Punya Sendiri", phone="+6281355507716")
    result = own(SUGIMIN, ["Sama", "081355507716", "", "", "", ""], *a_list(1))
    counted = (result.created, result.held, result.duplicates, result.rejected)
    assert counted == (1, 1, 1, 0)
    assert not any("Rahasia" in reason or "Citra" in reason for reason in result.reasons)
    Prospect.objects.system("handed over").filter(name="Calon 00").update(owner=bank.budi)
    assert own(*a_list(1), now=NOW + timedelta(days=1)).held == 1


@pytest.mark.parametrize(
    ("column", "value"),
    [(0, ""), (1, ""), (1, "0821 5550 1"), (2, "Kartu Sakti"), (3, "1.50"), (5, "31/02/2026"),
     (5, "02/13/2026"), (5, "19/11/2026"), (4, "entah")],
)  # fmt: skip
def test_a_row_that_does_not_fit_is_rejected(own: Importer, column: int, value: str) -> None:
    row = [*SUGIMIN]
    row[column] = value
    result = own(row, *a_list(1))
    assert (result.created, result.rejected) == (1, 1)


def test_an_archived_one_is_not_brought_back(own: Importer) -> None:
    own(*a_list(1))
    Prospect.objects.system("archived").update(archived_at=NOW)
    again = own(*a_list(1), now=NOW + timedelta(days=1))
    assert (again.created, again.rejected, Prospect.objects.system("test").count()) == (0, 1, 1)
