"""The operations page of administrators: whether jobs run, and what needs a decision."""
