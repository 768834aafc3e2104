"""Bringing data in from spreadsheets and other systems."""
