"""Each dialect is what clients of its switches send, and two ends that speak it understand each other.

The octets of Panasonic's and Alcatel's log-in are literals in public clients of KX-TDE (two, which agree, with the
switch's answer in one of them) and of OmniPCX Enterprise (four, of one author it seems).
"""

from __future__ import annotations

import dataclasses
import itertools

import pytest

from desktop.csta.apdus import AssociateRequest, AssociateResponse, ReleaseRequest, ReleaseResponse
from desktop.csta.association import Answered, Association, Message, NotUnderstood, Reported, Requested, State
from desktop.csta.dialects import BY_NAME, DIALECTS, HIPATH, PANASONIC, VERSION_FIVE, VERSION_FOUR, Dialect
from desktop.csta.enumerations import EventCause, SystemStatus
from desktop.csta.errors import FramingError
from desktop.csta.events.call_control import ConnectionCleared
from desktop.csta.events.report import EventReport
from desktop.csta.framing import frame
from desktop.csta.services.common import Acknowledged
from desktop.csta.services.monitoring import MonitorObject, MonitorStart, MonitorStartResult
from desktop.csta.services.system import SystemStatusRequest
from desktop.csta.values import ConnectionID, DeviceID, MonitorFilter, ReportedDevice

every_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)

LOG_INS = {
    "hipath": (
        "2680336031a10706052b0c00815a8a020680ac15a213a011a00f0406414d484f535404053737373737be0b2809a007a0050303001000"
    ),
    "panasonic": "0025602380020780a10706052b0c00815abe14281206072b0c00821d8148a007a0050303000800",
    "alcatel": (
        "0046604480020780a10706052b0c008134be35283306072b0c00815a8148a0283026030203c03016"
        "800403e7b6488106025ffd03fea0830206c0840203f03008820203d8830206c0"
    ),
}
"""The log-in with its frame, as clients send it: HiPath's with name and password, the others' without."""
ANSWERS = {
    "hipath": (
        "26804a6148a10706052b0c00815aa203020100a305a10302010088020680aa21a21fa01da11b041048"
        "45363435502e30302e3032333a363004073032332e303030be0a2808a006a00403020410"
    ),
    "panasonic": (
        "0031612f80020780a10706052b0c00815aa203020100a305a103020101be14281206072b0c00821d8148a007a0050303000800"
    ),
}
"""The answer of the switch, where it is known."""


def log_in(dialect: Dialect) -> tuple[Association, bytes]:
    """A client that logs in as its dialect's clients do, and what it sends until its log-in is out."""
    client = Association("computing", dialect)
    client.associate(*(("AMHOST", "77777") if dialect.authentication else (None, None)))
    sent = client.data_to_send()
    assert client.receive_data(dialect.server_hello) == []
    return client, sent + client.data_to_send()


def accepted(dialect: Dialect) -> AssociateResponse:
    return AssociateResponse(
        0,
        diagnostic=dialect.accepted_diagnostic,
        versions=dialect.offered_versions,
        strings=(b"HE645P.00.023:60", b"023.000") if dialect.authentication else None,
        context_name=dialect.context_name,
        version_bits=dialect.answered_version_bits,
    )


# the data


def test_names_that_a_person_may_type() -> None:
    assert set(BY_NAME.values()) == set(DIALECTS)
    assert all(BY_NAME[dialect.name] is dialect for dialect in DIALECTS)
    assert BY_NAME["openscape"] is BY_NAME["hipath"] is DIALECTS[0] is Association("computing").dialect
    assert len({str(dialect.title) for dialect in DIALECTS}) == len(DIALECTS)


def test_hipath() -> None:
    assert (HIPATH.first_octet, HIPATH.largest_apdu, HIPATH.context_name) == (0x26, 32767, "1.3.12.0.218")
    assert (HIPATH.offered_versions, HIPATH.version_bits, VERSION_FOUR) == (frozenset({3}), 16, 3)


