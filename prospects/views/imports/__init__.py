"""Pages of the import: bring a list, look at what would come of it, import it."""
