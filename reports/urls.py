"""Addresses of dashboards and reports."""

from django.urls import path

from reports.views import dashboard, summary

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboard.DashboardView.as_view(), name="dashboard"),
    path("dashboard/late/", dashboard.LateListView.as_view(), name="late-list"),
    path("dashboard/summary/", summary.SummaryTextView.as_view(), name="summary-text"),
]
