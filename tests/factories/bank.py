"""A small bank of named people, the same in every test.

Region Java: branch A (Bandung, WIB) with sub-branch A1, and branch B (Bekasi, WIB).
Region East: branch C (Jayapura, WIT).
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password

from org.access.roles import Role
from org.models import Branch, Region, Segment, Team, TimeZone, User
from products.models import Product

NAMES = (
    "ani", "budi", "citra", "tono", "dewi", "rudi", "sinta", "gita", "hana", "eko", "admin",
)  # fmt: skip
HIRED_AT = datetime(2026, 1, 5, tzinfo=UTC)
PASSWORD = "demo-aoportal-2026"


@dataclass
class Bank:
    """The people by the names tests use."""

    java: Region
    east: Region
    a: Branch
    a1: Branch
    b: Branch
    c: Branch
    team: Team
    ani: User
    budi: User
    citra: User
    tono: User
    dewi: User
    rudi: User
    sinta: User
    gita: User
    hana: User
    eko: User
    admin: User
    kpr: Product
    kur: Product
    deposit: Product

    @property
    def people(self) -> dict[str, User]:
        """Everybody by name."""
        return {name: getattr(self, name) for name in NAMES}


@cache
def _hashed() -> str:
    return make_password(PASSWORD)


def _person(username: str, full_name: str, role: Role, **fields: Any) -> User:
    return User(
        username=username, password=_hashed(), full_name=full_name, role=role,
        email=f"{username}@bank.example", created_at=HIRED_AT, **fields,
    )  # fmt: skip


def make_bank() -> Bank:
    """Create regions, branches, people and three products.

    Nearly every test begins here, so the rows are written in few statements.
    """
    java, east = Region.objects.bulk_create(
        [Region(code="R1", name="Kanwil Jawa"), Region(code="R2", name="Kanwil Timur")]
    )
    a, b, c = Branch.objects.bulk_create(
        [
            Branch(code="A", name="KC Bandung", region=java),
            Branch(code="B", name="KC Bekasi", region=java),
            Branch(code="C", name="KC Jayapura", region=east, time_zone=TimeZone.WIT),
        ]
    )
    a1 = Branch.objects.create(code="A1", name="KCP Dago", region=java, parent=a)
    team = Team.objects.create(name="Tim Konsumer", branch=a)
    officer: dict[str, Any] = {"role": Role.OFFICER, "segment": Segment.SECURED}
    bank = Bank(
        java=java, east=east, a=a, a1=a1, b=b, c=c, team=team,
        ani=_person("ani", "Ani Lestari", branch=a, team=team, nip="100001", ao_code="AO01",
                    **officer),
        budi=_person("budi", "Budi Santosa", branch=a, nip="100002", ao_code="AO02", **officer),
        citra=_person("citra", "Citra Wulandari", branch=b, nip="100003", ao_code="AO03",
                      **officer),
        tono=_person("tono", "Tono Wijaya", Role.TEAM_LEAD, branch=a, team=team),
        dewi=_person("dewi", "Dewi Anggraini", Role.BRANCH_HEAD, branch=a),
        rudi=_person("rudi", "Rudi Hartono", Role.CREDIT_ADMINISTRATION, branch=a),
        sinta=_person("sinta", "Sinta Maharani", Role.CREDIT_ANALYST, branch=a),
        gita=_person("gita", "Gita Pramesti", Role.REGIONAL_HEAD, region=java),
        hana=_person("hana", "Hana Kusuma", Role.HEAD_OFFICE),
        eko=_person("eko", "Eko Nugroho", Role.AUDITOR),
        admin=_person("admin", "Admin Portal", Role.ADMINISTRATOR),
        kpr=Product(code="KPR", name="KPR Griya", short_name="KPR", family="kpr"),
        kur=Product(code="KUR", name="KUR Mikro", short_name="KUR", family="kur"),
        deposit=Product(code="DEP", name="Deposito", short_name="Deposito", family="deposit"),
    )  # fmt: skip
    User.objects.bulk_create(bank.people.values())
    Product.objects.bulk_create([bank.kpr, bank.kur, bank.deposit])
    return bank
