"""What must hold before a record off the main road moves: one file for each road."""