@pytest.mark.parametrize(
    ("name", "port", "cross_ref_octets", "redirection"),
    [  # openscape-facts 11 and 5
        ("hipath", 8800, 2, "notKnown"),
        ("panasonic", 33333, 4, "notRequired"),
        ("alcatel", 2555, 4, "notRequired"),
    ],
)
def test_what_the_facts_say(name: str, port: int, cross_ref_octets: int, redirection: str) -> None:
    dialect = BY_NAME[name]
    assert (dialect.port, dialect.cross_ref_octets, dialect.last_redirection) == (port, cross_ref_octets, redirection)
    assert not dialect.indefinite_lengths


@every_dialect
def test_the_length_field_holds_what_is_said_to_be_the_longest(dialect: Dialect) -> None:
    assert dialect.largest_apdu == 0xFFFF & ~dialect.length_flag
    assert dialect.largest_request <= dialect.largest_apdu


def test_hipath_s_monitor_filter_asks_for_every_event_in_the_lengths_that_clients_send() -> None:
    everything = MonitorFilter.everything(HIPATH.filter_lengths or ())
    lengths = [
        bits.length
        for bits in (
            everything.call_control,
            everything.call_associated,
            everything.media_attachment,
            everything.physical_device_feature,
            everything.logical_device_feature,
            everything.maintenance,
            everything.voice_unit,
            everything.private,
        )
        if bits is not None and not bits.bits
    ]
    assert lengths == [18, 5, 2, 11, 14, 3, 7, 1]


def test_panasonic_s_monitor_filter_is_empty() -> None:
    """As a client of KX-TDE sends it."""
    client, _ = log_in(PANASONIC)
    client.receive_data(bytes.fromhex(ANSWERS["panasonic"]))
    everything = MonitorFilter.everything(PANASONIC.filter_lengths or ())
    client._next_invoke_id = 0x78
    client.invoke(MonitorStart(monitor_object=MonitorObject(DeviceID("101")), requested_monitor_filter=everything))
    assert client.data_to_send().hex() == "0013" + "a111020178020147300930058003313031a000"


# the log-in in octets


@every_dialect
def test_the_log_in_is_what_clients_send(dialect: Dialect) -> None:
    _, sent = log_in(dialect)
    assert sent == dialect.client_hello + bytes.fromhex(LOG_INS[dialect.name])


@every_dialect
def test_the_log_in_is_understood_however_it_is_cut(dialect: Dialect) -> None:
    octets = dialect.client_hello + bytes.fromhex(LOG_INS[dialect.name])
    name, password = (b"AMHOST", b"77777") if dialect.authentication else (None, None)
    understood = AssociateRequest(name, password, dialect.offered_versions, dialect.context_name)
    for at in range(len(octets)):
        switch = Association("switching", dialect)
        assert switch.receive_data(octets[:at]) + switch.receive_data(octets[at:]) == [understood], at
        assert switch.data_to_send() == dialect.server_hello
        assert switch.versions == dialect.offered_versions


@pytest.mark.parametrize("name", ANSWERS)
def test_the_answer_is_what_switches_send_and_understood_however_it_is_cut(name: str) -> None:
    dialect, octets = BY_NAME[name], bytes.fromhex(ANSWERS[name])
    switch = Association("switching", dialect)
    switch.receive_data(bytes.fromhex(LOG_INS[name]))
    switch.accept(accepted(dialect))
    assert switch.data_to_send() == octets
    for at in range(len(octets)):
        client, _ = log_in(dialect)
        (answer,) = client.receive_data(octets[:at]) + client.receive_data(octets[at:])
        assert isinstance(answer, AssociateResponse)
        assert dataclasses.replace(answer, version_bits=dialect.answered_version_bits) == accepted(dialect), at
        assert client.versions == {"hipath": {VERSION_FOUR}, "panasonic": {VERSION_FIVE}}[name]


def test_a_rejection_as_a_client_of_panasonic_recognises_it() -> None:
    switch = Association("switching", PANASONIC)
    switch.receive_data(bytes.fromhex(LOG_INS["panasonic"]))
    switch.accept(AssociateResponse(1, context_name=PANASONIC.context_name))
    assert b"\xa2\x03\x02\x01\x01" in switch.data_to_send()


@every_dialect
def test_a_name_that_the_user_chose_is_sent_in_every_dialect(dialect: Dialect) -> None:
    client, switch = Association("computing", dialect), Association("switching", dialect)
    client.associate("AMHOST", "77777")
    messages = exchange(client, switch)
    assert [(one.user, one.password) for one in messages if isinstance(one, AssociateRequest)] == [
        (b"AMHOST", b"77777")
    ]


