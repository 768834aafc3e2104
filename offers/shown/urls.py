"""Addresses of what was shown to whom."""

from django.urls import URLPattern, path

from offers.shown import views

urlpatterns: list[URLPattern] = [
    path("shown/", views.CountsView.as_view(), name="shown-counts"),
    path("shown/list/", views.ListView.as_view(), name="shown-list"),
    path("shown/<str:public_id>/result/", views.ResultView.as_view(), name="shown-result"),
    path("prospects/<str:public_id>/shown/new/", views.AddView.as_view(), name="shown-add"),
]
