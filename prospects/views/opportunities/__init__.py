"""Pages about opportunities: list, detail and everything done with one of them."""
