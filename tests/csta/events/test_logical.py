"""Do not disturb and forwarding."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.binding import read
from desktop.csta.enumerations import ForwardDefault, ForwardingType
from desktop.csta.events.logical import DoNotDisturbChanged, ForwardingChanged
from desktop.csta.schema import Schema
from desktop.csta.values import BitSet, DeviceID, ReportedDevice
from tests.support.messages import round_trips

DEVICE = ReportedDevice.known("100")
HUNDRED = "630730058003313030"


@pytest.mark.parametrize(
    ("kind", "type_name"), [(DoNotDisturbChanged, "DoNotDisturbEvent"), (ForwardingChanged, "ForwardingEvent")]
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_only_one_caller_is_held_off(schema: Schema) -> None:
    octets = bytes.fromhex(f"3019 {HUNDRED} 0101ff 03020680 300730058003313031")
    assert read(DoNotDisturbChanged, schema.decode("DoNotDisturbEvent", octets)) == DoNotDisturbChanged(
        device=DEVICE,
        do_not_disturb_on=True,
        call_origination=BitSet(frozenset({0}), 2),
        calling_device_list=(DeviceID("101"),),
    )


def test_forwarding_with_everything(schema: Schema) -> None:
    octets = bytes.fromhex(f"301f {HUNDRED} 0a0102 0101ff 30058003313032 0a0102 020103 84010f")
    assert read(ForwardingChanged, schema.decode("ForwardingEvent", octets)) == ForwardingChanged(
        device=DEVICE,
        forwarding_type=ForwardingType.forwardNoAns,
        forward_status=True,
        forward_to=DeviceID("102"),
        forward_default=ForwardDefault.forwardDN,
        ring_count=3,
        ring_duration=15,
    )
