"""
The measurements: how fast, how late, how even, how big. `python -m bench [names]` runs them and prints one table.

Each module with a `measure` is one measurement on a store and processes of its own, on loopback only. Rates are ratios
against a handler measured in the same run, so that they say something on any machine. Nothing here is a test: a missed
aim is shown, never raised. Figures of processes are read from `/proc`, so it runs on Linux.
"""
