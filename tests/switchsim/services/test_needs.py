"""What of a request is checked before it is carried out."""

from __future__ import annotations

import pytest

from desktop.csta.failures import OperationError, StateError
from desktop.csta.services.call_control import HoldCall
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.logical import GetDoNotDisturb
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.model import Refuse, State
from desktop.switchsim.services.needs import ANY, Connection, Service, Station
from tests.switchsim.office import Office


def _refusal(need: Connection | Station, office: Office, argument: object) -> str:
    with pytest.raises(Refuse) as caught:
        need.check(office.switch, argument)
    return caught.value.failure.code


def test_a_connection_must_be_there_a_station_s_and_in_its_state() -> None:
    office = Office()
    office.ok("call", **{"from": "0891234567", "to": "100"})
    need = Connection("call_to_be_held", (State.connected,), StateError.noActiveCall)
    ringing = office.connection("100")
    (outside,) = [leg for leg in office.switch.calls[ringing.call_id or b""].legs if leg.outside is not None]
    assert _refusal(need, office, HoldCall(call_to_be_held=ringing)) == "noActiveCall"
    assert _refusal(need, office, HoldCall(call_to_be_held=outside.id)) == "requestIncompatibleWithObject"
    unknown = HoldCall(call_to_be_held=ConnectionID.of(b"\xff\xff", "100"))
    assert _refusal(need, office, unknown) == "invalidConnectionID"
    office.ok("answer", device="100")
    need.check(office.switch, HoldCall(call_to_be_held=ringing))
    assert office.states("100") == ["connected"], "checked, and nothing more"


def test_a_station_must_be_there() -> None:
    office = Office()
    need = Station(otherwise=OperationError.invalidCallingDeviceID)
    assert _refusal(need, office, GetDoNotDisturb(device=DeviceID("700"))) == "invalidCallingDeviceID"
    need.check(office.switch, GetDoNotDisturb(device=DeviceID("100")))


def test_what_a_row_says() -> None:
    connected, held = (Connection("one", (state,)) for state in (State.connected, State.hold))
    assert (str(Connection("one", ANY)), str(connected)) == ("any connection", "connected")
    assert str(Connection("one", (State.connected, State.hold))) == "connected or hold"
    assert Service().acts is False
    assert Service(act=lambda exchange, argument: Acknowledged()).acts is True
    assert Service(for_link=lambda switch, link, argument: Acknowledged()).acts is True
    assert Service(needs=(connected, Station())).states == (State.connected,)
    assert Service(needs=(held, connected)).states == (), "of which of the two?"
