"""A small bank of named people, the same in every test.

Region Java: branch A (Bandung, WIB) with sub-branch A1, and branch B (Bekasi, WIB).
Region East: branch C (Jayapura, WIT).
"""

from dataclasses import dataclass

from org.access.roles import Role
from org.models import Branch, Region, Segment, Team, TimeZone, User
from products.models import Product
from prospects import sources
from prospects.loss_reasons import load_loss_reasons

NAMES = (
    "ani", "budi", "citra", "tono", "dewi", "rudi", "sinta", "gita", "hana", "eko", "admin",
)  # fmt: skip
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
        names = [
            "ani",
            "budi",
            "citra",
            "tono",
            "dewi",
            "rudi",
            "sinta",
            "gita",
            "hana",
            "eko",
            "admin",
        ]
        return {name: getattr(self, name) for name in names}


def _person(username: str, full_name: str, role: Role, **fields: object) -> User:
    return User.objects.create_user(
        username, PASSWORD, full_name=full_name, role=role,
        email=f"{username}@bank.example", **fields,
    )  # fmt: skip


def make_bank() -> Bank:
    """Create regions, branches, people and three products."""
    load_loss_reasons()
    sources.load()
    java = Region.objects.create(code="R1", name="Kanwil Jawa")
    east = Region.objects.create(code="R2", name="Kanwil Timur")
    a = Branch.objects.create(code="A", name="KC Bandung", region=java)
    a1 = Branch.objects.create(code="A1", name="KCP Dago", region=java, parent=a)
    b = Branch.objects.create(code="B", name="KC Bekasi", region=java)
    c = Branch.objects.create(code="C", name="KC Jayapura", region=east, time_zone=TimeZone.WIT)
    team = Team.objects.create(name="Tim Konsumer", branch=a)
    officer = {"role": Role.OFFICER, "segment": Segment.SECURED}
    return Bank(
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
        kpr=Product.objects.create(code="KPR", name="KPR Griya", short_name="KPR", family="kpr"),
        kur=Product.objects.create(code="KUR", name="KUR Mikro", short_name="KUR", family="kur"),
        deposit=Product.objects.create(code="DEP", name="Deposito", short_name="Deposito",
                                       family="deposit"),
    )  # fmt: skip
