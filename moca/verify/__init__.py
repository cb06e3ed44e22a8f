"""
The judge: reads the store and says which of Moca's promises it keeps, with counts, and names what breaks one.

It never writes, holds one conversation at a time, and judges a store that is in use as well as one that is at rest:
what each conversation says is read in one moment. A module a promise, each pure over decoded entries; `report` joins
them. What only the outside can know (what Meta was really sent) is proved by the fault tests.
"""
