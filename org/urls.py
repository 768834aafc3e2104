"""Addresses of people and branches."""

from django.urls import path

from org.views import ProfileView

app_name = "org"
urlpatterns = [
    path("profile/", ProfileView.as_view(), name="profile"),
]
