"""How much is measured: `smoke` only shows that it runs, `full` takes the numbers of the design as they stand."""

from typing import Literal

Scale = Literal["smoke", "default", "full"]
