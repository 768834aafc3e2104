"""Addresses of the day: follow-ups and the calendar."""

from django.urls import URLPattern

app_name = "followups"
urlpatterns: list[URLPattern] = []
