"""Benchmarks: `make bench`. Every page's time, its queries and what it costs above a bare page."""
