"""Addresses of operations, for administrators."""

from django.urls import path

from org.operations.views import MailView, OperationsView, RunView, SwitchView

app_name = "outbox"
urlpatterns = [
    path("", OperationsView.as_view(), name="operations"),
    path("sending/", SwitchView.as_view(), name="sending"),
    path("runs/<str:public_id>/", RunView.as_view(), name="run-decide"),
    path("mails/<str:public_id>/", MailView.as_view(), name="mail-decide"),
]
