"""The part of the control API that spoils the fake model: faults for its next calls, and the temper that stands."""

from litestar import Controller, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from moca.simulator.machine import Simulator
from moca.simulator.model import ModelFault
from moca.simulator.tempers import Temper


class ModelControl(Controller):
    path = "/control"

    @get("/model", sync_to_thread=False)
    def faults(self, simulator: NamedDependency[Simulator]) -> list[ModelFault]:
        return simulator.model.pending

    @post("/model", sync_to_thread=False)
    def add_fault(self, simulator: NamedDependency[Simulator], data: JSONBody[ModelFault]) -> list[ModelFault]:
        simulator.model.add(data)
        return simulator.model.pending

    @delete("/model", sync_to_thread=False)
    def clear_faults(self, simulator: NamedDependency[Simulator]) -> None:
        simulator.model.clear()

    @get("/temper", sync_to_thread=False)
    def temper(self, simulator: NamedDependency[Simulator]) -> Temper:
        return simulator.model.temper

    @post("/temper", request_max_body_size=64_000_000, sync_to_thread=False)
    def set_temper(self, simulator: NamedDependency[Simulator], data: JSONBody[Temper]) -> Temper:
        """Give the model this temper, whole: what is not named is as by default."""
        simulator.model.temper = data
        return data

    @delete("/temper", status_code=200, sync_to_thread=False)
    def reset_temper(self, simulator: NamedDependency[Simulator]) -> Temper:
        """Make the model honest again."""
        simulator.model.temper = Temper()
        return simulator.model.temper
