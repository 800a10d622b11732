"""What ``deskline decode`` shows, to people and to programs, and how it ends."""

from __future__ import annotations

import io
import json
import re
import struct
import sys
import textwrap
from collections.abc import Sequence
from datetime import UTC, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import cli
from desktop.diagnostics import decoding
from desktop.diagnostics.conversations import Message
from desktop.diagnostics.decoding import Display
from desktop.diagnostics.inputs import UnclearInput
from desktop.sentences import Sentence
from desktop.translation import translator
from tests.support import wire
from tests.support.wire import CLIENT, SECOND, START, SWITCH, framed, segments

ROWS = Path(__file__).parents[1] / "data" / "pdus.jsonl"
PDUS = {row["name"]: bytes.fromhex(row["hex"]) for row in map(json.loads, ROWS.read_text("utf-8").splitlines())}
DELIVERED = PDUS["Event Delivered at 100 (ringing) from 257"]
AARQ = PDUS["AARQ AMHOST/77777"]
MAKE_CALL = PDUS["MakeCall 100 -> 101"]
ERROR = PDUS["Error invalidCalledDeviceID"]


def decode(
    inputs: Sequence[str] = (), content: bytes = b"", *, json_lines: bool = False, port: int | None = None
) -> tuple[int, str, list[str]]:
    lines: list[str] = []
    complaints: list[Sentence] = []
    zone = timezone(timedelta(hours=1))
    status = decoding.run(
        inputs,
        io.BytesIO(content),
        lines.append,
        complaints.append,
        translator("en"),
        json_lines=json_lines,
        port=port,
        zone=zone,
    )
    return status, "\n".join(lines), [str(complaint) for complaint in complaints]


def objects(content: bytes) -> list[dict[str, Any]]:
    _, text, _ = decode(content=content, json_lines=True)
    return [json.loads(line) for line in text.splitlines()]


def capture(error_id: int = 5) -> bytes:
    call = MAKE_CALL[:4] + bytes((error_id,)) + MAKE_CALL[5:]
    return wire.captured(segments([(True, [framed(AARQ), framed(call)]), (False, [framed(ERROR, DELIVERED)])]))


# for people


def test_a_message_is_a_tree_with_names() -> None:
    status, text, complaints = decode([DELIVERED.hex()])
    lines = text.splitlines()
    assert (status, complaints) == (0, [])
    assert lines[0] == "#1 invoke 5 cSTAEventReport delivered"
    for words in (
        "delivered [4] DeliveredEvent",
        "dialingNumber [0] NumberDigits = 257",
        "= newCall (22)",
        "= alerting (2)",
    ):
        assert words in text
    assert lines[1].split() == ["0", "invoke", "[1]", "Invoke", "a1", "5a"]


def test_the_example_of_the_readme_is_what_it_says() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    found = re.search(r'^    deskline decode "([0-9a-f\s]+)"\n\n((?:    .*\n)+)', readme, re.MULTILINE)
    assert found is not None
    assert bytes.fromhex(found[1]) == DELIVERED
    _, text, _ = decode([found[1]])
    assert textwrap.dedent(found[2]) == text.rstrip("\n") + "\n"


def test_a_message_of_a_capture_says_when_and_from_whom_to_whom() -> None:
    _, text, _ = decode(content=capture())
    lines = text.splitlines()
    at = lines.index("#4 invoke 5 cSTAEventReport delivered")
    time = "2026-11-18 12:06:40.005000+01:00"
    assert START == 1_795_000_000 * SECOND
    assert lines[at + 1] == (f"    {time}  switch 192.168.1.2:8800 -> client 192.168.1.5:50000  (stream 1, packet 6)")


def test_an_answer_says_what_it_answers() -> None:
    _, text, _ = decode(content=capture(error_id=5))
    assert "#3 error 5 makeCall" in text.splitlines()
    _, text, _ = decode(content=capture(error_id=6))
    assert "#3 error 5" in text.splitlines()


def test_the_facts_of_a_row_are_shown() -> None:
    _, text, _ = decode(
        content=json.dumps({"name": "ringing", "direction": "pbx->client", "hex": DELIVERED.hex()}).encode()
    )
    assert text.splitlines()[1] == "    name: ringing, direction: pbx->client"


def test_a_damaged_message_is_shown_as_far_as_it_goes() -> None:
    status, text, complaints = decode([framed(DELIVERED)[:60].hex()])
    assert status == 1
    assert complaints == ["Damaged messages: 1 of 1."]
    assert "!! The message is cut short: 57 of 92 octets are there." in text
    assert "dialingNumber [0] NumberDigits = 257" in text
    assert "calledDevice" in text


