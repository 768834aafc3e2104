"""What came in and wants to go out: a list that can still be taken back, an export to decide."""

from __future__ import annotations

from datetime import datetime, timedelta

from prospects.exports import services as exports
from prospects.imports import jobs, uploads
from prospects.imports.checking import table_of
from prospects.imports.running import unheard
from prospects.models import ImportFile, Prospect
from prospects.tables.layout import layout_of
from reports.demo.organisation import DemoBank

# Name, district, officer; without one the row goes to who covers the district.
VISITORS = (
    ("Rina Kartikasari", "Coblong", ""), ("Hendra Gunawan", "Coblong", ""),
    ("Yuni Astuti", "Cicendo", ""), ("Agus Priyanto", "Kota Bandung", ""),
    ("Lilis Suryani", "Kota Bandung", "fajar"), ("Dadan Ramdani", "Kota Bandung", ""),
    ("Maya Anggraeni", "", "ani"), ("Tanpa Nomor", "Coblong", ""),
)  # fmt: skip
FILE = "pengunjung-pameran-rumah.csv"
FIELDS = ("name", "phone", "area", "owner")


def tell_exchange(bank: DemoBank, now: datetime) -> None:
    """Let head office bring the visitors of a fair, and a branch head ask for her customers.

    The import is checked and written by the portal's own code, so it needs savepoints.
    """
    _bring(bank, now - timedelta(hours=3))
    head = bank.people["dewi"]
    wish = exports.Wish(
        table="prospects", query={}, columns=layout_of("prospects", head).codes, kind="xlsx",
        layout="screen", reason="Daftar nasabah untuk rapat kerja triwulan",
    )  # fmt: skip
    # However few there are: so that there is something to decide about.
    exports.ask(wish, user=head, now=now - timedelta(hours=2), ip=None, approved_above=0)


def _bring(bank: DemoBank, at: datetime) -> None:
    hana, branch = bank.people["hana"], bank.branches["0101"]
    file = uploads.take(
        _list().encode(), FILE, entity="prospects", user=hana, branch=branch, now=at
    )
    chosen = {f"col-{place}": field for place, field in enumerate(FIELDS)}
    system = {"system": "pameran", "def-source": "event", "by_territory": "1"}
    uploads.remap(file, chosen | system, now=at)
    waiting = {"state": ImportFile.State.WAITING, "started_at": at}
    ImportFile.objects.filter(pk=file.pk).update(**waiting)
    jobs.write(file, table_of(file), now=at + timedelta(minutes=1), progress=unheard)


def _list() -> str:
    """Return the list as a file; the last one forgot a digit, so that a row is rejected."""
    rows = Prospect.objects.system("the demo").values_list("phone", flat=True)
    taken = set(rows)
    numbers = (f"+628125550{number}" for number in range(9999, 1000, -1))
    free = (number for number in numbers if number not in taken)
    lines = ["Nama;No HP;Kecamatan;AO"]
    for name, area, owner in VISITORS:
        phone = "0812555" if name == "Tanpa Nomor" else f"0{next(free)[3:]}"
        lines.append(f"{name};{phone};{area};{owner}")
    return "\n".join(lines) + "\n"
