"""Addresses of dashboards and reports."""

from django.urls import path

from org.administration.views import paths
from reports.administration import SchedulesPage
from reports.views import dashboard, reports, summary

app_name = "reports"
urlpatterns = [
    path("dashboard/", dashboard.DashboardView.as_view(), name="dashboard"),
    path("dashboard/late/", dashboard.LateListView.as_view(), name="late-list"),
    path("dashboard/summary/", summary.SummaryTextView.as_view(), name="summary-text"),
    path("reports/", reports.ReportListView.as_view(), name="report-list"),
    path("reports/<str:public_id>/", reports.ReportDetailView.as_view(), name="report-detail"),
    path("reports/<str:public_id>/pdf/", reports.ReportPdfView.as_view(), name="report-pdf"),
    *paths(SchedulesPage, "administration/schedules/"),
]
