"""Addresses of promotions."""

from django.urls import URLPattern, path

from offers.promotions.administration import ApproveView, PromotionsPage
from offers.promotions.panel import OfferView
from org.administration.views import paths

urlpatterns: list[URLPattern] = [
    path("pipeline/<str:public_id>/promotion/", OfferView.as_view(), name="promotion-offer"),
    path("administration/promotions/<str:public_id>/approve/", ApproveView.as_view(),
         name="promotion-approve"),
    *paths(PromotionsPage, "administration/promotions/"),
]  # fmt: skip
