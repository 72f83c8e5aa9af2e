"""What must hold before a core group, a meeting of it, or a visit moves."""
