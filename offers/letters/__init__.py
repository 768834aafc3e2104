"""Letters: what is promised to a customer in writing."""
