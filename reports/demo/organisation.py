"""Regions, branches, teams and people of the demo bank."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from org.access.roles import Role
from org.models import Branch, Region, Segment, Team, TimeZone, User

# Before any history of the demo: reports of past weeks leave out who came later.
HIRED_AT = datetime(2024, 1, 2, tzinfo=UTC)
SHARED = "demo-aoportal-2026"  # what all of them sign in with
REGIONS = (("R01", "Kanwil Jawa Barat"), ("R02", "Kanwil Indonesia Timur"))
# (code, name, region, main branch, zone, city, area code of its city)
BRANCHES = (
    ("0101", "KC Bandung", "R01", "", TimeZone.WIB, "Bandung", "3273"),
    ("010101", "KCP Dago", "R01", "0101", TimeZone.WIB, "Bandung", "3273"),
    ("0102", "KC Bekasi Barat", "R01", "", TimeZone.WIB, "Bekasi", "3275"),
    ("0201", "KC Makassar", "R02", "", TimeZone.WITA, "Makassar", "7371"),
    ("0202", "KC Jayapura", "R02", "", TimeZone.WIT, "Jayapura", "9171"),
)
AREA_CODES = {code: area for code, *_rest, area in BRANCHES}
TEAMS = (
    ("Tim Konsumer", "0101"),
    ("Tim Usaha", "0101"),
    ("Tim Ritel", "0102"),
    ("Tim Ritel", "0201"),
    ("Tim Ritel", "0202"),
)


@dataclass(frozen=True)
class Post:
    """One person: where he works, as what, and the numbers he signs with."""

    username: str
    full_name: str
    role: Role
    branch: str = ""
    team: str = ""
    segment: str = ""
    region: str = ""
    ao: str = ""


S = Segment
OFFICERS = (
    Post("ani", "Ani Lestari", Role.OFFICER, "0101", "Tim Konsumer", S.SECURED, ao="AO-0101-01"),
    Post("budi", "Budi Santosa", Role.OFFICER, "0101", "Tim Konsumer", S.SECURED, ao="AO-0101-02"),
    Post("fajar", "Fajar Nugraha", Role.OFFICER, "0101", "Tim Usaha", S.SME, ao="AO-0101-03"),
    Post("nadia", "Nadia Puspita", Role.OFFICER, "010101", "", S.MICRO, ao="AO-0101-11"),
    Post("yoga", "Yoga Prasetya", Role.OFFICER, "010101", "", S.FINANCIAL_SERVICES,
         ao="AO-0101-12"),
    Post("citra", "Citra Wulandari", Role.OFFICER, "0102", "Tim Ritel", S.SECURED,
         ao="AO-0102-01"),
    Post("lukman", "Lukman Firdaus", Role.OFFICER, "0102", "Tim Ritel", S.CREDIT,
         ao="AO-0102-02"),
    Post("mira", "Mira Oktaviani", Role.OFFICER, "0102", "", S.MICRO, ao="AO-0102-03"),
    Post("andi", "Andi Mappasessu", Role.OFFICER, "0201", "Tim Ritel", S.SME, ao="AO-0201-01"),
    Post("rahma", "Rahma Daeng Kanang", Role.OFFICER, "0201", "Tim Ritel", S.SECURED,
         ao="AO-0201-02"),
    Post("yosef", "Yosef Mambraku", Role.OFFICER, "0202", "Tim Ritel", S.MICRO, ao="AO-0202-01"),
    Post("nona", "Nona Latupeirissa", Role.OFFICER, "0202", "Tim Ritel", S.CREDIT,
         ao="AO-0202-02"),
)  # fmt: skip
OTHERS = (
    Post("tono", "Tono Wijaya", Role.TEAM_LEAD, "0101", "Tim Konsumer", S.SECURED),
    Post("dewi", "Dewi Anggraini", Role.BRANCH_HEAD, "0101"),
    Post("bagus", "Bagus Permadi", Role.BRANCH_HEAD, "010101"),
    Post("indah", "Indah Kusumastuti", Role.BRANCH_HEAD, "0102"),
    Post("syamsul", "Syamsul Rijal Patiroi", Role.BRANCH_HEAD, "0201"),
    Post("marten", "Marten Wanggaimu", Role.BRANCH_HEAD, "0202"),
    Post("rudi", "Rudi Hermawan", Role.CREDIT_ADMINISTRATION, "0101"),
    Post("sinta", "Sinta Maharani", Role.CREDIT_ANALYST, "0101"),
    Post("gita", "Gita Pramesti", Role.REGIONAL_HEAD, region="R01"),
    Post("hasan", "Hasan Tuanakotta", Role.REGIONAL_HEAD, region="R02"),
    Post("hana", "Hana Kusuma", Role.HEAD_OFFICE),
    Post("wira", "Wira Adinegara", Role.HEAD_OFFICE),
    Post("eko", "Eko Budiarto", Role.AUDITOR),
    Post("admin", "Admin Portal", Role.ADMINISTRATOR),
)


@dataclass
class DemoBank:
    """Everybody and every place by the name or code they are known by."""

    branches: dict[str, Branch] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)

    @property
    def officers(self) -> list[tuple[User, str]]:
        """The sellers with the codes of their branches, in the order of the list."""
        return [(self.people[post.username], post.branch) for post in OFFICERS]

    def confirmer(self, branch: Branch) -> User:
        """Who records decisions and money of the branch: credit administration, else the head."""
        codes = {branch.code, branch.parent.code if branch.parent else branch.code}
        for role in (Role.CREDIT_ADMINISTRATION, Role.BRANCH_HEAD):
            for post in OTHERS:
                if post.role == role and post.branch in codes:
                    return self.people[post.username]
        raise LookupError(branch.code)


def load_organisation() -> DemoBank:
    """Write regions, branches, teams and people; those that are there are set back."""
    regions = {
        code: Region.objects.update_or_create(code=code, defaults={"name": name})[0]
        for code, name in REGIONS
    }
    bank = DemoBank()
    for code, name, region, parent, zone, city, _area in BRANCHES:
        bank.branches[code], _new = Branch.objects.update_or_create(
            code=code,
            defaults={
                "name": name, "region": regions[region], "parent": bank.branches.get(parent),
                "time_zone": zone, "city": city,
            },
        )  # fmt: skip
    teams = {
        (name, code): Team.objects.get_or_create(name=name, branch=bank.branches[code])[0]
        for name, code in TEAMS
    }
    password = make_password(SHARED)  # one slow hash for all: they share the password
    for number, post in enumerate((*OFFICERS, *OTHERS), start=1):
        bank.people[post.username] = _person(post, number, password, bank, teams, regions)
    return bank


def _person(
    post: Post,
    number: int,
    password: str,
    bank: DemoBank,
    teams: dict[tuple[str, str], Team],
    regions: dict[str, Region],
) -> User:
    person, _new = User.objects.update_or_create(
        username=post.username,
        defaults={
            "full_name": post.full_name, "role": post.role, "password": password,
            "nip": f"90{number:04d}", "ao_code": post.ao or None, "segment": post.segment,
            "branch": bank.branches.get(post.branch), "region": regions.get(post.region),
            "team": teams.get((post.team, post.branch)), "is_demo": True, "is_active": True,
            "email": f"{post.username}@bank.example", "created_at": HIRED_AT,
        },
    )  # fmt: skip
    return person
