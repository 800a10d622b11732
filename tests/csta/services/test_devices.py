"""Lists of devices."""

from __future__ import annotations

import pytest

from desktop.csta import operations as o
from desktop.csta.schema import Schema
from desktop.csta.services import devices as d
from desktop.csta.system_enumerations import DeviceCategory, NamedDeviceTypes, ReqDeviceCategory
from desktop.csta.values import BitSet, DeviceID
from tests.support.messages import round_trips


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (d.GetSwitchingFunctionDevices, "GetSwitchingFunctionDevicesArgument"),
        (d.GetSwitchingFunctionDevicesResult, "GetSwitchingFunctionDevicesResult"),
        (d.SwitchingFunctionDevices, "SwitchingFunctionDevicesArgument"),
        (d.DeviceListEntry, "DeviceListEntry"),
    ],
)
def test_every_member_has_a_field(kind: type, type_name: str) -> None:
    round_trips(kind, type_name)


def test_asking_for_stations_has_other_numbers_than_naming_one(schema: Schema) -> None:
    asked = d.GetSwitchingFunctionDevices(requested_device_category=ReqDeviceCategory.station)
    assert o.encode_argument(schema, asked).hex() == "3003" + "0a0108"
    assert int(DeviceCategory.station) == 5


def test_a_list_comes_in_segments_that_are_never_answered(schema: Schema) -> None:
    """A station that leaves the default out, and a hunt group with its attributes and model."""
    octets = bytes.fromhex(
        "3031"
        "0402002a"  # the reference of the answer
        "020101"  # first segment
        "010100"  # not the last
        "3025"
        + ("3007" + "30058003313030")
        + ("301a" + "30058003343030" + "800101" + "81010b" + "03020310" + "1607" + b"Gruppen".hex())
    )
    row = o.BY_CODE[205]
    assert row.result is None
    message = o.decode_argument(schema, row, octets)
    station, group = message.device_list
    assert (message.service_cross_ref_id, message.segment_id, message.last_segment) == (b"\x00\x2a", 1, False)
    assert station == d.DeviceListEntry(device_id=DeviceID("100"))
    assert group == d.DeviceListEntry(
        device_id=DeviceID("400"),
        device_category=DeviceCategory.group,
        named_device_types=NamedDeviceTypes.stationGroup,
        device_attributes=BitSet(frozenset({3}), 5),
        device_model_name="Gruppen",
    )
    assert o.encode_argument(schema, message) == octets
