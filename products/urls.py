"""Addresses of the simulator."""

from django.urls import path

from products import views

app_name = "products"
urlpatterns = [
    path("simulasi/", views.SimulatorListView.as_view(), name="simulator-list"),
    path("simulasi/<str:code>/", views.SimulatorView.as_view(), name="simulator"),
    path(
        "simulasi/<str:code>/picture.png",
        views.PictureView.as_view(),
        name="simulator-picture",
    ),
]
