"""Services that belong to a link: lists in segments, registrations, private data, the state."""

from __future__ import annotations

import pytest

from desktop.csta.enumerations import SystemStatus
from desktop.csta.services.devices import GetSwitchingFunctionDevices, SwitchingFunctionDevices
from desktop.csta.services.monitoring import GetMonitors, MonitorInfo
from desktop.csta.services.system import (
    RequestSystemStatus,
    SwitchingFunctionCapabilitiesChanged,
    SystemRegister,
    SystemRegisterCancel,
    SystemStatusRequest,
)
from desktop.csta.services.vendor import Escape, PrivateDataVersionSelection
from desktop.csta.system_enumerations import DeviceCategory, ReqDeviceCategory
from desktop.csta.values import BitSet, DeviceID
from desktop.switchsim.company import Limits
from tests.switchsim.office import STATIONS, Office, company

STATUS, CAPABILITIES = 0, 2


def _listed(office: Office, argument: GetSwitchingFunctionDevices) -> list[SwitchingFunctionDevices]:
    office.forget()
    result = office.ask(argument)
    assert office.order == ["result", *("ask" for _ in office.asked)]
    assert {one.service_cross_ref_id for one in office.asked} == {result.service_cross_ref_id}
    return office.asked.copy()


def test_devices_come_in_segments_after_the_answer() -> None:
    office = Office(base=company(limits=Limits(segment=4)))
    segments = _listed(office, GetSwitchingFunctionDevices())
    assert [(one.segment_id, one.last_segment, len(one.device_list)) for one in segments] == [
        (1, False, 4),
        (2, False, 4),
        (3, True, 1),
    ]
    listed = {one.device_id.digits: one.device_category for segment in segments for one in segment.device_list}
    assert listed == {
        **dict.fromkeys(STATIONS, DeviceCategory.station),
        "700": DeviceCategory.group,
        "7801": DeviceCategory.networkInterface,
        "7806": DeviceCategory.networkInterface,
    }


@pytest.mark.parametrize(
    ("category", "numbers"),
    [
        (ReqDeviceCategory.station, set(STATIONS)),
        (ReqDeviceCategory.groupHunt, {"700"}),
        (ReqDeviceCategory.networkInterface, {"7801", "7806"}),
        (ReqDeviceCategory.voiceUnit, set()),
    ],
)
def test_devices_of_one_kind(category: ReqDeviceCategory, numbers: set[str]) -> None:
    (segment,) = _listed(Office(), GetSwitchingFunctionDevices(requested_device_category=category))
    assert {one.device_id.digits for one in segment.device_list} == numbers


def test_one_device() -> None:
    office = Office()
    (segment,) = _listed(office, GetSwitchingFunctionDevices(requested_device_id=DeviceID("700")))
    assert [one.device_id.digits for one in segment.device_list] == ["700"]
    nobody = GetSwitchingFunctionDevices(requested_device_id=DeviceID("199"))
    assert office.code(office.ask(nobody)) == "operation invalidDeviceID"


def test_each_list_has_a_reference_of_its_own() -> None:
    office = Office()
    references = {office.ask(GetSwitchingFunctionDevices()).service_cross_ref_id for _ in range(5)}
    assert len(references) == 5


def test_monitors_are_those_of_the_link() -> None:
    office = Office()
    other = office.switch.open_link()
    office.switch.log_in(other, "AMHOST", "77777", 0.0)
    office.switch.take()
    listed = office.ask(GetMonitors()).monitors.monitor_list
    assert [one.monitor_object.digits for one in listed] == list(STATIONS)
    office.switch.request(other, "other", GetMonitors(), 0.0)
    answer = office.switch.take()[-1]
    assert answer.outcome.monitors.monitor_list == ()


def test_many_monitors_come_in_segments() -> None:
    office = Office(base=company(limits=Limits(segment=4)))
    result = office.ask(GetMonitors())
    assert result.monitors.monitor_list is None
    assert all(isinstance(one, MonitorInfo) for one in office.asked)
    assert [len(one.monitor_list) for one in office.asked] == [4, 2]
    assert {one.service_cross_ref_id for one in office.asked} == {result.monitors.service_cross_ref_id}


