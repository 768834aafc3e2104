"""Pages of dashboards and reports."""
