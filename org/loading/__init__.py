"""Loading people from a spreadsheet: read, judge each row in words, write when confirmed."""
