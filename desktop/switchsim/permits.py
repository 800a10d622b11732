"""What a link may see and reach: stations that may be monitored, licences for them, and the nodes of a network.

A link to the master sees every node; a link to a slave sees and controls only the stations of that slave (facts 1.8).
Which node a link reaches its log-in name says (``nodes`` of the company): so a user can try both on one address.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import TYPE_CHECKING, Any

from desktop.csta.failures import Failure, OperationError, SystemResourceError
from desktop.csta.services.call_control import GroupPickupCall
from desktop.csta.services.monitoring import MonitorObject
from desktop.csta.values import ConnectionID, DeviceID
from desktop.switchsim.model import Refuse

if TYPE_CHECKING:
    from desktop.switchsim.exchange import Exchange
    from desktop.switchsim.switch import Switch

_ACTING = (
    "device",
    "calling_device",
    "originating_device",
    "requesting_device",
    "joining_device",
    "initiating_device",
    "snapshot_object",
    "monitor_object",
)
"""Members of services that name the device that is asked, or asked about; the others name where a call goes."""


def check_monitor(switch: Exchange, device: DeviceID) -> str:
    """The number of a device that may be monitored.

    Only stations need licences, each one however often it is monitored. Which error OpenScape Business uses beyond
    them is unknown; overallMonitorLimitExceeded is that of another manufacturer (facts 8).

    :raises Refuse: invalidDeviceID, invalidMonitorObject or overallMonitorLimitExceeded.
    """
    number = device.digits
    if number in switch.lines:
        raise Refuse(Failure.operation(OperationError.invalidMonitorObject))  # only the group number (facts 1.13)
    if number is None or not (number in switch.phones or number in switch.trunks or number in switch.groups):
        raise Refuse(Failure.operation(OperationError.invalidDeviceID))
    if number not in switch.phones:
        return number
    if not switch.phones[number].station.monitorable:
        raise Refuse(Failure.operation(OperationError.invalidMonitorObject))
    licensed = switch.company.limits.licensed
    if licensed is None or switch.reporter.of(number):
        return number
    monitored = {one.device for one in switch.reporter.monitors.values()} & switch.phones.keys()
    if len(monitored) >= licensed:
        raise Refuse(Failure.system_resource(SystemResourceError.overallMonitorLimitExceeded))
    return number


def check_node(switch: Switch, link: int, argument: Any) -> None:
    """Refuse a service for a device or a connection that the link's node does not have.

    :raises Refuse: invalidDeviceID or invalidConnectionID, as for what does not exist.
    """
    node = node_of(switch, link)
    if not node:
        return
    for value in _acting(argument):
        if isinstance(value, ConnectionID) and not _call_on_node(switch, value, node):
            raise Refuse(Failure.operation(OperationError.invalidConnectionID))
        if isinstance(value, DeviceID) and not on_node(switch, value.digits, node):
            raise Refuse(Failure.operation(OperationError.invalidDeviceID))


def check_reach(switch: Switch, argument: Any) -> None:
    """Refuse a service of a switch that is initializing or disabled, or for a station that it does not reach.

    That such services are answered in the negative is ECMA-269, from general knowledge; by which error, no source says.

    :raises Refuse: resourceOutOfService, or deviceOutOfService for a station.
    """
    if not switch.reaches(None):
        raise Refuse(Failure.system_resource(SystemResourceError.resourceOutOfService))
    if switch.out_of_reach and any(not switch.reaches(switch.line(one.digits or "")) for one in _acting(argument)):
        raise Refuse(Failure.system_resource(SystemResourceError.deviceOutOfService))


def _acting(argument: Any) -> Iterator[ConnectionID | DeviceID]:
    """The devices that are asked, or asked about, and the connections that a service is about."""
    acting = ("new_destination",) if isinstance(argument, GroupPickupCall) else _ACTING
    for field in fields(argument):
        value = getattr(argument, field.name)
        if isinstance(value, MonitorObject):
            value = value.device
        if isinstance(value, ConnectionID) or (isinstance(value, DeviceID) and field.name in acting):
            yield value


def may_see(switch: Switch, link: int, number: str | None) -> bool:
    """Whether a link may see a device at all."""
    node = node_of(switch, link)
    return not node or on_node(switch, number, node)


def node_of(switch: Switch, link: int) -> str:
    """The slave that a link reaches; empty: the master."""
    return switch.company.nodes.get(switch.links[link].user or "", "")


def on_node(switch: Exchange, number: str | None, node: str) -> bool:
    """Whether a station hangs on a node, or a group has members there; trunks are the master's."""
    phone = switch.phones.get(switch.line(number or ""))
    if phone is not None:
        return phone.station.node == node
    group = switch.groups.get(number or "")
    return group is not None and any(on_node(switch, member, node) for member in group.members)


def _call_on_node(switch: Exchange, connection: ConnectionID, node: str) -> bool:
    """Whether a connection is at a station of the node; for a call, or a party outside, whether one is in the call."""
    if connection.device is not None and switch.line(connection.digits or "") in switch.phones:
        return on_node(switch, connection.digits, node)
    call = switch.calls.get(connection.call_id or b"")
    return call is None or any(on_node(switch, leg.device, node) for leg in call.legs)
