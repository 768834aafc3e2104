"""What an officer leaves behind goes to others: chosen, proposed by territory, or in turn."""
