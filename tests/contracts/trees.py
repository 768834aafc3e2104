"""Random banks as plain data, and how they are written to the database many at a time.

What is drawn is the present: who sits where after every move. Rows stay where they were made, so
a person who moved, a branch that changed region or head, and a hand-over all appear as rows whose
branch is not their owner's.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random

from org.access.roles import Role
from org.models import Branch, Delegation, Region, Team, User
from products.models import Product
from prospects.models import Opportunity, Prospect

TODAY = date(2026, 11, 18)
NOW = datetime(2026, 11, 18, 3, 0, tzinfo=UTC)
OFFICERS = (Role.OFFICER, Role.OFFICER, Role.TEAM_LEAD)


@dataclass(eq=False)
class Office:
    """A branch: its region, and the main branch above a sub-branch."""

    region: int
    parent: "Office | None" = None
    row: Branch = field(default_factory=Branch)
    team: Team = field(default_factory=Team)


@dataclass(eq=False)
class Person:
    """Somebody with a role. `office`, `team` and `region` are where he sits now."""

    role: Role
    office: Office | None
    team: Office | None
    region: int | None
    is_active: bool
    row: User = field(default_factory=User)


@dataclass(eq=False)
class File:
    """A prospect with an opportunity: who owns it, where it lies, to which analyst it was sent."""

    owner: Person
    office: Office
    analyst: Person | None
    prospect: Prospect = field(default_factory=Prospect)
    opportunity: Opportunity = field(default_factory=Opportunity)


@dataclass(eq=False)
class StandIn:
    """One person in the post of another, from one day to another."""

    principal: Person
    delegate: Person
    first: date
    last: date
    is_revoked: bool

    @property
    def holds(self) -> bool:
        """Whether it counts today."""
        return self.first <= TODAY <= self.last and not self.is_revoked


@dataclass
class Tree:
    """One bank."""

    offices: list[Office]
    people: list[Person]
    files: list[File]
    stand_ins: list[StandIn]


def draw(chance: Random) -> Tree:
    """Draw a bank of one to three offices, two or three people and one or two files."""
    offices: list[Office] = []
    for _ in range(chance.randint(1, 3)):
        mains = [office for office in offices if office.parent is None]
        parent = chance.choice([None, *mains])
        # A sub-branch may belong to another region than its head: one of the two has moved.
        region = parent.region if parent and chance.random() < 0.8 else chance.randint(0, 1)
        offices.append(Office(region, parent))
    people = list(_people(chance, offices))
    analysts = [person for person in people if person.role == Role.CREDIT_ANALYST]
    files = []
    owners = [person for person in people if person.role in OFFICERS]
    for _ in range(chance.randint(1, 2)):
        owner = chance.choice(owners)
        office = chance.choice([owner.office or offices[0], chance.choice(offices)])
        files.append(File(owner, office, chance.choice([None, *analysts])))
    stand_ins = list(_stand_ins(chance, people)) if chance.random() < 0.6 else []
    return Tree(offices, people, files, stand_ins)


def _people(chance: Random, offices: list[Office]) -> Iterator[Person]:
    for number in range(chance.randint(2, 3)):
        role = chance.choice(OFFICERS if number == 0 else list(Role))
        sits_apart = role in {Role.HEAD_OFFICE, Role.AUDITOR, Role.ADMINISTRATOR}
        office = None if sits_apart else chance.choice(offices)
        team = office if chance.random() < 0.7 else chance.choice([None, *offices])
        region = chance.randint(0, 1) if role == Role.REGIONAL_HEAD else None
        yield Person(role, office, team, region, is_active=chance.random() < 0.95)


def _stand_ins(chance: Random, people: list[Person]) -> Iterator[StandIn]:
    for _ in range(chance.randint(1, 2)):
        principal, delegate = chance.sample(people, 2)
        first = TODAY + timedelta(days=chance.randint(-2, 1))
        last = first + timedelta(days=chance.randint(0, 2))
        yield StandIn(principal, delegate, first, last, chance.random() < 0.2)


def plant(trees: list[Tree]) -> None:
    """Write many banks side by side, in one statement a table."""
    names = [f"Z{number}" for number in range(2 * len(trees))]
    regions = Region.objects.bulk_create(
        [Region(public_id=name, code=name, name=name) for name in names]
    )
    product = Product.objects.create(code="KPR", name="KPR", short_name="KPR", family="kpr")
    _plant_offices(trees, regions)
    _plant_people(trees, regions)
    _plant_files(trees, product)
    Delegation.objects.bulk_create(
        Delegation(
            principal=row.principal.row, delegate=row.delegate.row, created_by=row.principal.row,
            valid_from=row.first, valid_to=row.last, revoked_at=NOW if row.is_revoked else None,
        )
        for tree in trees for row in tree.stand_ins
    )  # fmt: skip


def _plant_offices(trees: list[Tree], regions: list[Region]) -> None:
    everything = [(number, office) for number, tree in enumerate(trees) for office in tree.offices]
    for serial, (number, office) in enumerate(everything):
        office.row = Branch(
            public_id=f"Z{serial}",
            code=f"Z{serial}",
            name=f"Z{serial}",
            region=regions[2 * number + office.region],
        )
        office.team = Team(public_id=f"Z{serial}", name="T", branch=office.row)
    mains = [office.row for _, office in everything if office.parent is None]
    Branch.objects.bulk_create(mains)
    below = [office for _, office in everything if office.parent is not None]
    for office in below:
        assert office.parent is not None
        office.row.parent = office.parent.row
    Branch.objects.bulk_create(office.row for office in below)
    for _, office in everything:
        office.team.branch = office.row
    Team.objects.bulk_create(office.team for _, office in everything)


def _plant_people(trees: list[Tree], regions: list[Region]) -> None:
    rows = []
    for number, tree in enumerate(trees):
        for person in tree.people:
            person.row = User(
                public_id=f"Z{len(rows)}", username=f"p{len(rows)}", full_name="P",
                role=person.role,
                is_active=person.is_active, branch=person.office and person.office.row,
                team=person.team and person.team.team,
                region=None if person.region is None else regions[2 * number + person.region],
            )  # fmt: skip
            rows.append(person.row)
    User.objects.bulk_create(rows)


def _plant_files(trees: list[Tree], product: Product) -> None:
    files = [file for tree in trees for file in tree.files]
    days = {"created_at": NOW, "created_on": TODAY, "updated_at": NOW}
    for number, file in enumerate(files):
        place = {"owner": file.owner.row, "branch": file.office.row}
        file.prospect = Prospect(
            public_id=f"Z{number}", number=f"Z{number}", name="Z", search_text="z", sort_name="z",
            created_by=file.owner.row, **place, **days,
        )  # fmt: skip
    Prospect._unscoped.bulk_create(file.prospect for file in files)
    for number, file in enumerate(files):
        file.opportunity = Opportunity(
            public_id=f"Z{number}", prospect=file.prospect, product=product, amount=1,
            stage=product.type.first.code, stage_since=TODAY, state_at=NOW,
            state_by=file.owner.row, owner=file.owner.row, branch=file.office.row,
            analyst=file.analyst and file.analyst.row, **days,
        )  # fmt: skip
    Opportunity._unscoped.bulk_create(file.opportunity for file in files)
