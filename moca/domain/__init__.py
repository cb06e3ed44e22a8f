"""
What is true, without I/O and without a clock.

Every function here takes what it needs and returns what follows. Times are integers in milliseconds since 1970, UTC,
unless a name says otherwise; ids are the decimal strings of Meta, never numbers.
"""
