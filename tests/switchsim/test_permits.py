"""What a link may see and reach: licences, stations that may not be monitored, nodes of a network."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from desktop.csta.enumerations import SystemStatus
from desktop.csta.failures import Failure
from desktop.csta.services.call_control import (
    AnswerCall,
    ClearCall,
    ClearConnection,
    GroupPickupCall,
    MakeCall,
    SingleStepTrans,
)
from desktop.csta.services.devices import GetSwitchingFunctionDevices
from desktop.csta.services.logical import GetDoNotDisturb, SetForwarding
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStartResult, MonitorStop
from desktop.csta.services.snapshots import SnapshotDevice
from desktop.csta.services.system import RequestSystemStatus
from desktop.csta.system_enumerations import ReqDeviceCategory
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.company import Company, Group, Limits, Station
from desktop.switchsim.model import Refuse
from desktop.switchsim.permits import check_reach
from desktop.switchsim.switch import Answer
from tests.switchsim.groups import group_office
from tests.switchsim.office import Office, company


def start(office: Office, device: str) -> Any:
    return office.ask(MonitorStart(monitor_object=MonitorObject(DeviceID(device))))


def test_so_many_stations_may_be_monitored_as_there_are_licences() -> None:
    office = Office(base=company(limits=Limits(licensed=2)), monitored=("100",))
    second = start(office, "101")
    assert isinstance(second, MonitorStartResult)
    assert office.code(start(office, "102")) == "systemResource overallMonitorLimitExceeded"
    assert isinstance(start(office, "100"), MonitorStartResult), "once more the same: one licence"
    for device in ("700", "7801"):
        assert isinstance(start(office, device), MonitorStartResult), "only stations need one"
    office.ask(MonitorStop(cross_ref_identifier=second.cross_ref_identifier))
    assert isinstance(start(office, "102"), MonitorStartResult), "a licence has become free"


def test_a_monitor_of_another_link_takes_a_licence_too() -> None:
    office = Office(base=company(limits=Limits(licensed=1)), monitored=("100",))
    other = office.switch.open_link()
    office.switch.log_in(other, "AMHOST", "77777", 0.0)
    office.switch.request(other, 0, MonitorStart(monitor_object=MonitorObject(DeviceID("101"))), 0.0)
    (answer,) = [output for output in office.switch.take() if isinstance(output, Answer)]
    assert isinstance(answer.outcome, Failure)
    office.switch.close_link(office.link)
    office.switch.request(other, 1, MonitorStart(monitor_object=MonitorObject(DeviceID("101"))), 0.0)
    (answer,) = [output for output in office.switch.take() if isinstance(output, Answer)]
    assert isinstance(answer.outcome, MonitorStartResult)


def test_a_station_that_may_not_be_monitored_and_one_that_does_not_exist() -> None:
    office = Office(base=company(stations=(Station(number="100", monitorable=False),), groups=()), monitored=())
    assert office.code(start(office, "100")) == "operation invalidMonitorObject"
    assert office.code(start(office, "0891234567")) == "operation invalidDeviceID", "nobody monitors the outside"


# nodes


def network() -> Company:
    """100, 101 at the master; 200, 201 at the slave "branch", which AMHOST reaches; master reaches all."""
    stations = tuple(
        Station(number=number, node="branch" if number > "199" else "", pickup_group="office")
        for number in ("100", "101", "200", "201")
    )
    groups = (Group(number="700", members=("100", "200")), Group(number="701", members=("100",)))
    logins = {"AMHOST": "77777", "master": "secret"}
    return company(stations=stations, groups=groups, logins=logins, nodes={"AMHOST": "branch"})


def branch() -> Office:
    return Office(base=network(), monitored=("200", "201"))


def test_a_link_to_a_slave_monitors_its_own_stations_only() -> None:
    office = branch()
    for device in ("100", "701", "7801", "999"):
        assert office.code(start(office, device)) == "operation invalidDeviceID"
    assert isinstance(start(office, "700"), MonitorStartResult), "a group that has a member there"


def test_a_link_to_the_master_sees_all_nodes() -> None:
    office = Office(base=replace(network(), nodes={}), monitored=("100", "200", "7801"))
    office.talk("200", "100")
    assert office.events("100", "established")
    assert office.events("200", "established")


def test_calls_between_nodes_are_told_at_the_slave_s_end() -> None:
    office = branch()
    assert not isinstance(office.make_call("200", "100"), Failure)
    office.ok("answer", device="100")
    assert office.told("200")[-1] == "established b164/100 connected newCall"


@pytest.mark.parametrize(
    ("service", "code"),
    [
        (MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("200")), "invalidDeviceID"),
        (SnapshotDevice(snapshot_object=DeviceID("100")), "invalidDeviceID"),
        (GetDoNotDisturb(device=DeviceID("101")), "invalidDeviceID"),
        (GroupPickupCall(new_destination=DeviceID("101")), "invalidDeviceID"),
    ],
)
def test_a_link_to_a_slave_controls_its_own_stations_only(service: Any, code: str) -> None:
    assert branch().code(branch().ask(service)) == f"operation {code}"


def test_where_a_call_goes_may_be_anywhere() -> None:
    office = branch()
    office.ask(SetForwarding(device=DeviceID("201"), activate_forward=True, forward_dn=DeviceID("101")))
    assert office.switch.phones["201"].forwarding
    office.talk("200", "101")
    office.ask(SingleStepTrans(active_call=office.connection("200"), transferred_to=DeviceID("100")))
    assert office.states("100") == ["alerting"]
    assert not isinstance(office.ask(RequestSystemStatus()), Failure)


def test_connections_of_other_nodes_are_none() -> None:
    office = branch()
    office.ok("call", **{"from": "100", "to": "101"})
    there = office.connection("101")
    for service in (
        AnswerCall(call_to_be_answered=there),
        ClearCall(call_to_be_cleared=ConnectionID(there.call_id, None)),
    ):
        assert office.code(office.ask(service)) == "operation invalidConnectionID"
    assert office.states("101") == ["alerting"]


def test_a_party_outside_in_a_call_of_the_slave_may_be_cleared() -> None:
    office = branch()
    office.ok("call", **{"from": "0891234567", "to": "200"})
    office.ok("call", **{"from": "0898888888", "to": "101"})
    foreign = ClearConnection(connection_to_be_cleared=office.connection("7806"))
    assert office.code(office.ask(foreign)) == "operation invalidConnectionID"
    office.ask(ClearConnection(connection_to_be_cleared=office.connection("7801")))
    assert office.told("200")[-1] == "connectionCleared b164/200 null normalClearing"


def test_a_call_that_does_not_exist_is_none_for_a_slave_too() -> None:
    unknown = ConnectionID(b"\x00\x01", DeviceID("200"))
    assert branch().code(branch().ask(AnswerCall(call_to_be_answered=unknown))) == "operation invalidConnectionID"
    nothing = ClearCall(call_to_be_cleared=ConnectionID(b"\x00\x01", None))
    assert branch().code(branch().ask(nothing)) == "operation invalidCallID"


def listed(office: Office, asked: GetSwitchingFunctionDevices) -> list[str | None]:
    """The devices that the switch lists."""
    office.asked.clear()
    office.ask(asked)
    return [entry.device_id.digits for message in office.asked for entry in message.device_list]


def test_a_list_of_devices_of_a_slave_has_its_own() -> None:
    everything = GetSwitchingFunctionDevices()
    assert listed(branch(), everything) == ["200", "201", "700"]
    office = Office(base=replace(network(), nodes={}), monitored=())
    assert listed(office, everything) == ["100", "101", "200", "201", "700", "701", "7801", "7806"]


def test_hunting_and_ucd_groups_are_listed_as_such() -> None:
    groups = (Group(number="700", members=("100",)), Group(number="790", kind="ucd", members=("100",)))
    office = Office(base=company(groups=groups), monitored=())
    for category, number, bit in ((ReqDeviceCategory.groupHunt, "700", 3), (ReqDeviceCategory.groupACD, "790", 2)):
        assert listed(office, GetSwitchingFunctionDevices(requested_device_category=category)) == [number]
        assert bit in office.asked[0].device_list[0].device_attributes


# out of reach


@pytest.mark.parametrize(
    ("argument", "refused"),
    [
        (MakeCall(calling_device=DeviceID("101"), called_directory_number=DeviceID("100")), True),
        (MakeCall(calling_device=DeviceID("100"), called_directory_number=DeviceID("101")), False),
        (GroupPickupCall(new_destination=DeviceID("101")), True),
        (SingleStepTrans(active_call=ConnectionID.of(b"1", "101"), transferred_to=DeviceID("100")), True),
        (SingleStepTrans(active_call=ConnectionID.of(b"1", "100"), transferred_to=DeviceID("101")), False),
        (ClearCall(call_to_be_cleared=ConnectionID(b"1", None)), False),
        (MonitorStart(monitor_object=MonitorObject(DeviceID("101"))), True),
        (SnapshotDevice(snapshot_object=DeviceID("102")), False),
        (RequestSystemStatus(), False),
    ],
)
def test_who_is_asked_must_be_in_reach(argument: Any, refused: bool) -> None:
    switch = Office(monitored=()).switch
    check_reach(switch, argument)
    switch.out_of_reach = frozenset({"101"})
    if refused:
        with pytest.raises(Refuse, match="deviceOutOfService"):
            check_reach(switch, argument)
    else:
        check_reach(switch, argument)


def test_a_telephone_of_a_line_is_in_reach_with_the_line() -> None:
    switch = group_office().switch
    switch.out_of_reach = frozenset({"180"})
    with pytest.raises(Refuse, match="deviceOutOfService"):
        check_reach(switch, MakeCall(calling_device=DeviceID("111"), called_directory_number=DeviceID("100")))


@pytest.mark.parametrize("status", SystemStatus)
def test_nobody_is_in_reach_of_a_switch_that_does_not_work(status: SystemStatus) -> None:
    switch = Office(monitored=()).switch
    switch.status = status
    works = status not in (SystemStatus.initializing, SystemStatus.disabled)
    assert switch.reaches(None) is switch.reaches("100") is works
    if not works:
        with pytest.raises(Refuse, match="resourceOutOfService"):
            check_reach(switch, RequestSystemStatus())
