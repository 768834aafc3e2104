"""A hand-over reaches every table: none with owner and branch is forgotten."""

from django.apps import apps
from django.conf import settings

from org.access.scoping import ScopedModel

# Tables that do not simply follow, and why.
OTHERWISE = {
    "prospects.Prospect": "is what is handed over",
    "prospects.ProspectPast": "tells how it was",
    "prospects.ProspectMerge": "tells who merged two records",
    "prospects.Opportunity": "moves with its state; one of another officer stays",
    "prospects.OpportunityState": "tells how it was",
    "prospects.Disbursement": "keeps who held the file on that day",
    "prospects.TransferRequest": "waiting ones move, answered ones stay",
    "prospects.HoldLapse": "speaks of the former holder",
    "followups.FollowUp": "open ones move by the signal",
    "followups.FollowUpPast": "tells how it was",
    "followups.Interaction": "keeps who met the customer",
    "followups.Reminder": "was sent to its person",
    "reports.Report": "speaks of no single prospect",
}  # fmt: skip


def scoped_tables() -> set[str]:
    """Return every table with owner and branch."""
    return {model._meta.label for model in apps.get_models() if issubclass(model, ScopedModel)}


def test_every_scoped_table_says_how_it_follows_a_hand_over() -> None:
    named = {*settings.PROSPECT_FOLLOWERS, *settings.OPPORTUNITY_FOLLOWERS}
    assert scoped_tables() == named | set(OTHERWISE)
    assert not named & set(OTHERWISE)


def test_followers_name_what_they_follow() -> None:
    for labels, field in (
        (settings.PROSPECT_FOLLOWERS, "prospect"),
        (settings.OPPORTUNITY_FOLLOWERS, "opportunity"),
    ):
        for label in labels:
            apps.get_model(label)._meta.get_field(field)
