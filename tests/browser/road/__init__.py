"""The road of one family, told in the acts of those who walk it (issue 2)."""
