"""Addresses of opportunities, the board and disbursements."""

from django.urls import URLPattern, path

from prospects.views.board import BoardView
from prospects.views.bulk import views as bulk
from prospects.views.opportunities import detail, forms, listing, money, moves, partner
from prospects.views.panels import OpportunityPanelView
from prospects.views.tables import views as tables

opportunities: list[URLPattern] = [
    path("pipeline/", BoardView.as_view(), name="board"),
    path("pipeline/table/", listing.OpportunityListView.as_view(), name="opportunity-list"),
    path("pipeline/table/bulk/", bulk.DealBulkChooseView.as_view(), name="deal-bulk-choose"),
    path("pipeline/table/columns/", tables.DealColumnsView.as_view(), name="opportunity-columns"),
    path("pipeline/table/views/", tables.DealViewsView.as_view(), name="opportunity-views"),
    path("pipeline/table/counts/", tables.DealCountsView.as_view(), name="opportunity-view-counts"),
    path("pipeline/table/search/", listing.DealSearchView.as_view(), name="opportunity-search"),
    path("pipeline/money/", listing.DisbursementListView.as_view(), name="disbursement-list"),
    path(
        "prospects/<str:public_id>/opportunities/new/",
        forms.AddView.as_view(),
        name="opportunity-add",
    ),
    path(
        "pipeline/<str:public_id>/",
        detail.OpportunityDetailView.as_view(),
        name="opportunity-detail",
    ),
    path(
        "pipeline/<str:public_id>/panels/<slug:code>/",
        OpportunityPanelView.as_view(),
        name="opportunity-panel",
    ),
    path("pipeline/<str:public_id>/move/", moves.MoveView.as_view(), name="opportunity-move"),
    path("pipeline/<str:public_id>/file/", moves.HandOverView.as_view(), name="file-hand-over"),
    path("pipeline/<str:public_id>/edit/", forms.EditView.as_view(), name="opportunity-edit"),
    path(
        "pipeline/<str:public_id>/partner/",
        partner.PartnerView.as_view(),
        name="opportunity-partner",
    ),
    path("pipeline/<str:public_id>/pause/", forms.PauseView.as_view(), name="opportunity-pause"),
    path("pipeline/<str:public_id>/end/", forms.EndView.as_view(), name="opportunity-end"),
    path(
        "pipeline/<str:public_id>/reopen/",
        moves.ReopenView.as_view(),
        name="opportunity-reopen",
    ),
    path(
        "pipeline/<str:public_id>/milestones/<str:kind>/",
        forms.MilestoneView.as_view(),
        name="milestone-record",
    ),
    path(
        "pipeline/<str:public_id>/disbursements/new/",
        money.DisbursementAddView.as_view(),
        name="disbursement-add",
    ),
    path(
        "pipeline/<str:public_id>/disbursements/<str:part>/confirm/",
        money.DisbursementConfirmView.as_view(),
        name="disbursement-confirm",
    ),
    path(
        "pipeline/<str:public_id>/disbursements/<str:part>/refuse/",
        money.DisbursementRefuseView.as_view(),
        name="disbursement-refuse",
    ),
    path(
        "pipeline/<str:public_id>/disbursements/<str:part>/reverse/",
        money.DisbursementReverseView.as_view(),
        name="disbursement-reverse",
    ),
]
