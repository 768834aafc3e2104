"""Addresses of prospects and opportunities."""

from django.urls import URLPattern

app_name = "prospects"
urlpatterns: list[URLPattern] = []
