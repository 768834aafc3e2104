"""Addresses of proposals and decisions."""

from django.urls import URLPattern, path

from offers.decisions import views
from offers.decisions.administration import CommitteesPage, LimitsPage, PolicyPage
from offers.decisions.waiting import WaitingView
from org.administration.views import paths

ONE = "pipeline/<str:public_id>/proposals/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("decisions/", WaitingView.as_view(), name="waiting-list"),
    path("pipeline/<str:public_id>/propose/", views.ProposalAddView.as_view(),
         name="proposal-add"),
    path("pipeline/<str:public_id>/decision/", views.RecordView.as_view(),
         name="decision-record"),
    path(ONE, views.ProposalView.as_view(), name="proposal-detail"),
    path(f"{ONE}paper/", views.PaperView.as_view(), name="decision-paper"),
    path(f"{ONE}vote/", views.VoteView.as_view(), name="proposal-vote"),
    path(f"{ONE}withdraw/", views.WithdrawView.as_view(), name="proposal-withdraw"),
    path(f"{ONE}recalculate/", views.RecalculateView.as_view(), name="proposal-recalculate"),
    *paths(LimitsPage, "administration/decision-limits/"),
    *paths(CommitteesPage, "administration/committees/"),
    *paths(PolicyPage, "administration/decision-policy/"),
]  # fmt: skip
