"""Tips shared per objection: what worked, told by one officer to his branch."""
