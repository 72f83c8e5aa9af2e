"""The pages of accounts and teams, and those of one's own session."""
