"""The acts of a story, in order; when they happened is chosen elsewhere."""

from collections.abc import Iterator
from random import Random

from followups.outcomes import Channel
from prospects.models import FileHolder, Milestone
from reports.demo.plots import Plot

Act = tuple[str, str]  # what is done, and with what

UNREACHED, THINKING, INTERESTED, REFUSES = "unreached", "thinking", "interested", "refuses"
TOLD, SERVED = "told", "served"  # the bank's refusal was explained; the money is there
_TALKED: dict[str, str] = {
    Channel.CALL: "talked_needs_time", Channel.VISIT: "met_needs_time",
    Channel.WHATSAPP: "replied_needs_time", Channel.MEETING: "met_needs_time",
}  # fmt: skip
# How the customer felt -> the outcome by channel.
MOODS: dict[str, dict[str, str]] = {
    UNREACHED: {
        Channel.CALL: "no_answer", Channel.VISIT: "not_there", Channel.WHATSAPP: "sent",
        Channel.MAIL: "sent", Channel.MEETING: "did_not_come",
    },
    THINKING: _TALKED,
    TOLD: _TALKED,
    SERVED: _TALKED,
    INTERESTED: {
        Channel.CALL: "talked_interested", Channel.VISIT: "met_interested",
        Channel.WHATSAPP: "replied_interested", Channel.MEETING: "met_interested",
    },
    REFUSES: dict.fromkeys(Channel.values, "not_interested"),
}  # fmt: skip
VISITED = ("kpr", "kkb", "kur", "working_capital")  # families whose collateral or trade is seen
AFTER_ANALYSIS = ("decision", "sppk", "signing", "awaiting", "won")


def script(plot: Plot, random: Random) -> list[Act]:
    """Return the acts of the plot's chapter."""
    return list(_acts(plot, random))


def _acts(plot: Plot, random: Random) -> Iterator[Act]:
    if plot.chapter == "new":
        return
    if random.random() < 0.3:
        yield "contact", UNREACHED
    yield "contact", THINKING
    if plot.chapter == "asleep":
        yield "contact", UNREACHED
        yield "contact", UNREACHED
    elif plot.chapter == "withdrawn":
        yield from _withdrawal(random)
    elif plot.chapter != "contacted":
        yield from _interest(plot, random)


def _withdrawal(random: Random) -> Iterator[Act]:
    if random.random() < 0.5:
        yield "contact", INTERESTED
        yield "move", "interested"
    yield "contact", REFUSES
    yield "end", "customer"


def _interest(plot: Plot, random: Random) -> Iterator[Act]:
    yield "contact", INTERESTED
    yield "move", "interested"
    yield "details", ""
    if plot.chapter == "interested":
        if random.random() < 0.5:
            yield "contact", THINKING
    elif plot.chapter == "paused":
        yield "contact", THINKING
        yield "pause", ""
    elif plot.is_credit:
        yield from _loan(plot, random)
    else:
        yield from _deposit(plot, random)


def _deposit(plot: Plot, random: Random) -> Iterator[Act]:
    yield "move", "opening"
    yield "contact", INTERESTED
    if plot.chapter == "won":
        yield random.choice(("money", "claim_and_confirm")), "100"
        yield "contact", SERVED


def _loan(plot: Plot, random: Random) -> Iterator[Act]:
    yield "contact", INTERESTED
    yield "move", "documents"
    if plot.chapter == "documents":
        if not plot.is_held_up:
            yield "hand_over", FileHolder.OFFICER
        yield "contact", THINKING
        return
    yield "hand_over", FileHolder.OFFICER
    yield "milestone", Milestone.Kind.SLIK
    if plot.product.family in VISITED:
        yield "milestone", Milestone.Kind.OTS
    yield "contact", INTERESTED
    yield from _analysis(plot, random)


def _analysis(plot: Plot, random: Random) -> Iterator[Act]:
    if plot.product.family == "kpr":
        yield "hand_over", FileHolder.APPRAISER
        yield "milestone", Milestone.Kind.APPRAISAL
    yield "move", "analysis"
    if plot.chapter == "refused":
        yield "contact", TOLD
        yield "end", "bank"
        return
    if plot.chapter in AFTER_ANALYSIS:
        yield "milestone", Milestone.Kind.MEMO
        yield from _confirmed(plot, random)
    yield "contact", SERVED if plot.chapter == "won" else THINKING


def _confirmed(plot: Plot, random: Random) -> Iterator[Act]:
    """The rungs that credit administration confirms, up to where the chapter ends."""
    reached = AFTER_ANALYSIS.index(plot.chapter)
    kinds = (Milestone.Kind.DECISION, Milestone.Kind.SPPK, Milestone.Kind.SIGNING)
    for kind in kinds[: reached + 1]:
        yield "milestone", kind
    if plot.chapter == "awaiting":
        if plot.is_in_parts:
            yield "money", "60"
        yield "claim", "40" if plot.is_in_parts else "100"
    elif plot.chapter == "won":
        in_parts = random.random() < 0.2
        yield "money", "60" if in_parts else "100"
        if in_parts:
            yield "money", "40"
