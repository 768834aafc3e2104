"""Collectibility (*kolektibilitas*) as the days past due indicate it.

The legal class also weighs the business and the debtor's record; an analyst may decide otherwise.
"""

from collections.abc import Sequence

# The highest day past due of kol 1, 2, 3 and 4: POJK 40/POJK.03/2019 for commercial banks, and
# the usual ones of rural banks (BPR).
COMMERCIAL = (0, 90, 120, 180)
RURAL = (30, 90, 180, 360)
NON_PERFORMING = 3


def by_days(days: int, bounds: Sequence[int] = COMMERCIAL) -> int:
    """Return kol 1 to 5 for `days` past due; `bounds` are the highest days of kol 1 to 4."""
    return 1 + sum(days > bound for bound in bounds)
