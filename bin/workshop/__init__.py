"""What stands behind bin/run, bin/test, bin/check and bin/bench.

Set-up runs before anything is installed, so it uses only Python's own library; what needs
the installed packages says so and is started with the environment's own Python.
"""
