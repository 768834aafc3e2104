"""Columns, saved views and their counts, for both lists."""
