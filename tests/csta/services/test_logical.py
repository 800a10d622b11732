"""Do not disturb and forwarding."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.csta.enumerations import ForwardDefault, ForwardingType
from desktop.csta.operations import BY_CODE, decode_result, encode_argument
from desktop.csta.schema import Schema
from desktop.csta.services import logical as l
from desktop.csta.values import BitSet, DeviceID
from tests.support.messages import round_trips

DEVICE = "30058003313030"


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (l.GetDoNotDisturb, "DeviceArgument"),
        (l.GetDoNotDisturbResult, "GetDoNotDisturbResult"),
        (l.SetDoNotDisturb, "SetDoNotDisturbArgument"),
        (l.GetForwarding, "DeviceArgument"),
        (l.GetForwardingResult, "GetForwardingResult"),
        (l.ForwardListEntry, "ForwardListEntry"),
        (l.SetForwarding, "SetForwardingArgument"),
    ],
)
def test_there_and_back(kind: type[Any], type_name: str) -> None:
    round_trips(kind, type_name)


def test_external_callers_are_held_off(schema: Schema) -> None:
    message = l.SetDoNotDisturb(
        device=DeviceID("100"),
        do_not_disturb_on=True,
        call_origination=BitSet(frozenset({1}), 2),
        calling_device_list=(DeviceID("101"),),
    )
    octets = f"3017 {DEVICE} 0101ff 03020640 300730058003313031".replace(" ", "")
    assert encode_argument(schema, message).hex() == octets


def test_forwarding_after_three_rings(schema: Schema) -> None:
    message = l.SetForwarding(
        device=DeviceID("100"),
        forwarding_type=ForwardingType.forwardNoAns,
        activate_forward=True,
        forward_dn=DeviceID("102"),
        ring_count=3,
        ring_duration=15,
    )
    octets = f"301a {DEVICE} 0a0102 0101ff 30058003313032 020103 83010f".replace(" ", "")
    assert encode_argument(schema, message).hex() == octets


def test_a_number_by_default_is_not_a_type(schema: Schema) -> None:
    """Both are ENUMERATED: what comes after the status is what the switch filled in, not the type."""
    entry = "0101ff" + "0a0102" + "80010f"
    message = decode_result(schema, BY_CODE[309], bytes.fromhex("300d" + "300b" + "3009" + entry))
    assert message.forwarding_list == (
        l.ForwardListEntry(forward_status=True, forward_default=ForwardDefault.forwardDN, ring_duration=15),
    )
