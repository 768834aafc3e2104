"""What will have happened to each prospect: chosen here, told through the services elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from random import Random

from followups.outcomes import Channel
from followups.services import Step
from org.models import Segment, User
from products.models import Product
from products.types import Kind
from prospects.models import Source
from reports.demo.names import REFERRERS, SPECIAL_OF, Customer, Invention
from reports.demo.organisation import AREA_CODES

MILLION = 1_000_000
# Product code -> (least, most) in million rupiah, and the step amounts are rounded to.
AMOUNTS = {
    "KPR": (250, 900, 5), "KMG": (75, 400, 5), "KTA": (25, 200, 5), "KKB": (120, 350, 5),
    "KUR": (10, 100, 5), "KMK": (200, 2000, 50), "DEP": (50, 1000, 25), "TAB": (5, 60, 5),
}  # fmt: skip
SOLD = {
    Segment.SECURED: ("KPR", "KPR", "KPR", "KKB", "KMG", "DEP"),
    Segment.MICRO: ("KUR", "KUR", "KUR", "KTA", "TAB"),
    Segment.SME: ("KMK", "KMK", "KMK", "KPR", "DEP"),
    Segment.FINANCIAL_SERVICES: ("DEP", "DEP", "TAB", "KTA"),
    Segment.CREDIT: ("KTA", "KKB", "KUR", "KMG", "DEP"),
}
SOURCES = {
    "KPR": (Source.DEVELOPER, Source.DEVELOPER, Source.REFERRAL, Source.EVENT, Source.WEBSITE),
    "KKB": (Source.DEALER, Source.DEALER, Source.SOCIAL_MEDIA, Source.CAMPAIGN),
    "KTA": (Source.INSTITUTION, Source.FRONTLINE, Source.WEBSITE, Source.COLLEAGUE),
    "KUR": (Source.WALK_IN, Source.REFERRAL, Source.EVENT, Source.FRONTLINE),
    "KMK": (Source.REFERRAL, Source.EXISTING_CUSTOMER, Source.COLLEAGUE, Source.WALK_IN),
}
OTHER_SOURCES = (Source.WALK_IN, Source.FRONTLINE, Source.EXISTING_CUSTOMER, Source.REFERRAL)

# The last chapter -> (how many of an officer's prospects, age in working days from, to).
CHAPTERS: dict[str, tuple[int, int, int]] = {
    "new": (2, 1, 2),
    "contacted": (5, 3, 20),
    "interested": (5, 7, 30),
    "documents": (4, 14, 42),
    "analysis": (2, 22, 50),
    "decision": (1, 30, 55),
    "sppk": (1, 34, 58),
    "signing": (1, 36, 60),
    "awaiting": (1, 36, 60),
    "won": (4, 34, 66),
    "refused": (1, 26, 62),
    "withdrawn": (3, 12, 60),
    "paused": (1, 15, 50),
    "asleep": (2, 48, 66),
}
# Whose loan is paid out in parts: one is confirmed, the next waits for credit administration.
IN_PARTS = ("ani", "citra", "andi")
IN_FILE = ("documents", "analysis", "decision", "sppk", "signing", "awaiting")
AGENDA_OF = {"ani": 4, "budi": 3, "citra": 4}  # steps due today besides the visit with an hour
AGENDA = 2
LATE_BY = (1, 2, 5)  # days
VISIT_AT = time(14)


@dataclass(frozen=True)
class Plot:
    """One prospect's story in brief. Days are the branch's; amounts whole rupiah."""

    chapter: str
    owner: User
    branch_code: str
    customer: Customer
    product: Product
    amount: Decimal
    source: str
    referrer: str
    born: date
    last: date
    next_step: Step | None
    is_held_up: bool

    @property
    def is_credit(self) -> bool:
        """Whether money is lent."""
        return self.product.type.kind == Kind.CREDIT

    @property
    def is_in_parts(self) -> bool:
        """Whether a first part of the money is confirmed while the second still waits."""
        return self.chapter == "awaiting" and self.owner.username in IN_PARTS


@dataclass(frozen=True)
class Calendar:
    """A branch's today and the working days before it, newest first, and after it."""

    today: date
    past: list[date]
    ahead: list[date]


