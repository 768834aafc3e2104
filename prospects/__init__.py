"""People, companies and what they are interested in, until it is booked."""
