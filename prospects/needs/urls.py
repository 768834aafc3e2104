"""Addresses of needs, offers of other banks and the plan with a customer."""

from django.urls import URLPattern, path

from prospects.views.people import needs, plan

needs_urls: list[URLPattern] = [
    path("prospects/<str:public_id>/needs/", needs.NeedAddView.as_view(), name="need-add"),
    path("prospects/needs/<str:public_id>/", needs.NeedChangeView.as_view(), name="need-change"),
    path(
        "prospects/needs/<str:public_id>/remove/",
        needs.NeedRemoveView.as_view(),
        name="need-remove",
    ),
    path("prospects/<str:public_id>/rivals/", needs.RivalAddView.as_view(), name="rival-add"),
    path("prospects/rivals/<str:public_id>/", needs.RivalChangeView.as_view(), name="rival-change"),
    path(
        "prospects/rivals/<str:public_id>/remove/",
        needs.RivalRemoveView.as_view(),
        name="rival-remove",
    ),
    path("prospects/<str:public_id>/plan/", plan.PlanEditView.as_view(), name="plan-edit"),
    path("market/", needs.MarketView.as_view(), name="market"),
]
