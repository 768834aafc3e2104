"""Addresses of prospects and opportunities."""

from django.urls import URLPattern, path

from org.administration.views import paths
from prospects.administration import ReasonsPage, SourcesPage
from prospects.finance_urls import finance
from prospects.handover_urls import handovers
from prospects.identity_urls import circle
from prospects.import_urls import imports
from prospects.needs.urls import needs_urls
from prospects.opportunity_urls import opportunities
from prospects.partners.urls import partners
from prospects.privacy_urls import privacy
from prospects.tips.urls import tips
from prospects.views import panels
from prospects.views.bulk import views as bulk
from prospects.views.exports import views as export
from prospects.views.people import add, checks, detail, edit, listing, paste, requests
from prospects.views.tables import views as tables

app_name = "prospects"

people: list[URLPattern] = [
    path("prospects/", listing.ProspectListView.as_view(), name="prospect-list"),
    path("prospects/count/", listing.ProspectCountView.as_view(), name="prospect-count"),
    path("prospects/filter/", listing.ProspectFilterView.as_view(), name="prospect-filter"),
    path("prospects/search/", listing.SearchView.as_view(), name="search"),
    path("prospects/new/", add.ProspectAddView.as_view(), name="prospect-add"),
    path("prospects/new/paste/", paste.PasteView.as_view(), name="prospect-paste"),
    path("prospects/new/check/", checks.DuplicateCheckView.as_view(), name="duplicate-check"),
    path("prospects/new/ask/", checks.TransferAskView.as_view(), name="transfer-ask"),
    path("prospects/new/amount/", checks.AmountReadView.as_view(), name="amount-read"),
    path("prospects/new/places/", checks.RegionSearchView.as_view(), name="region-search"),
    path("prospects/bulk/", bulk.BulkChooseView.as_view(), name="bulk-choose"),
    path("prospects/bulk/<str:public_id>/", bulk.BulkDetailView.as_view(), name="bulk-detail"),
    path("prospects/bulk/<str:public_id>/undo/", bulk.BulkUndoView.as_view(), name="bulk-undo"),
    path("prospects/columns/", tables.ColumnsView.as_view(), name="prospect-columns"),
    path("prospects/views/", tables.ViewsView.as_view(), name="prospect-views"),
    path("prospects/views/counts/", tables.CountsView.as_view(), name="prospect-view-counts"),
    path("prospects/views/<str:public_id>/", tables.SavedViewView.as_view(), name="saved-view"),
    path("prospects/new/similar/", checks.SimilarCheckView.as_view(), name="similar-check"),
    path("prospects/new/nik/", checks.NikReadView.as_view(), name="nik-read"),
    path("prospects/new/nik/take/", checks.NikTakeView.as_view(), name="nik-take"),
    path("prospects/transfers/", requests.TransferListView.as_view(), name="transfer-list"),
    *imports,
    path(
        "prospects/transfers/<str:public_id>/grant/",
        requests.TransferGrantView.as_view(),
        name="transfer-grant",
    ),
    path(
        "prospects/transfers/<str:public_id>/refuse/",
        requests.TransferRefuseView.as_view(),
        name="transfer-refuse",
    ),
    path("prospects/<str:public_id>/", detail.ProspectDetailView.as_view(), name="prospect-detail"),
    path("prospects/<str:public_id>/edit/", edit.ProspectEditView.as_view(), name="prospect-edit"),
    path("prospects/<str:public_id>/check/", edit.EditCheckView.as_view(), name="prospect-check"),
    path(
        "prospects/<str:public_id>/archive/",
        edit.ProspectArchiveView.as_view(),
        name="prospect-archive",
    ),
    path(
        "prospects/<str:public_id>/restore/",
        edit.ProspectRestoreView.as_view(),
        name="prospect-restore",
    ),
    path(
        "prospects/<str:public_id>/reassign/",
        edit.ProspectReassignView.as_view(),
        name="prospect-reassign",
    ),
    path(
        "prospects/<str:public_id>/panels/<slug:code>/",
        panels.ProspectPanelView.as_view(),
        name="prospect-panel",
    ),
]

lists: list[URLPattern] = [
    *paths(SourcesPage, "administration/sources/"),
    *paths(ReasonsPage, "administration/reasons/"),
]
exports: list[URLPattern] = [
    path("exports/", export.ExportListView.as_view(), name="export-list"),
    path("exports/waiting/", export.ExportWaitingView.as_view(), name="export-waiting"),
    path("exports/new/", export.ExportAskView.as_view(), name="export-ask"),
    path("exports/<str:public_id>/", export.ExportDetailView.as_view(), name="export-detail"),
    path(
        "exports/<str:public_id>/download/",
        export.ExportDownloadView.as_view(),
        name="export-download",
    ),
    path(
        "exports/<str:public_id>/decide/",
        export.ExportDecideView.as_view(),
        name="export-decide",
    ),
]
urlpatterns: list[URLPattern] = [
    *handovers,
    *people,
    *circle,
    *opportunities,
    *finance,
    *needs_urls,
    *tips,
    *partners,
    *privacy,
    *lists,
    *exports,
]
