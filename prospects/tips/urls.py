"""Addresses of tips."""

from django.urls import URLPattern, path

from prospects.tips import views

tips: list[URLPattern] = [
    path("tips/", views.TipListView.as_view(), name="tip-list"),
    path("tips/new/", views.TipAddView.as_view(), name="tip-add"),
    path("tips/<str:public_id>/edit/", views.TipEditView.as_view(), name="tip-edit"),
    path("tips/<str:public_id>/withdraw/", views.TipWithdrawView.as_view(), name="tip-withdraw"),
    path("tips/<str:public_id>/useful/", views.TipUsefulView.as_view(), name="tip-useful"),
    path("tips/<str:public_id>/hide/", views.TipHideView.as_view(), name="tip-hide"),
]
