"""Addresses of numbers, contact persons, links, and of what shows an encrypted number."""

from django.urls import URLPattern, path

from prospects.views.people import below, links, merges, reveals

circle: list[URLPattern] = [
    path(
        "prospects/<str:public_id>/merge/",
        merges.MergePickView.as_view(),
        name="prospect-merge-pick",
    ),
    path(
        "prospects/<str:public_id>/merge/<str:other>/",
        merges.MergeView.as_view(),
        name="prospect-merge",
    ),
    path(
        "prospects/merges/<str:public_id>/undo/",
        merges.MergeUndoView.as_view(),
        name="merge-undo",
    ),
    path(
        "prospects/<str:public_id>/reveal/",
        reveals.NumberRevealView.as_view(),
        name="prospect-reveal",
    ),
    path(
        "disbursements/<str:public_id>/reveal/",
        reveals.AccountRevealView.as_view(),
        name="account-reveal",
    ),
    path("prospects/<str:public_id>/phones/", below.PhoneAddView.as_view(), name="phone-add"),
    path("prospects/phones/<str:public_id>/", below.PhoneChangeView.as_view(), name="phone-change"),
    path(
        "prospects/phones/<str:public_id>/remove/",
        below.PhoneRemoveView.as_view(),
        name="phone-remove",
    ),
    path("prospects/<str:public_id>/persons/", below.PersonAddView.as_view(), name="person-add"),
    path(
        "prospects/persons/<str:public_id>/",
        below.PersonChangeView.as_view(),
        name="person-change",
    ),
    path(
        "prospects/persons/<str:public_id>/remove/",
        below.PersonRemoveView.as_view(),
        name="person-remove",
    ),
    path("prospects/<str:public_id>/links/", links.LinkAddView.as_view(), name="link-add"),
    path(
        "prospects/<str:public_id>/links/search/",
        links.LinkSearchView.as_view(),
        name="link-search",
    ),
    path(
        "prospects/links/<str:public_id>/remove/",
        links.LinkRemoveView.as_view(),
        name="link-remove",
    ),
]
