"""The leaders' dashboard: what stands, what moved, what is late; every figure links to its list."""
