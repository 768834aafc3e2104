"""Addresses of explain-back receipts."""

from django.urls import path

from offers.receipts import public, views

urlpatterns = [
    path("receipts/", views.ReceiptListView.as_view(), name="receipt-list"),
    path(
        "simulations/<str:public_id>/receipts/",
        views.BeginView.as_view(),
        name="receipt-begin",
    ),
    path("receipts/<str:public_id>/", views.ReceiptView.as_view(), name="receipt"),
    path("receipts/<str:public_id>/link/", views.LinkView.as_view(), name="receipt-link"),
    path("paham/<str:token>/", public.AnswerView.as_view(), name="receipt-answer"),
    path("receipts/<str:public_id>/sheet/", views.SheetView.as_view(), name="receipt-sheet"),
]
