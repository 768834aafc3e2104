"""Addresses of partners, their people, projects and units."""

from django.urls import URLPattern

from org.administration.views import paths
from prospects.partners.pages import ContactsPage, PartnersPage, ProjectsPage, UnitsPage

partners: list[URLPattern] = [
    *paths(ContactsPage, "partners/contacts/"),
    *paths(ProjectsPage, "partners/projects/"),
    *paths(UnitsPage, "partners/units/"),
    *paths(PartnersPage, "partners/"),
]