def test_octets_that_are_no_message_are_called_so() -> None:
    status, text, complaints = decode(["0500"])
    assert status == 1
    assert "This does not begin as a CSTA message does." in text
    assert complaints == ["Damaged messages: 1 of 1."]


def test_notes_stand_between_the_messages() -> None:
    conversation = segments([(False, [framed(DELIVERED)[:50], framed(DELIVERED)[50:], framed(DELIVERED)])])
    del conversation[4]
    status, text, complaints = decode(content=wire.captured(conversation))
    assert "** Octets missing in the capture: 45.\n    2026-11-18 12:06:40.005000+01:00  switch" in text
    assert (status, complaints) == (1, ["Damaged messages: 1 of 2."])


def test_other_languages() -> None:
    display = Display(lambda sentence: str(sentence).upper(), UTC)
    text = display.text(Message(DELIVERED[:20], 92))
    assert "!! THE MESSAGE IS CUT SHORT: 20 OF 92 OCTETS ARE THERE." in text


# for programs


def test_objects_with_the_same_facts() -> None:
    log_in, call, error, event = objects(capture())
    assert log_in["kind"] == "aarq"
    assert (call["kind"], call["invoke_id"], call["operation"]) == ("invoke", 5, "makeCall")
    assert (error["kind"], error["operation"]) == ("error", "makeCall")
    assert {name: event[name] for name in event if name != "value"} == {
        "row": None,
        "damage": None,
        "message": 4,
        "time": "2026-11-18T12:06:40.005000+01:00",
        "stream": 1,
        "packet": 6,
        "source": str(SWITCH),
        "target": str(CLIENT),
        "direction": "switch->client",
        "kind": "invoke",
        "invoke_id": 5,
        "operation": "cSTAEventReport",
        "event": "delivered",
        "octets": DELIVERED.hex(),
    }
    delivered = event["value"]["invoke"]["argument"]["eventSpecificInfo"]["callControlEvents"]["delivered"]
    assert (delivered["cause"], delivered["localConnectionInfo"]) == ("newCall", "alerting")
    assert delivered["callingDevice"] == {"deviceIdentifier": {"deviceIdentifier": {"dialingNumber": "257"}}}


def test_damage_has_its_place() -> None:
    (found,) = objects(DELIVERED[:40].hex().encode())
    assert found["octets"] == DELIVERED[:40].hex()
    assert found["damage"][0] == {"at": 40, "text": "The message is cut short: 40 of 92 octets are there."}
    assert found["damage"][-1]["at"] == 39


def test_notes_are_objects() -> None:
    (note,) = objects(wire.captured(segments([(True, [b"\x16\x03\x01\x00\x05hello and goodbye"])])))
    assert (note["note"], note["direction"], note["stream"]) == ("protocol", "client->switch", 1)
    assert note["count"] is None
    assert note["text"] == "This is TLS, not CSTA in ASN.1; it is not decoded."


def test_each_kind_of_line_has_always_the_same_members() -> None:
    conversation = segments([(False, [framed(DELIVERED)[:50], framed(DELIVERED)[50:], framed(AARQ, ERROR)])])
    del conversation[4]
    found = [*objects(wire.captured(conversation)), *objects(f"nonsense\n{AARQ.hex()}\n0500\n{ERROR.hex()}".encode())]
    messages = [list(row) for row in found if "message" in row]
    notes = [list(row) for row in found if "note" in row]
    place = ["time", "stream", "packet", "source", "target", "direction"]
    kinds = ["row", "kind", "invoke_id", "operation", "event", "octets", "value", "damage"]
    assert messages == [["message", *place, *kinds]] * 6
    assert notes == [["note", "text", "count", *place]] * 2


def test_answers_in_a_trace_are_paired_by_link_and_direction() -> None:
    call = MAKE_CALL[:4] + b"\x05" + MAKE_CALL[5:]
    rows = [
        {"hex": call.hex(), "direction": "client->pbx", "link": 1},
        {"hex": ERROR.hex(), "direction": "pbx->client", "link": 2},
        {"hex": ERROR.hex(), "direction": "client->pbx", "link": 1},
        {"hex": ERROR.hex(), "link": 1},
        {"hex": ERROR.hex(), "direction": "pbx->client", "link": 1},
    ]
    found = objects("\n".join(map(json.dumps, rows)).encode())
    assert [row["operation"] for row in found] == ["makeCall", None, None, None, "makeCall"]


