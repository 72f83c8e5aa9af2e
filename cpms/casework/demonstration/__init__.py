"""The demonstration: forty invented families, told by the same moves that people make."""
