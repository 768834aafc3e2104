"""Pages of prospects and opportunities, split by aggregate."""
