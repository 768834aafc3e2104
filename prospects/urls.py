"""Addresses of prospects and opportunities."""

from django.urls import URLPattern, path

from prospects.views.people import add, checks

app_name = "prospects"

people: list[URLPattern] = [
    path("prospects/new/", add.ProspectAddView.as_view(), name="prospect-add"),
    path("prospects/new/check/", checks.DuplicateCheckView.as_view(), name="duplicate-check"),
    path("prospects/new/ask/", checks.TransferAskView.as_view(), name="transfer-ask"),
    path("prospects/new/amount/", checks.AmountReadView.as_view(), name="amount-read"),
    path("prospects/new/places/", checks.RegionSearchView.as_view(), name="region-search"),
]

urlpatterns: list[URLPattern] = [*people]
