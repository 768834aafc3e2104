"""Addresses of the import."""

from django.urls import URLPattern, path

from prospects.views.imports import mappings, start, steps, undo

_FILE = "prospects/import/<str:public_id>/"

imports: list[URLPattern] = [
    path("prospects/import/", start.ImportStartView.as_view(), name="import-start"),
    path(
        "prospects/import/template.<str:kind>",
        start.ImportTemplateView.as_view(),
        name="import-template",
    ),
    path(
        "prospects/import/mappings/<str:public_id>/",
        mappings.ImportMappingView.as_view(),
        name="import-mapping",
    ),
    path(f"{_FILE}check/", steps.ImportPreviewView.as_view(), name="import-preview"),
    path(f"{_FILE}run/", steps.ImportRunView.as_view(), name="import-run"),
    path(f"{_FILE}undo/", undo.ImportUndoView.as_view(), name="import-undo"),
    path(f"{_FILE}discard/", steps.ImportDiscardView.as_view(), name="import-discard"),
    path(f"{_FILE}mapping/", steps.ImportProfileView.as_view(), name="import-profile"),
    path(f"{_FILE}ask/", steps.ImportAskView.as_view(), name="import-ask"),
    path(f"{_FILE}rejects.csv", steps.ImportRejectsView.as_view(), name="import-rejects"),
    path(_FILE, steps.ImportDetailView.as_view(), name="import-detail"),
]
