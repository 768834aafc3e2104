"""News that travels upwards, sent inside the transaction that makes it."""

from django.dispatch import Signal

prospect_added = Signal()
"""Sent with prospect, opportunity (or None), actor, now, first_step (None for the usual call)."""

prospects_imported = Signal()
"""Sent with prospects (new ones of one officer, in the order of his list), opportunities (prospect
id to opportunity id, where there is one), branch, actor, now."""

opportunity_changed = Signal()
"""Sent with opportunity, actor, now and kind: moved, changed, handed_over, paused, resumed, lost,
reopened, won, or money (a disbursement was claimed, entered, confirmed, refused or reversed)."""

prospect_reassigned = Signal()
"""Sent with prospect, old_owner, actor, now. Open opportunities have moved already."""

opportunity_reassigned = Signal()
"""Sent with opportunity, old_owner, actor, now: it went to another officer by itself."""

person_handed_over = Signal()
"""Sent with person, actor, now before his records go: what is still open of his closed applications
whose customer a colleague holds finds that colleague, for no record of his carries it along."""

prospects_merged = Signal()
"""Sent with prospects (winner and loser, of a merge or of its undo), actor, now: what hangs below
has moved between them."""

prospect_archived = Signal()
"""Sent with prospect, actor, now."""

prospect_restored = Signal()
"""Sent with prospect, actor, now."""

offers_withdrawn = Signal()
"""Sent with prospect, channels (of OfferChannel; those whose consent was withdrawn), actor, now."""

person_erased = Signal()
"""Sent with prospect (nameless by now; `number` stays), actor (None for the night's run), now."""
