"""What is asked about conferences."""
