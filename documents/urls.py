"""Addresses of papers."""

from django.urls import URLPattern, path

from documents.administration import PapersPage, RulesPage
from documents.views import crosscheck, due, files, papers
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
    path("pipeline/<str:public_id>/cross-check/", crosscheck.CrossCheckView.as_view(),
         name="crosscheck"),
    path(f"{ONE}<str:code>/bring/", files.BringView.as_view(), name="paper-bring"),
    path(f"{ONE}<str:code>/shots/", files.BeginView.as_view(), name="paper-begin"),
    path(f"{ONE}<str:code>/shots/<str:shot>/<int:number>/", files.ChunkView.as_view(),
         name="paper-chunk"),
    path(f"{ONE}<str:code>/files/<str:file>/", files.FileView.as_view(), name="paper-file"),
    path(f"{ONE}<str:code>/files/<str:file>/thumbnail/", files.ThumbnailView.as_view(),
         name="paper-thumbnail"),
    path(f"{ONE}<str:code>/", papers.PaperDetailView.as_view(), name="paper"),
    path(f"{ONE}<str:code>/receive/", papers.ReceiveView.as_view(), name="paper-receive"),
    path(f"{ONE}<str:code>/check/", papers.CheckView.as_view(), name="paper-check"),
    path(f"{ONE}<str:code>/reject/", papers.RejectView.as_view(), name="paper-reject"),
    path(f"{ONE}<str:code>/defer/", papers.DeferView.as_view(), name="paper-defer"),
    path(f"{ONE}<str:code>/take-back/", papers.TakeBackView.as_view(), name="paper-take-back"),
    *paths(PapersPage, "administration/papers/"),
    *paths(RulesPage, "administration/paper-rules/"),
]  # fmt: skip
