"""Messages about the state of the link's ends and registrations."""

from __future__ import annotations

import pytest

from desktop.csta import operations as o
from desktop.csta.enumerations import SystemStatus
from desktop.csta.schema import Schema
from desktop.csta.services import system as s
from desktop.csta.services.common import Acknowledged
from desktop.csta.values import BitSet
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (s.SystemStatusRequest, "SystemStatusArg"),
        (s.RequestSystemStatus, "SystemRegistration"),
        (s.RequestSystemStatusResult, "RequestSysStatRes"),
        (s.SystemRegister, "SystemRegisterArgument"),
        (s.SystemRegisterResult, "SystemRegisterResult"),
        (s.SystemRegisterAbort, "EndOfRegistration"),
        (s.SystemRegisterCancel, "EndOfRegistration"),
        (s.SwitchingFunctionCapabilitiesChanged, "SystemRegistration"),
        (s.SwitchingFunctionDevicesChanged, "SystemRegistration"),
    ],
)
def test_every_member_has_a_field(kind: type, type_name: str) -> None:
    round_trips(kind, type_name)


def test_the_status_that_a_switch_sends_after_log_in(schema: Schema) -> None:
    """With and without a registration; the octets without one stand in the code of three clients."""
    plain = s.SystemStatusRequest(system_status=SystemStatus.normal)
    assert o.encode_argument(schema, plain).hex() == "30030a0102"
    registered = s.SystemStatusRequest(sys_stat_register_id=b"\x07", system_status=SystemStatus.normal)
    assert o.encode_argument(schema, registered).hex() == "3006" + "040107" + "0a0102"


def test_registering_for_changes_of_capabilities_and_devices(schema: Schema) -> None:
    asked = s.SystemRegister(request_types=BitSet(frozenset({2, 3}), 4))
    octets = o.encode_argument(schema, asked)
    assert octets.hex() == "3004" + "03020430"
    names = {name: node.names for name, node, _ in schema.node("SystemRegisterArgument").members}["requestTypes"]
    assert {names[bit] for bit in asked.request_types.bits} == {
        "switchingFunctionCapsChanged",
        "switchingFunctionDevicesChanged",
    }


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (209, s.SystemRegisterCancel(sys_stat_register_id=b"\x01")),
        (212, s.SwitchingFunctionCapabilitiesChanged()),
        (213, s.SwitchingFunctionDevicesChanged(sys_stat_register_id=b"\x01")),
    ],
)
def test_who_is_told_acknowledges(schema: Schema, code: int, message: object) -> None:
    row = o.BY_CODE[code]
    assert o.asked_by(type(message)) is row
    assert o.decode_argument(schema, row, o.encode_argument(schema, message)) == message
    assert o.decode_result(schema, row, b"\x05\x00") == Acknowledged()


def test_an_abort_is_never_answered() -> None:
    assert o.BY_CODE[208].result is None
