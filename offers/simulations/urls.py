"""Addresses of simulations for a prospect."""

from django.urls import path

from offers.simulations import views

urlpatterns = [
    path("simulasi/<str:code>/for/", views.PickView.as_view(), name="simulation-pick"),
    path("prospects/<str:public_id>/simulate/", views.NewView.as_view(), name="simulation-new"),
    path(
        "prospects/<str:public_id>/simulate/<str:code>/",
        views.SimulateForView.as_view(),
        name="simulation-for",
    ),
    path("simulations/<str:public_id>/", views.SimulationView.as_view(), name="simulation"),
    path(
        "simulations/<str:public_id>/picture.png",
        views.SimulationPictureView.as_view(),
        name="simulation-picture",
    ),
]
