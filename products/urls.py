"""Addresses of the simulator and of the catalogue in the administration."""

from django.urls import path

from org.administration.views import paths
from products import rate_views, views
from products.administration import ProductsPage
from products.dated_pages import (
    CollectibilityPage,
    CostsPage,
    GuaranteePage,
    LimitsPage,
    TermsPage,
)

app_name = "products"
urlpatterns = [
    path("simulasi/", views.SimulatorListView.as_view(), name="simulator-list"),
    path("simulasi/<str:code>/", views.SimulatorView.as_view(), name="simulator"),
    path(
        "simulasi/<str:code>/picture.png",
        views.PictureView.as_view(),
        name="simulator-picture",
    ),
    *paths(ProductsPage, "administration/products/"),
    *paths(TermsPage, "administration/terms/"),
    *paths(CostsPage, "administration/costs/"),
    *paths(LimitsPage, "administration/limits/"),
    *paths(GuaranteePage, "administration/guarantee/"),
    *paths(CollectibilityPage, "administration/collectibility/"),
    path(
        "administration/products/<str:public_id>/rates/",
        rate_views.RateAddView.as_view(),
        name="rate-add",
    ),
    path(
        "administration/rates/<str:public_id>/end/",
        rate_views.RateEndView.as_view(),
        name="rate-end",
    ),
    path(
        "administration/rates/<str:public_id>/withdraw/",
        rate_views.RateWithdrawView.as_view(),
        name="rate-withdraw",
    ),
]
