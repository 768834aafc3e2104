"""Addresses of what was shown and promised."""

from django.urls import URLPattern

app_name = "offers"
urlpatterns: list[URLPattern] = []
