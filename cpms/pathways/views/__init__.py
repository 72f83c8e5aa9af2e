"""The pages off the main road: one file for each road."""
