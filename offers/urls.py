"""Addresses of what was shown and promised."""

from django.urls import URLPattern

from offers.booking.urls import urlpatterns as booking
from offers.decisions.urls import urlpatterns as decisions
from offers.letters.urls import urlpatterns as letters
from offers.promotions.urls import urlpatterns as promotions
from offers.receipts.urls import urlpatterns as receipts
from offers.riplay.urls import urlpatterns as riplay
from offers.shown.urls import urlpatterns as shown
from offers.simulations.urls import urlpatterns as simulations

app_name = "offers"
urlpatterns: list[URLPattern] = [
    *simulations,
    *receipts,
    *decisions,
    *booking,
    *letters,
    *riplay,
    *shown,
    *promotions,
]
