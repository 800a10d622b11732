"""The dispatcher: every operation is answered in every situation; the package's docstring shows its table."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

import pytest

import desktop.switchsim
from desktop.csta import operations
from desktop.csta.binding import OTHER
from desktop.csta.failures import Failure, OperationError
from desktop.csta.operations import Operation
from desktop.csta.schema import shipped
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.services import SERVICES, render
from tests.support.strategies import sample
from tests.switchsim.acts import busy
from tests.switchsim.office import Office

SITUATIONS: dict[str, Callable[[Office], object]] = {
    "idle": lambda office: None,
    "initiated": lambda office: office.ok("offhook", device="100"),
    "calling": lambda office: office.make_call("100", "101"),
    "ringing": lambda office: office.make_call("101", "100"),
    "outside": lambda office: office.ok("call", **{"from": "0891234567", "to": "100"}),
    "talking": lambda office: office.talk("100", "101"),
    "held": lambda office: (office.talk("100", "101"), office.ok("hold", device="100")),
    "consulting": lambda office: office.consulting(),
    "conference": lambda office: (office.consulting(), office.ok("conference", device="100")),
    "failed": busy,
    "parked": lambda office: (office.talk("101", "102"), office.ok("park", device="101", to="100")),
    "camped on": lambda office: (busy(office), office.ok("camp_on", device="100")),
    "out of service": lambda office: office.ok("set", device="100", in_service=False),
    "everything on": lambda office: (
        office.ok("set", device="100", dnd=True, message_waiting=True),
        office.ok("agent", device="100", state="loggedOn"),
        office.ok("call_back", device="100", to="101"),
    ),
}
SCHEMA = shipped()


def _argument(operation: Operation, seed: int) -> Any:
    value = sample(Random(f"{operation.name} {seed}"), operation.argument_type)
    return operations.decode_argument(SCHEMA, operation, SCHEMA.encode(operation.argument_type, value))


def _aimed(argument: Any, dice: Random, office: Office) -> Any:
    """The argument, at devices and connections that are there."""
    connections = [leg.id for call in office.switch.calls.values() for leg in call.legs]
    members = getattr(argument, "__dataclass_fields__", {})
    for name in members:
        value = getattr(argument, name)
        if isinstance(value, DeviceID):
            object.__setattr__(argument, name, DeviceID(dice.choice(("100", "100", "101", "103", "7801", "700"))))
        elif isinstance(value, ConnectionID) and connections:
            object.__setattr__(argument, name, dice.choice(connections))
        elif name == OTHER:
            object.__setattr__(argument, name, {})
    return argument


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("operation", operations.OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_is_answered_properly(operation: Operation, situation: str) -> None:
    dice = Random(f"{operation.name} {situation}")
    for seed in range(2):
        office = Office()
        SITUATIONS[situation](office)
        office.forget()
        before = office.do("state")
        answer = office.ask(_aimed(_argument(operation, seed), dice, office) if seed else _argument(operation, seed))
        if operation.result is None:
            assert (answer, office.order) == (None, []), "what is never answered is passed over"
            assert office.do("state") == before
        elif isinstance(answer, Failure):
            assert office.order == ["refusal"]
            assert office.do("state") == before, "a refusal changes nothing"
            supported = answer != Failure.operation(OperationError.serviceNotSupported)
            assert supported is SERVICES[operation.name].acts
        else:
            assert isinstance(answer, operation.result)
            assert (office.order[0], office.order.count("result")) == ("result", 1)
            assert SERVICES[operation.name].acts


def test_the_docstring_shows_the_table() -> None:
    page = desktop.switchsim.__doc__ or ""
    assert all(f"\n    {line}\n" in page for line in render())


def test_lines_of_the_table_are_no_longer_than_code() -> None:
    assert max(map(len, render())) <= 116
