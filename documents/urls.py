"""Addresses of papers."""

from django.urls import URLPattern, path

from documents.administration import PapersPage, RulesPage
from documents.views import due, papers
from org.administration.views import paths

app_name = "documents"
ONE = "pipeline/<str:public_id>/documents/"
urlpatterns: list[URLPattern] = [
    path("documents/", due.DueListView.as_view(), name="due-list"),
    path(ONE, papers.ChecklistView.as_view(), name="checklist"),
    path("pipeline/<str:public_id>/documents-missing/", papers.MissingView.as_view(),
         name="missing"),
    path("pipeline/<str:public_id>/employment/", papers.EmploymentView.as_view(),
         name="employment"),
    path(f"{ONE}<str:code>/", papers.PaperDetailView.as_view(), name="paper"),
    path(f"{ONE}<str:code>/receive/", papers.ReceiveView.as_view(), name="paper-receive"),
    path(f"{ONE}<str:code>/check/", papers.CheckView.as_view(), name="paper-check"),
    path(f"{ONE}<str:code>/reject/", papers.RejectView.as_view(), name="paper-reject"),
    path(f"{ONE}<str:code>/defer/", papers.DeferView.as_view(), name="paper-defer"),
    path(f"{ONE}<str:code>/take-back/", papers.TakeBackView.as_view(), name="paper-take-back"),
    *paths(PapersPage, "administration/papers/"),
    *paths(RulesPage, "administration/paper-rules/"),
]  # fmt: skip
