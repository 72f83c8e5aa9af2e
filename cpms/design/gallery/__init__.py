"""Every component in every state, on one page, outside production (/design/)."""
