"""The directory: agencies, their people, and the numbers the unit has checked itself."""
