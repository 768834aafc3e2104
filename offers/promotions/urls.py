"""Addresses of promotions."""

from django.urls import URLPattern, path

from offers.promotions.administration import PromotionsPage
from offers.promotions.panel import OfferView
from org.administration.approval import approved_paths

urlpatterns: list[URLPattern] = [
    path("pipeline/<str:public_id>/promotion/", OfferView.as_view(), name="promotion-offer"),
    *approved_paths(PromotionsPage, "administration/promotions/"),
]
