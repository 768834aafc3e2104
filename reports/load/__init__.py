"""A whole bank of invented customers, as large as one likes, to measure with."""
