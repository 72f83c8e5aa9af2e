"""A harness that breaks things under the background, and counts what people were told.

The sink, the servers and the counting are not the product's code; only the processes that
are killed are, started from the lines of bin/Procfile.
"""
