"""The tables people work in: their columns, what a person chose of them, and saved views."""
