"""All that the portal holds about one person: found, copied, erased, kept no longer than needed."""
