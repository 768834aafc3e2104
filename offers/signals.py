"""News of offers for the apps above, sent inside the transaction that makes it."""

from django.dispatch import Signal

# opportunity, contact_by (a day), actor, now: the akad differs from what was promised, so the
# customer must be told by that day.
booking_differs = Signal()
