"""Addresses of RIPLAY."""

from django.urls import URLPattern, path

from offers.riplay import views
from offers.riplay.administration import QuizPage, RulesPage, TextsPage
from offers.riplay.panel import WaiveView
from org.administration.views import paths

urlpatterns: list[URLPattern] = [
    path("riplay/", views.GeneralListView.as_view(), name="riplay-list"),
    path("riplay/products/<str:public_id>/", views.PublishView.as_view(), name="riplay-publish"),
    path("riplay/general/<str:public_id>/", views.GeneralPaperView.as_view(),
         name="riplay-general"),
    path("simulations/<str:public_id>/riplay/", views.BeginView.as_view(), name="riplay-begin"),
    path("riplay/<str:public_id>/", views.RiplayView.as_view(), name="riplay"),
    path("riplay/<str:public_id>/paper/", views.PaperView.as_view(), name="riplay-paper"),
    path("riplay/<str:public_id>/step/<str:step>/", views.StepView.as_view(), name="riplay-step"),
    path("pipeline/<str:public_id>/riplay/waive/", WaiveView.as_view(), name="riplay-waive"),
    *paths(QuizPage, "administration/receipt-quiz/"),
    *paths(RulesPage, "administration/riplay-rules/"),
    *paths(TextsPage, "administration/riplay/"),
]  # fmt: skip
