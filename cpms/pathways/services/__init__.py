"""What follows when a child moves, is missing, is in care or grows up: one file for each road."""
