"""Prospects, opportunities and money for programs: the same services as the pages."""