# pairs


def exchange(client: Association, switch: Association, size: int = 1 << 16) -> list[Message]:
    """Carry octets to and fro in pieces of ``size`` until both have nothing to say; return what was understood."""
    messages: list[Message] = []
    while (octets := client.data_to_send()) or (back := switch.data_to_send()):
        receiver, stream = (switch, octets) if octets else (client, back)
        for at in range(0, len(stream), size):
            messages += receiver.receive_data(stream[at : at + size])
    return messages


@every_dialect
@pytest.mark.parametrize("size", [1, 3, 1 << 16])
def test_a_conversation_from_log_in_to_release(dialect: Dialect, size: int) -> None:
    client, switch = Association("computing", dialect), Association("switching", dialect)
    client.associate(*(("AMHOST", "77777") if dialect.authentication else (None, None)))
    (request,) = exchange(client, switch, size)
    assert isinstance(request, AssociateRequest)
    switch.accept(accepted(dialect))
    switch.invoke(SystemStatusRequest(system_status=SystemStatus.normal))
    _, status = exchange(client, switch, size)
    assert isinstance(status, Requested)
    client.respond(status, Acknowledged())
    start = MonitorStart(
        monitor_object=MonitorObject(DeviceID("100")),
        requested_monitor_filter=(
            None if dialect.filter_lengths is None else MonitorFilter.everything(dialect.filter_lengths)
        ),
    )
    client.invoke(start)
    answered, asked = exchange(client, switch, size)
    assert isinstance(answered, Answered)
    assert isinstance(asked, Requested)
    assert asked.argument == start
    cross_ref = bytes(dialect.cross_ref_octets)
    switch.respond(asked, MonitorStartResult(cross_ref_identifier=cross_ref))
    cleared = ConnectionCleared(
        dropped_connection=ConnectionID.of(b"B164", "100"),
        releasing_device=ReportedDevice.known("100"),
        cause=EventCause.normalClearing,
    )
    switch.report(EventReport(cross_ref, cleared), 45317)
    result, event = exchange(client, switch, size)
    assert isinstance(result, Answered)
    assert result.result == MonitorStartResult(cross_ref_identifier=cross_ref)
    assert isinstance(event, Reported)
    assert event.report == EventReport(cross_ref, cleared)
    client.release()
    assert exchange(client, switch, size) == [ReleaseRequest(), ReleaseResponse()]
    assert (client.state, switch.state) == (State.CLOSED, State.CLOSED)


@pytest.mark.parametrize(
    ("of_client", "of_switch"),
    [pair for pair in itertools.permutations(DIALECTS, 2) if [one.name for one in pair] != ["alcatel", "panasonic"]],
    ids=lambda dialect: dialect.name,
)
def test_a_switch_says_which_dialect_its_client_speaks_instead(of_client: Dialect, of_switch: Dialect) -> None:
    client, switch = Association("computing", of_client), Association("switching", of_switch)
    client.associate("AMHOST", "77777")
    with pytest.raises(FramingError, match="Choose the same kind on both sides") as raised:
        exchange(client, switch)
    assert raised.value.sentence.facts == {"found": of_client.title, "chosen": of_switch.title}
    assert switch.closed
    assert switch.data_to_send() == b"", "there is no association to abort"


@pytest.mark.parametrize("indefinite", [True, False])
def test_indefinite_lengths_are_taken_where_the_dialect_has_them(indefinite: bool) -> None:
    dialect = dataclasses.replace(HIPATH, indefinite_lengths=indefinite)
    client, switch = Association("computing", dialect), Association("switching", dialect)
    client.associate("AMHOST", "77777")
    exchange(client, switch)
    switch.accept(accepted(dialect))
    exchange(client, switch)
    asked = "a180 020101 020147 3080 3005 8003313030 0000 0000"
    (got,) = switch.receive_data(frame(bytes.fromhex(asked), dialect))
    if indefinite:
        assert isinstance(got, Requested)
        assert got.argument == MonitorStart(monitor_object=MonitorObject(DeviceID("100")))
    else:
        assert isinstance(got, NotUnderstood)
