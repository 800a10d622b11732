"""Services that list the devices of a switch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from desktop.csta.binding import asn1, optional, rest
from desktop.csta.system_enumerations import DeviceCategory, NamedDeviceTypes, ReqDeviceCategory
from desktop.csta.values import BitSet, DeviceID, Extensions


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSwitchingFunctionDevices:
    """Ask which devices the switch has (module get-switching-function-devices).

    :ivar requested_device_id: only this device; absent: all.
    :ivar requested_device_category: only devices of this kind; absent: of every kind.
    """

    requested_device_id: DeviceID | None = optional("requestedDeviceID")
    requested_device_category: ReqDeviceCategory | None = None
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class GetSwitchingFunctionDevicesResult:
    """The reference under which the list will come (module get-switching-function-devices).

    :ivar service_cross_ref_id: that reference, which each SwitchingFunctionDevices repeats.
    """

    service_cross_ref_id: bytes = asn1("serviceCrossRefID")
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceListEntry:
    """One device of the switch (module switching-function-devices).

    :ivar device_id: its number.
    :ivar device_category: absent: a station.
    :ivar named_device_types: what it is called, more finely than its category.
    :ivar device_attributes: bits: access to media, routeing device, group for ACD, hunting, pick-up.
    :ivar device_model_name: the maker's name for it.
    :ivar nid_group: the group that a network interface belongs to.
    """

    device_id: DeviceID = asn1("deviceID")
    device_category: DeviceCategory | None = None
    named_device_types: NamedDeviceTypes | None = None
    device_attributes: BitSet | None = None
    device_model_name: str | None = None
    nid_group: DeviceID | None = None
    other: dict[str, Any] = rest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchingFunctionDevices:
    """The switch lists some of its devices; it is never answered (module switching-function-devices).

    :ivar service_cross_ref_id: as in the answer to GetSwitchingFunctionDevices.
    :ivar segment_id: counts the messages of one answer.
    :ivar device_list: the devices of this message.
    """

    service_cross_ref_id: bytes = asn1("serviceCrossRefID")
    segment_id: int | None = optional("segmentID")
    last_segment: bool
    device_list: tuple[DeviceListEntry, ...]
    extensions: Extensions | None = None
    other: dict[str, Any] = rest()
