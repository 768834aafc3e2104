"""Needs of a customer, what fits them, what other banks offered, and the plan with him."""
