"""Addresses of booking."""

from django.urls import URLPattern, path

from offers.booking import views

urlpatterns: list[URLPattern] = [
    path("booking/", views.BookingListView.as_view(), name="booking-list"),
    path("pipeline/<str:public_id>/booking/akad/", views.AkadView.as_view(), name="booking-akad"),
    path("pipeline/<str:public_id>/booking/part/", views.PartView.as_view(), name="booking-part"),
]
