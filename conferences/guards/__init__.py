"""What must hold before a conference, a decision or a report moves, phase by phase."""
