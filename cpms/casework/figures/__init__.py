"""What managers compare (MG-01): counted in the database, each number with the list behind it.

`open_clocks` reads everything that is asked of running clocks in one statement, `rates` the
closed ones from the months' tallies. The number of rows never changes the number of statements.
"""
