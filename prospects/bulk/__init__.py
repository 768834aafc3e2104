"""One change to many rows: chosen, checked one by one, told, and undone within a day."""
