"""Addresses of letters."""

from django.urls import URLPattern, path

from offers.letters.administration import FloorsPage, SettingsPage
from offers.letters.views import pages, public, sppk, steps, writing
from org.administration.views import paths

ONE = "letters/<str:public_id>/"
urlpatterns: list[URLPattern] = [
    path("letters/", pages.LetterListView.as_view(), name="letter-list"),
    path("letters/approvals/", pages.ApprovalListView.as_view(), name="letter-approvals"),
    path("pipeline/<str:public_id>/letters/new/<str:kind>/", writing.NewLetterView.as_view(),
         name="letter-new"),
    path("pipeline/<str:public_id>/letters/figures/", writing.FiguresView.as_view(),
         name="letter-figures"),
    path("pipeline/<str:public_id>/sppk/", sppk.NewSppkView.as_view(), name="sppk-new"),
    path(ONE, pages.LetterView.as_view(), name="letter"),
    path(f"{ONE}edit/", writing.EditLetterView.as_view(), name="letter-edit"),
    path(f"{ONE}paper/", pages.LetterPaperView.as_view(), name="letter-paper"),
    path(f"{ONE}rounds/", steps.RoundView.as_view(), name="letter-round"),
    path(f"{ONE}revise/", steps.ReviseView.as_view(), name="letter-revise"),
    path(f"{ONE}link/", steps.LinkView.as_view(), name="letter-link"),
    path(f"{ONE}step/<str:step>/", steps.StepView.as_view(), name="letter-step"),
    path("surat/<str:token>/", public.AnswerView.as_view(), name="letter-answer"),
    *paths(SettingsPage, "administration/letters/"),
    *paths(FloorsPage, "administration/rate-limits/"),
]  # fmt: skip
