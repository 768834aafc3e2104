"""Addresses about a person's rights."""

from django.urls import URLPattern, path

from org.administration.views import paths
from prospects.consent_administration import ConsentTextsPage
from prospects.views.privacy import consents

privacy: list[URLPattern] = [
    path(
        "prospects/<str:public_id>/consents/",
        consents.ConsentListView.as_view(),
        name="consent-list",
    ),
    path(
        "prospects/<str:public_id>/consents/new/",
        consents.ConsentGiveView.as_view(),
        name="consent-give",
    ),
    path(
        "prospects/<str:public_id>/consents/sheet/",
        consents.ConsentSheetView.as_view(),
        name="consent-sheet",
    ),
    path(
        "consents/<str:public_id>/withdraw/",
        consents.ConsentWithdrawView.as_view(),
        name="consent-withdraw",
    ),
    *paths(ConsentTextsPage, "administration/consent-texts/"),
]
