"""Lists as files: the rows and columns of the screen, made by a worker, kept for a week."""
