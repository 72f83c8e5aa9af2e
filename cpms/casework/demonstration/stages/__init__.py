"""Small stages, each bringing a family one step on by the same moves that people make."""
