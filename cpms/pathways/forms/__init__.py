"""What is asked off the main road: one file for each road."""
