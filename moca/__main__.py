"""`python -m moca` is `moca`."""

from moca.cli import main

main()
