"""What switches and devices can do: there and back, and the traps of the official text."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from asn1tools.codecs import ber

from desktop import assets
from desktop.csta import apdus
from desktop.csta import operations as o
from desktop.csta.binding import read
from desktop.csta.dialects import HIPATH
from desktop.csta.schema import Schema
from desktop.csta.services import capabilities as c
from desktop.csta.services.capability_lists import CallControlServList
from desktop.csta.system_enumerations import AppearanceType, ConnectionView, DeviceCategory, IgnoreUnsupportedParameters
from desktop.csta.values import BitSet, DeviceID, Extensions
from tests.support.messages import round_trips

CAPS = o.BY_CODE[203]
LENGTHS = c.MaxLengthParameters(
    account_info=32,
    auth_code=32,
    agent_id=0,
    agent_password=0,
    call_id_in_connection_id=4,
    correlator_data=32,
    private_data=0,
    device_identifiers=24,
    user_data=0,
    button_label=0,
    lamp_label=0,
    characters_to_send=64,
)
MORE_LENGTHS = c.MaxLengthParametersContinued(
    monitor_cross_ref_id=2,
    call_qualifying_data=0,
    sub_domain_call_linkage_data=8,
    sub_domain_thread_id=8,
    io_data=0,
    message_info=0,
)


def capabilities(**more: Any) -> c.GetSwitchingFunctionCapsResult:
    """A result with all that the standard makes mandatory."""
    none = BitSet(frozenset(), 0)
    return c.GetSwitchingFunctionCapsResult(
        switching_sub_domain_name="office",
        manufacturer_name="Example",
        profiles=BitSet(frozenset({0}), 2),
        device_id_format=BitSet(frozenset({0, 1}), 2),
        sw_domain_features=none,
        sw_appearance_addressability=none,
        sw_appearance_types=none,
        ignore_unsupported_parameters=IgnoreUnsupportedParameters.ignoreParameters,
        connection_view=ConnectionView.fixed,
        max_length_parameters=LENGTHS,
        **more,
    )


@pytest.mark.parametrize(
    ("kind", "type_name"),
    [
        (c.GetSwitchingFunctionCapsResult, "GetSwitchingFunctionCapsResult"),
        (c.GetCSTAFeature, "GetCSTAFeatureArgument"),
        (c.GetCSTAFeatureResult, "GetCSTAFeatureResult"),
        (c.GetLogicalDeviceInformation, "DeviceArgument"),
        (c.GetLogicalDeviceInformationResult, "GetLogicalDeviceInformationResult"),
        (c.GetPhysicalDeviceInformation, "DeviceArgument"),
        (c.GetPhysicalDeviceInformationResult, "GetPhysicalDeviceInformationResult"),
        (c.MonitorFilterItems, "MonitorFilterItems"),
        (c.MaxLengthParameters, "MaxLengthParameters"),
        (c.MaxLengthParametersContinued, "MaxLengthParametersContinued"),
        (c.FilterThreshold, "FilterThreshold"),
        (c.MediaServiceCaps, "MediaServiceCaps"),
        (c.ServEvtsList, "ServEvtsList"),
        (c.StatusReportingServList, "StatusReportingServList"),
        (c.SupportedServices, "SupportedServices"),
        (c.SupportedEvents, "SupportedEvents"),
        (c.LogDevServList, "LogDevServList"),
        (c.LogDevEvtsList, "LogDevEvtsList"),
    ],
)
def test_every_member_has_a_field(kind: type, type_name: str) -> None:
    round_trips(kind, type_name)


# the question


def test_the_question_is_null_or_extensions(schema: Schema) -> None:
    plain = c.GetSwitchingFunctionCapabilities()
    assert o.encode_argument(schema, plain) == b"\x05\x00"
    assert o.decode_argument(schema, CAPS, b"\x05\x00") == plain
    private = c.GetSwitchingFunctionCapabilities(Extensions(private_data=(b"\x04\x01\x07",)))
    octets = o.encode_argument(schema, private)
    assert octets.hex() == "7e05" + "a103" + "040107"
    assert o.decode_argument(schema, CAPS, octets) == private


@pytest.mark.parametrize("octets", ["3000", "30077e05a103040107"])
def test_a_question_in_a_sequence_is_understood(schema: Schema, octets: str) -> None:
    """Which is not the standard's form for this service, but for all others."""
    assert o.decode_argument(schema, CAPS, bytes.fromhex(octets)) == c.GetSwitchingFunctionCapabilities()


# the two members with tag 28

BOTH = capabilities(
    call_linkage_options=BitSet(frozenset({0}), 2),
    max_length_parameters_continued=MORE_LENGTHS,
    system_status_timer=30,
)
EACH = [
    BOTH,
    capabilities(call_linkage_options=BitSet(frozenset({1}), 2)),
    capabilities(max_length_parameters_continued=MORE_LENGTHS),
]


