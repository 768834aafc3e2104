"""Which product was shown to whom, by which way, with what result."""
