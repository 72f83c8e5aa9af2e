"""What must hold before the records of a child's life move: one file for each kind."""