class Plotter:
    """Invents the stories of one officer after the other."""

    def __init__(self, random: Random, products: dict[str, Product]) -> None:
        self._random = random
        self._products = products
        self._invention = Invention(random)

    def of(self, owner: User, branch_code: str, calendar: Calendar) -> list[Plot]:
        """Return the officer's stories; his agenda of today is the first of the running ones."""
        agenda = _agenda(AGENDA_OF.get(owner.username, AGENDA), calendar, self._random)
        specials = iter(SPECIAL_OF.get(owner.username, ()))
        chapters = [name for name, (count, *_) in CHAPTERS.items() for _ in range(count)]
        # The agenda shows people in all stages, so the running chapters are mixed.
        self._random.shuffle(chapters)
        return [
            self._plot(name, owner, branch_code, calendar, agenda, specials) for name in chapters
        ]

    def _plot(
        self, chapter: str, owner: User, branch_code: str, calendar: Calendar,
        agenda: Iterator[Step], specials: Iterator[int],
    ) -> Plot:  # fmt: skip
        random = self._random
        _count, youngest, oldest = CHAPTERS[chapter]
        age = random.randint(youngest, oldest)
        product = self._product(owner, chapter)
        source = random.choice(SOURCES.get(product.code, OTHER_SOURCES))
        special = None if chapter in ("new", "withdrawn") else next(specials, None)
        is_company = special is None and product.code in ("KMK", "DEP") and random.random() < 0.5
        return Plot(
            chapter=chapter, owner=owner, branch_code=branch_code, product=product,
            amount=self._amount(product),
            customer=self._invention.customer(
                AREA_CODES[branch_code], calendar.today, is_company=is_company,
                special=special,
            ),
            source=source,
            referrer=random.choice(REFERRERS) if source == Source.REFERRAL else "",
            born=calendar.past[age - 1],
            last=calendar.past[self._rest(chapter, age) - 1],
            next_step=_next_step(chapter, agenda, calendar, random),
            is_held_up=chapter != "awaiting" and random.random() < 0.3,
        )  # fmt: skip

    def _product(self, owner: User, chapter: str) -> Product:
        codes = SOLD[Segment(owner.segment)]
        if chapter in ("analysis", "decision", "sppk", "signing", "awaiting", "refused"):
            lent = [code for code in codes if code not in ("DEP", "TAB")]
            codes = tuple(lent)
        return self._products[self._random.choice(codes)]

    def _amount(self, product: Product) -> Decimal:
        least, most, step = AMOUNTS[product.code]
        # Small amounts are more common than large ones.
        share = self._random.random() ** 1.6
        millions = least + round((most - least) * share / step) * step
        return Decimal(millions * MILLION)

    def _rest(self, chapter: str, age: int) -> int:
        """Return how many working days ago the last event of the past lies, 1 or more."""
        if chapter == "asleep":
            return self._random.randint(30, age - 10)
        if chapter in IN_FILE:
            return 1
        if chapter == "won" and self._random.random() < 0.5:
            return self._random.randint(1, 8)  # so that every week has something to report
        if chapter in ("won", "refused", "withdrawn"):
            return self._random.randint(1, max(1, age - (24 if chapter != "withdrawn" else 6)))
        return self._random.randint(1, max(1, min(7, age - 1)))


def _agenda(size: int, calendar: Calendar, random: Random) -> Iterator[Step]:
    """Yield the next steps of running stories: today's, late ones, then those of coming days."""
    channels = (Channel.CALL, Channel.WHATSAPP, Channel.CALL, Channel.VISIT, Channel.MEETING)
    yield Step(Channel.VISIT, calendar.today, VISIT_AT, subject="kunjungan ke tempat usaha")
    hours = (None, time(10), None, time(15, 30), None)
    for number in range(size):
        at = number % len(channels)
        yield Step(channels[at], calendar.today, hours[at])
    for days in LATE_BY[: 1 + size // 3]:
        yield Step(Channel.CALL, calendar.past[days - 1])
    while True:
        day = calendar.ahead[min(len(calendar.ahead) - 1, int(random.expovariate(0.25)))]
        hour = random.choice((None, None, time(10), time(13, 30)))
        yield Step(random.choice(channels), day, hour)


def _next_step(
    chapter: str, agenda: Iterator[Step], calendar: Calendar, random: Random
) -> Step | None:
    if chapter in ("new", "withdrawn"):
        return None
    if chapter in ("asleep", "paused", "won", "refused"):
        return Step(Channel.CALL, random.choice(calendar.ahead[12:30]))
    return next(agenda)
