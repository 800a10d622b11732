"""What services do that belong to a link: monitors, registrations, lists of devices, private data, the state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.csta.ber import whole_header
from desktop.csta.enumerations import SystemStatus
from desktop.csta.failures import Failure, OperationError, PrivateDataError
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.devices import (
    DeviceListEntry,
    GetSwitchingFunctionDevices,
    GetSwitchingFunctionDevicesResult,
    SwitchingFunctionDevices,
)
from desktop.csta.services.monitoring import (
    GetMonitors,
    GetMonitorsResult,
    MonitorInfo,
    MonitorList,
    MonitorListEntry,
)
from desktop.csta.services.system import (
    RequestSystemStatus,
    RequestSystemStatusResult,
    SystemRegister,
    SystemRegisterCancel,
    SystemRegisterResult,
    SystemStatusRequest,
)
from desktop.csta.services.vendor import Escape, PrivateDataVersionSelection
from desktop.csta.system_enumerations import DeviceCategory, NamedDeviceTypes, ReqDeviceCategory
from desktop.csta.values import BitSet, DeviceID
from desktop.switchsim import permits
from desktop.switchsim.exchange import Exchange, refuse
from desktop.switchsim.model import Refuse
from desktop.switchsim.services.common import InSegments, number_of

if TYPE_CHECKING:  # the switch asks these services
    from desktop.switchsim.switch import Switch

PRIVATE_DATA = bytes.fromhex("06062b0c0288530f")
"""What HiPath's private data begin with inside of ``[PRIVATE 1]``: the manufacturer's object identifier (facts 4)."""
PRIVATE_VERSIONS = (1,)
_PRIVATE_TAG = 0xE1
_STATUS, _CAPABILITIES, _DEVICES = 0, 2, 3
"""Bits of a registration: what it is for (module system-register)."""
_STATUS_BITS = {
    SystemStatus.initializing: 0,
    SystemStatus.enabled: 1,
    SystemStatus.normal: 2,
    SystemStatus.messagesLost: 3,
    SystemStatus.disabled: 4,
    SystemStatus.partiallyDisabled: 5,
    SystemStatus.overloadImminent: 6,
    SystemStatus.overloadReached: 7,
    SystemStatus.overloadRelieved: 8,
}
"""Bits of the filter of states, which are not their numbers (module system-register)."""
_ACD_GROUP, _HUNT_GROUP = BitSet([2], 5), BitSet([3], 5)


@dataclass(frozen=True, slots=True)
class Registration:
    """A link wants to be told of the switch's state and changes; the filter is for the state, a set bit suppresses."""

    link: int
    types: BitSet
    filter: BitSet | None

    def wants_status(self, status: SystemStatus) -> bool:
        """Whether a state is told."""
        filtered = self.filter is not None and _STATUS_BITS[status] in self.filter
        return _STATUS in self.types and not filtered

    @property
    def wants_capabilities(self) -> bool:
        """Whether a change of what the switch can do is told."""
        return _CAPABILITIES in self.types

    @property
    def wants_devices(self) -> bool:
        """Whether a change of the list of devices is told."""
        return _DEVICES in self.types


# the state


def request_status(switch: Switch, link: int, argument: RequestSystemStatus) -> RequestSystemStatusResult:
    """RequestSystemStatus."""
    _check_registration(switch, link, argument.sys_stat_register_id)
    return RequestSystemStatusResult(system_status=switch.status)


def take_status(switch: Switch, link: int, argument: SystemStatusRequest) -> Acknowledged:
    """SystemStatus of the application, which a switch takes notice of and nothing more."""
    return Acknowledged()


def register(switch: Switch, link: int, argument: SystemRegister) -> SystemRegisterResult:
    """SystemRegister."""
    if not argument.request_types.bits:
        raise refuse(OperationError.invalidParameterValue)
    registration = Registration(link, argument.request_types, argument.requested_status_filter)
    reference = switch.new_reference()
    switch.registrations[reference] = registration
    return SystemRegisterResult(sys_stat_register_id=reference, actual_status_filter=registration.filter)


def cancel_registration(switch: Switch, link: int, argument: SystemRegisterCancel) -> Acknowledged:
    """SystemRegisterCancel."""
    _check_registration(switch, link, argument.sys_stat_register_id)
    del switch.registrations[argument.sys_stat_register_id]
    return Acknowledged()


def _check_registration(switch: Switch, link: int, reference: bytes | None) -> None:
    registration = None if reference is None else switch.registrations.get(reference)
    if reference is not None and (registration is None or registration.link != link):
        raise refuse(OperationError.invalidCrossRefID)


# lists


