"""What was shown and promised to a person: simulations, letters, decisions, booking."""