def test_packets_without_a_time_are_shown_without_one() -> None:
    (segment,) = segments([(False, [framed(DELIVERED)])], shake=False)
    packet = wire.ethernet(segment)
    content = wire.section() + wire.interface(1) + wire.block(3, struct.pack("<I", len(packet)) + packet)
    (found,) = objects(content)
    assert (found["time"], found["packet"]) == (None, 1)
    _, text, _ = decode(content=content)
    assert text.splitlines()[1] == "    switch 192.168.1.2:8800 -> client 192.168.1.5:50000  (stream 1, packet 1)"


def test_every_row_of_the_test_data() -> None:
    found = objects(ROWS.read_bytes())
    assert [row["row"]["name"] for row in found] == list(PDUS)
    assert not [row for row in found if row["damage"]]
    assert {row["octets"] for row in found if "****" not in row["octets"]} <= {octets.hex() for octets in PDUS.values()}


def test_an_unknown_operation_and_event_keep_their_numbers() -> None:
    unknown = bytes.fromhex("a10902010102020fff0500")
    (found,) = objects(unknown.hex().encode())
    assert found["operation"] == "value-4095"


@given(st.binary(min_size=1, max_size=80))
def test_no_message_raises_anything(octets: bytes) -> None:
    display = Display()
    message = Message(octets, len(octets))
    assert display.text(message)
    assert json.loads(display.json_line(message))["message"] == 2


def test_a_time_that_no_calendar_has() -> None:
    packets = [(2**63, wire.ethernet(segment)) for segment in segments([(True, [framed(AARQ)])])]
    ticks = wire.section() + wire.interface(1, wire.option(9, b"\x00"))
    for _, packet in packets:
        ticks += wire.enhanced(0, 2**63, packet)
    (found,) = objects(ticks)
    assert found["time"] == f"{2**63}.000000"


# secrets


@pytest.mark.parametrize("json_lines", [False, True])
def test_secrets_are_masked(json_lines: bool) -> None:
    _, text, _ = decode([AARQ.hex()], json_lines=json_lines)
    assert "****" in text
    assert b"AMHOST".hex() in text.replace(" ", "")
    assert b"77777".hex() not in text.replace(" ", "")
    assert "77777" not in text


# how it ends


def test_nothing_found() -> None:
    assert decode(content=wire.captured([])) == (1, "", ["No CSTA message was found."])


def test_the_end_of_a_damaged_file() -> None:
    status, text, complaints = decode(content=capture()[:-7])
    assert "#4 invoke 5 cSTAEventReport delivered" in text
    assert status == 1
    assert complaints == [
        f"The capture is cut short: it ends at octet {len(capture()) - 7}, in the middle of a packet."
    ]


def test_arguments_that_cannot_be_understood() -> None:
    with pytest.raises(UnclearInput):
        decode(["nowhere.pcap"])


class Standard:
    """Standard input with octets behind it."""

    def __init__(self, content: bytes) -> None:
        self.buffer = io.BytesIO(content)


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Any:  # a function of arguments and standard input
    monkeypatch.setenv("DESKLINE_HOME", str(tmp_path))

    def call(*arguments: str, content: bytes = b"") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", Standard(content))
        status = cli.main(["decode", *arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return call


def test_the_command(command: Any, tmp_path: Path) -> None:
    path = tmp_path / "capture.pcap"
    path.write_bytes(capture())
    by_name = command(str(path))
    assert by_name[0] == 0
    assert by_name[2] == ""
    assert by_name[1].count("\n#") == 3
    assert command("-", content=capture()) == command(content=capture()) == by_name
    status, out, _ = command("--json", DELIVERED.hex(), AARQ.hex())
    assert status == 0
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["invoke", "aarq"]


def test_the_status_of_the_command(command: Any) -> None:
    assert command("nowhere.pcap") == (2, "", "deskline: There is no file nowhere.pcap.\n")
    assert command(content=b"") == (1, "", "deskline: There is nothing to decode: the input is empty.\n")
    assert command("--port", "9000", content=capture()) == (1, "", "deskline: No CSTA message was found.\n")
    status, out, err = command(content=DELIVERED.hex().encode() + b"\nhello")
    assert (status, err) == (1, "deskline: Lines that are not or not wholly hex: 1.\n")
    assert out.startswith("#1 invoke 5 cSTAEventReport delivered\n")
    assert out.endswith("\n** Line 2 is no hex: hello\n\n")
    assert command(content=b"hello") == (1, "", "deskline: Line 1 is no hex: hello\n")


@pytest.mark.parametrize("port", ["0", "65536", "x"])
def test_a_port_that_is_none(command: Any, port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command("--port", port)
    assert caught.value.code == 2