def get_monitors(switch: Switch, link: int, argument: GetMonitors) -> GetMonitorsResult | InSegments:
    """GetMonitors: those of this link, in the answer or, where they are many, after it in segments."""
    entries = tuple(
        MonitorListEntry(monitor_cross_ref_id=monitor.cross_ref, monitor_object=DeviceID(monitor.device))
        for monitor in switch.reporter.monitors.values()
        if monitor.link == link
    )
    if len(entries) <= switch.company.limits.segment:
        return GetMonitorsResult(monitors=MonitorList(monitor_list=entries))
    return InSegments(
        lambda reference: GetMonitorsResult(monitors=MonitorList(service_cross_ref_id=reference)),
        MonitorInfo,
        "monitor_list",
        entries,
    )


def get_devices(switch: Switch, link: int, argument: GetSwitchingFunctionDevices) -> InSegments:
    """GetSwitchingFunctionDevices: the list comes after the answer, in segments; of a slave, its own devices."""
    entries = [one for one in _devices(switch) if permits.may_see(switch, link, one.device_id.digits)]
    if argument.requested_device_category is not None:
        entries = [one for one in entries if _is(one, argument.requested_device_category)]
    if argument.requested_device_id is not None:
        entries = [one for one in entries if one.device_id.digits == number_of(argument.requested_device_id)]
        if not entries:
            raise refuse(OperationError.invalidDeviceID)
    return InSegments(
        lambda reference: GetSwitchingFunctionDevicesResult(service_cross_ref_id=reference),
        SwitchingFunctionDevices,
        "device_list",
        tuple(entries),
    )


def _devices(exchange: Exchange) -> list[DeviceListEntry]:
    return [_entry(exchange, number) for number in (*exchange.phones, *exchange.groups, *exchange.trunks)]


def _entry(exchange: Exchange, number: str) -> DeviceListEntry:
    phone, group = exchange.phones.get(number), exchange.groups.get(number)
    category, named = kind_of(exchange, number)
    attributes = None if group is None else _ACD_GROUP if group.kind == "ucd" else _HUNT_GROUP
    return DeviceListEntry(
        device_id=DeviceID(number),
        device_category=category,
        named_device_types=named,
        device_attributes=attributes,
        device_model_name=None if phone is None else model_name(remote_answer=phone.station.remote_answer),
    )


def kind_of(exchange: Exchange, number: str) -> tuple[DeviceCategory, NamedDeviceTypes]:
    """What a device is, and what it is called.

    :raises Refuse: invalidDeviceID: there is none.
    """
    if number in exchange.phones:
        shared = number in exchange.lines.values()
        return DeviceCategory.station, NamedDeviceTypes.line if shared else NamedDeviceTypes.station
    if number in exchange.groups:
        agents = exchange.groups[number].kind == "ucd"
        return DeviceCategory.group, NamedDeviceTypes.acdGroup if agents else NamedDeviceTypes.stationGroup
    if number in exchange.trunks:
        return DeviceCategory.networkInterface, NamedDeviceTypes.trunk
    raise refuse(OperationError.invalidDeviceID)


def model_name(*, remote_answer: bool) -> str:
    """What a telephone is called."""
    return "System telephone" if remote_answer else "Analogue telephone"


def _is(device: DeviceListEntry, category: ReqDeviceCategory) -> bool:
    kinds = {
        ReqDeviceCategory.station: (DeviceCategory.station, None),
        ReqDeviceCategory.groupACD: (DeviceCategory.group, _ACD_GROUP),
        ReqDeviceCategory.groupHunt: (DeviceCategory.group, _HUNT_GROUP),
        ReqDeviceCategory.networkInterface: (DeviceCategory.networkInterface, None),
    }
    return kinds.get(category) == (device.device_category, device.device_attributes)


# the manufacturer's own


def escape(switch: Switch, link: int, argument: Escape) -> Acknowledged:
    """Escape: private data of this manufacturer are taken, others refused."""
    tag, start, _ = whole_header(argument.private_data)
    if tag != _PRIVATE_TAG or not argument.private_data.startswith(PRIVATE_DATA, start):
        raise Refuse(Failure("privateData", PrivateDataError.cSTAPrivateDataInfoError))
    switch.private_data.append((link, argument.private_data))
    return Acknowledged()


def select_private_version(switch: Switch, link: int, argument: PrivateDataVersionSelection) -> Acknowledged:
    """PrivateDataVersionSelection."""
    if argument.version not in PRIVATE_VERSIONS:
        raise refuse(OperationError.privateDataNotSupported)
    switch.links[link].private_version = argument.version
    return Acknowledged()