# registrations


def _register(office: Office, *types: int, hidden: BitSet | None = None) -> bytes:
    asked = SystemRegister(request_types=BitSet(types, 4), requested_status_filter=hidden)
    reference = office.ask(asked).sys_stat_register_id
    assert isinstance(reference, bytes)
    office.forget()
    return reference


def test_without_a_registration_every_state_is_told() -> None:
    office = Office()
    office.ok("fault", name="system_status", status="messagesLost")
    assert office.asked == [SystemStatusRequest(system_status=SystemStatus.messagesLost)]


def test_a_registration_is_named_and_filtered() -> None:
    office = Office()
    reference = _register(office, STATUS, hidden=BitSet([3], 9))
    for status in ("messagesLost", "partiallyDisabled"):
        office.ok("fault", name="system_status", status=status)
    assert office.asked == [
        SystemStatusRequest(sys_stat_register_id=reference, system_status=SystemStatus.partiallyDisabled)
    ]
    asked = office.ask(RequestSystemStatus(sys_stat_register_id=reference))
    assert asked.system_status is SystemStatus.partiallyDisabled


def test_who_registers_for_something_else_hears_no_state() -> None:
    office = Office()
    _register(office, CAPABILITIES)
    office.ok("fault", name="system_status", status="messagesLost")
    assert office.asked == []


def test_a_change_of_habits_is_a_change_of_capabilities() -> None:
    office = Office()
    reference = _register(office, CAPABILITIES)
    _register(office, STATUS)
    office.ok("fault", name="failed_at", value="calling")
    assert office.asked == [SwitchingFunctionCapabilitiesChanged(sys_stat_register_id=reference)]


def test_a_registration_ends_with_its_link_or_when_it_is_cancelled() -> None:
    office = Office()
    reference = _register(office, STATUS)
    other = office.switch.open_link()
    office.switch.log_in(other, "AMHOST", "77777", 0.0)
    office.switch.take()
    office.switch.request(other, "foreign", SystemRegisterCancel(sys_stat_register_id=reference), 0.0)
    assert office.code(office.switch.take()[-1].outcome) == "operation invalidCrossRefID"
    office.ask(SystemRegisterCancel(sys_stat_register_id=reference))
    again = office.ask(SystemRegisterCancel(sys_stat_register_id=reference))
    assert office.code(again) == "operation invalidCrossRefID"
    assert office.code(office.ask(RequestSystemStatus(sys_stat_register_id=reference))) == (
        "operation invalidCrossRefID"
    )
    _register(office, STATUS)
    office.switch.close_link(office.link)
    assert office.switch.registrations == {}


def test_a_registration_for_nothing_is_refused() -> None:
    office = Office()
    assert office.code(office.ask(SystemRegister(request_types=BitSet([], 4)))) == "operation invalidParameterValue"


# private data


@pytest.mark.parametrize("octets", ["e10c06062b0c0288530f04021a04", "e1810c06062b0c0288530f04021a04"])
def test_private_data_of_the_manufacturer_are_taken(octets: str) -> None:
    office = Office()
    office.ask(Escape(private_data=bytes.fromhex(octets)))
    assert office.ok("state")["private_data"] == [{"link": office.link, "data": octets}]


@pytest.mark.parametrize("octets", ["040101", "e1030401ff", "e10906072b0c0288530f00"])
def test_private_data_of_others_are_refused(octets: str) -> None:
    office = Office()
    answer = office.ask(Escape(private_data=bytes.fromhex(octets)))
    assert office.code(answer) == "privateData cSTAPrivateDataInfoError"
    assert office.ok("state")["private_data"] == []


def test_the_version_of_private_data_is_one_of_those_that_there_are() -> None:
    office = Office()
    assert office.code(office.ask(PrivateDataVersionSelection(9))) == "operation privateDataNotSupported"
    office.ask(PrivateDataVersionSelection(1))
    assert office.ok("state")["links"][0]["private_version"] == 1
