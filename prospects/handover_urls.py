"""Addresses of hand-overs and territories."""

from django.urls import URLPattern, path

from org.administration.views import paths
from prospects.territory_administration import TerritoriesPage
from prospects.views.handover import territories, views

handovers: list[URLPattern] = [
    path("handover/", views.HandoverListView.as_view(), name="handover-list"),
    path(
        "handover/batches/<str:public_id>/",
        views.HandoverBatchView.as_view(),
        name="handover-batch",
    ),
    path(
        "handover/batches/<str:public_id>/undo/",
        views.HandoverUndoView.as_view(),
        name="handover-undo",
    ),
    path("handover/<str:public_id>/", views.HandoverView.as_view(), name="handover"),
    path(
        "prospects/new/territory/", territories.TerritoryHintView.as_view(), name="territory-hint"
    ),
    *paths(TerritoriesPage, "administration/territories/"),
]
