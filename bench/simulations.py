"""How many whole schedules one core computes in a second of its own time."""

import time
from decimal import Decimal

from products.calculators.loans import Period, schedule

COUNT = 300
ROUNDS = 5
PERIODS = (Period(Decimal("6.75"), 36), Period(Decimal("11.5"), 204))


def simulation_speed() -> dict[str, int]:
    """Compute home loans of 240 months, fixed then floating; the best of a few rounds."""
    return {"per_second": max(_round() for _round_number in range(ROUNDS))}


def _round() -> int:
    started = time.process_time()
    for number in range(COUNT):
        schedule("anuitas", Decimal(500_000_000 + number), PERIODS)
    return round(COUNT / (time.process_time() - started))
