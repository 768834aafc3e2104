"""Addresses of the simulator and of the catalogue in the administration."""

from django.urls import path

from org.administration.views import paths
from products import offering, sheet_views, views
from products.administration import ProductsPage
from products.dated_pages import (
    CollectibilityPage,
    CostsPage,
    GuaranteePage,
    LimitsPage,
    TermsPage,
)
from products.ladder_pages import (
    ReliefPage,
    StandingPage,
    ValuePage,
    VatPage,
    VehiclePage,
)
from products.programme_pages import (
    IncomeZonePage,
    KurPage,
    PriceZonePage,
    RegionRulePage,
    SubsidyPage,
)
from products.sheet_pages import SheetsPage, TiersPage

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
    path("catalogue/", offering.CatalogueView.as_view(), name="catalogue"),
    path("catalogue/<str:code>/", offering.OfferingView.as_view(), name="catalogue-product"),
    *paths(KurPage, "administration/kur/"),
    *paths(SubsidyPage, "administration/subsidy/"),
    *paths(PriceZonePage, "administration/price-zones/"),
    *paths(IncomeZonePage, "administration/income-zones/"),
    *paths(RegionRulePage, "administration/region-rules/"),
    *paths(StandingPage, "administration/bank-npl/"),
    *paths(ValuePage, "administration/value-rules/"),
    *paths(VehiclePage, "administration/vehicle-rules/"),
    *paths(VatPage, "administration/vat/"),
    *paths(ReliefPage, "administration/vat-relief/"),
    *paths(SheetsPage, "administration/sheets/"),
    *paths(TiersPage, "administration/tiers/"),
    path(
        "administration/sheets/<str:public_id>/step/",
        sheet_views.SheetStepView.as_view(),
        name="sheet-step",
    ),
    path(
        "administration/sheets/<str:public_id>/compare/",
        sheet_views.SheetCompareView.as_view(),
        name="sheet-compare",
    ),
]