@pytest.mark.parametrize("answer", EACH, ids=["both", "first", "second"])
def test_two_members_with_one_tag_are_told_apart(answer: c.GetSwitchingFunctionCapsResult, schema: Schema) -> None:
    octets = o.encode_result(schema, CAPS, answer)
    assert o.decode_result(schema, CAPS, octets) == answer
    assert (b"\x9c" in octets, b"\xbc" in octets) == (
        answer.call_linkage_options is not None,
        answer.max_length_parameters_continued is not None,
    )


def test_asn1tools_reads_both_of_them_as_we_do(schema: Schema) -> None:
    modules = ber.compile_dict(json.loads(assets.text("asn1", "schema.json")))
    kind = modules["Deskline-Capabilities"]["GetSwitchingFunctionCapsResult"]
    octets = o.encode_result(schema, CAPS, BOTH)
    value = kind.decode(octets)
    assert value["callLinkageOptions"] == (b"\x80", 2)
    assert value["maxLengthParametersContinued"]["subDomainThreadID"] == 8
    assert value["systemStatusTimer"] == 30


def test_the_witness_reads_both_of_them_as_we_do(schema: Schema, evidence: Path) -> None:
    pytest.importorskip("pycrate_core", reason="needs pycrate")
    answer = apdus.encode(schema, apdus.ReturnResult(7, 203, o.encode_result(schema, CAPS, BOTH)), HIPATH)
    done = subprocess.run(
        [sys.executable, str(evidence / "tools/witness/witness.py"), "decode", "--strict", answer.hex()],
        capture_output=True,
        text=True,
        timeout=50,
        check=True,
    )
    row = json.loads(done.stdout)
    assert (row["leftover"], row["canonical"], row["operation"]["code"]) == ("", True, 203)
    assert row["value"]["callLinkageOptions"] == "10"
    assert row["value"]["maxLengthParametersContinued"]["subDomainThreadID"] == 8
    assert row["value"]["systemStatusTimer"] == 30


# less than the standard wants, and more


def test_what_is_left_out_does_not_cost_the_lists(schema: Schema) -> None:
    """Nothing but the lists, [22], with one service, [17] of [4]."""
    octets = bytes.fromhex("3008" + "b606" + "a404" + "91020780")
    answer = o.decode_result(schema, CAPS, octets)
    assert answer.profiles is None
    assert answer.offers("makeCall") is True
    assert answer.serv_evts_list == c.ServEvtsList(
        call_control_serv_list=CallControlServList(make_call=BitSet(frozenset({0}), 1))
    )


def test_numbers_without_tags_are_told_apart_by_their_order(schema: Schema) -> None:
    decoded = schema.decode("MaxLengthParameters", bytes.fromhex("3006" + "020120" + "020110"))
    lengths = read(c.MaxLengthParameters, decoded)
    assert (lengths.account_info, lengths.auth_code, lengths.agent_id) == (32, 16, None)


def test_a_limit_for_each_service(schema: Schema) -> None:
    names = [name for name, _, _ in schema.node("FilterThreshold").members]
    limits = c.FilterThreshold({name: number for number, name in enumerate(names)})
    octets = schema.encode("FilterThreshold", limits.to_asn1())
    again = c.FilterThreshold.from_asn1(schema.decode("FilterThreshold", octets))
    assert again == limits
    assert (again.limits["getLogicalDeviceInformation"], again.limits["privateDataVersion"]) == (0, 145)
    assert hash(again) == hash(limits)


def test_a_time_keeps_its_tag(schema: Schema) -> None:
    """[8], in which asn1tools' encoder must not put the time's own tag."""
    octets = o.encode_result(schema, CAPS, capabilities(current_time="20261124031500"))
    assert b"\x88\x0e20261124031500" in octets


# devices


def test_a_device_tells_its_category_and_its_short_number(schema: Schema) -> None:
    """Numbers and truth values of which some have tags of their own and some are told apart by their order."""
    answer = c.GetLogicalDeviceInformationResult(
        device_category=DeviceCategory.group,
        short_form_device_id=DeviceID("12"),
        has_physical_element=False,
        acd_models=BitSet(frozenset(), 0),
        appearance_addressable=True,
        appearance_type=AppearanceType.basicStandard,
        max_active_calls=2,
    )
    octets = o.encode_result(schema, o.BY_CODE[201], answer)
    assert octets.hex() == (
        "301a" + "800101" + "a306300480023132" + "010100" + "030100" + "0101ff" + "0a0101" + "8b0102"
    )
    assert o.decode_result(schema, o.BY_CODE[201], octets) == answer
    assert answer.offers("makeCall") is None


def test_lists_of_features_are_tagged_explicitly_there_and_implicitly_elsewhere(schema: Schema) -> None:
    """The official module of getCSTAFeature has no IMPLICIT, unlike the others."""
    calls = CallControlServList(make_call=BitSet(frozenset({0}), 1))
    features = c.GetCSTAFeatureResult(supported_services=c.SupportedServices(call_control_serv_list=calls))
    octets = o.encode_result(schema, o.BY_CODE[370], features)
    assert octets.hex() == "300a" + "3008" + "a406" + "3004" + "91020780"
    assert o.decode_result(schema, o.BY_CODE[370], octets) == features
